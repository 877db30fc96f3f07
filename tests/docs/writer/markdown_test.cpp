// Markdown in parts.
#include "markdown.h"

#include <gtest/gtest.h>

namespace {

using pages::Part;

std::string shown(const std::string& markdown) {
    std::string all;
    for (const Part& part : pages::parts_of(markdown)) {
        if (part.kind == Part::text) all += part.markdown;
        if (part.kind == Part::code) all += "<" + part.markdown + ">";
        if (part.kind == Part::block) all += "{" + part.markdown + "}";
    }
    return all;
}

TEST(Markdown, Tutorial) {
    EXPECT_EQ(shown("Say `a`.\n```cpp\n`b`\n```\nThen.\n"),
              "Say <a>.\n{```cpp\n`b`\n```\n}Then.\n");
}

TEST(Markdown, CodeMayGoOnInTheNextLineAndNotInTheNextParagraph) {
    EXPECT_EQ(shown("`a\nb`\n"), "<a b>\n");
    EXPECT_EQ(shown("`a\n\nb`\n"), "`a\n\nb`\n");
}

TEST(Markdown, AsManyBackquotesEndCodeAsBeginIt) {
    EXPECT_EQ(shown("``a`b`` ```c``` `d\n"), "<a`b> <c> `d\n");
}

TEST(Markdown, ABlockMayBePartOfAListAndMayNotEnd) {
    EXPECT_EQ(shown("- x\n  ```\n  y\n  ```\n"), "- x\n{  ```\n  y\n  ```\n}");
    EXPECT_EQ(shown("```\ny\n"), "{```\ny\n}");
}

TEST(Markdown, EmphasisGoesOnBehindCode) {
    pages::Emphasis emphasis;
    EXPECT_EQ(emphasis.with_tags("a **"), "a <b>");
    EXPECT_EQ(emphasis.with_tags(".** b *c "), ".</b> b <em>c ");
    EXPECT_EQ(emphasis.with_tags("* d"), "</em> d");
}

TEST(Markdown, AStarAloneIsNoEmphasis) {
    const std::string text = "* one\n* 2 * 3 and \\*\n";
    EXPECT_EQ(pages::Emphasis().with_tags(text), text);
}

}  // namespace
