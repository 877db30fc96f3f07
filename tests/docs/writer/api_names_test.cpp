// Winsock's functions in prose.
#include "api_names.h"

#include <gtest/gtest.h>

namespace {

std::string linked(const std::string& markdown) {
    return pages::ApiNames({"recv", "accept", "WSAEventSelect"}).linked(markdown);
}

TEST(ApiNames, Tutorial) {
    EXPECT_EQ(linked("<code>recv</code> returns 0.\n"),
              "<code>\\ref recv \"recv\"</code> returns 0.\n");
    EXPECT_EQ(linked("WSAEventSelect selects.\n"),
              "\\ref WSAEventSelect \"WSAEventSelect\" selects.\n");
}

TEST(ApiNames, AWordOfEnglishIsNone) { EXPECT_EQ(linked("We accept.\n"), "We accept.\n"); }

TEST(ApiNames, OtherCodeIsLeft) {
    const std::string text =
        "<code>recv(s)</code>, <code>x</code> and <code>WSAEventSelect(s, e, 0)</code>, <code>\n";
    EXPECT_EQ(linked(text), text);
}

TEST(ApiNames, PartsOfWordsAndWhatDoxygenLinksAreLeft) {
    const std::string text = "WSAEventSelects XWSAEventSelect WSAEventSelect()\n";
    EXPECT_EQ(linked(text), text);
}

TEST(ApiNames, HeadingsBlocksAndLinksAreLeft) {
    const std::string text =
        "## WSAEventSelect\n```\nWSAEventSelect\n```\n[of WSAEventSelect and "
        "<code>recv</code>](x)\n";
    EXPECT_EQ(linked(text), text);
}

}  // namespace
