// What a README links to, on the pages.
#include "links.h"

#include <gtest/gtest.h>

#include "small_project.h"
#include "wrong_page.h"

namespace {

template <typename Act>
std::string refusal_of(Act&& act) {
    try {
        act();
        return "not refused";
    } catch (const pages::WrongPage& wrong) {
        return wrong.what();
    }
}

class Links : public testing::Test {
protected:
    std::string of(const std::string& file, const std::string& markdown) const {
        return pages::with_references(project.root(), labels, file, markdown);
    }

    SmallProject project;
    pages::Labels labels{{"tool/README.md"}};
};

TEST_F(Links, Tutorial) {
    EXPECT_EQ(of("README.md", "Begin with [the first](lessons/01_first/README.md).\n"),
              "Begin with [the first](@ref lesson_01_first).\n");
}

TEST_F(Links, AreRelativeToTheFile) {
    EXPECT_EQ(of("lessons/01_first/README.md", "[s](../../solutions/01_first/)\n"),
              "[s](@ref solution_01_first)\n");
    EXPECT_EQ(of("lessons/01_first/README.md", "[p](server.cpp)\n"),
              "[p](@ref lesson_01_first_program)\n");
    project.write("solutions/01_first/client.cpp", "int main() {}\n");
    EXPECT_EQ(of("solutions/01_first/README.md", "[p](client.cpp)\n"),
              "[p](@ref solution_01_first_program)\n");
    EXPECT_EQ(of("lessons/01_first/README.md", "[home](../..)\n"), "[home](@ref index)\n");
}

TEST_F(Links, ToAFileThatIsNoPageLeaveTheirText) {
    EXPECT_EQ(of("README.md", "See [the list](lessons/course.json) or [one](README.md)\n"),
              "See the list or [one](@ref index)\n");
}

TEST_F(Links, ToAHeadingOfAWrittenPageKeepIt) {
    project.write("docs/pages/rules.md", "# Rules {#rules}\n## One {#rule_1}\n");
    EXPECT_EQ(of("README.md", "[1](docs/pages/rules.md#rule_1) [x](docs/pages/rules.md#other)\n"),
              "[1](@ref rule_1) [x](@ref rules)\n");
}

TEST_F(Links, ToTheWorldAndWithinThePageStay) {
    const std::string text = "[a](https://example.org/x) [b](#here)\n";
    EXPECT_EQ(of("README.md", text), text);
}

TEST_F(Links, AreNoneInCode) {
    EXPECT_EQ(of("README.md", "`f[0](nowhere)`\n```cpp\n[](nowhere) {}\n```\n"),
              "<code>f\\[0\\](nowhere)</code>\n```cpp\n[](nowhere) {}\n```\n");
}

TEST_F(Links, CanBeCode) {
    EXPECT_EQ(of("README.md", "[`x`](README.md), [`y`](lessons/course.json)\n"),
              "[<code>x</code>](@ref index), <code>y</code>\n");
}

TEST_F(Links, ToNowhereAreRefused) {
    EXPECT_EQ(
        refusal_of([&] { of("lessons/01_first/README.md", "[x](../02_second/README.md)\n"); }),
        "lessons/01_first/README.md: the link to ../02_second/README.md leads nowhere");
}

TEST_F(Links, APageNeedsATitle) {
    project.write("tool/README.md", "No title.\n");
    EXPECT_EQ(refusal_of([&] { pages::read_page(project.root(), labels, "tool/README.md"); }),
              "tool/README.md does not begin with a title, such as \"# A title\"");
}

TEST_F(Links, ALabelInATitleIsReplaced) {
    project.write("tool/README.md", "# Tools {#mine}\n\nText.\n");
    const pages::Page page = pages::read_page(project.root(), labels, "tool/README.md");
    EXPECT_EQ(pages::with_title(page, "inside_tool"), "# Tools {#inside_tool}\n\nText.\n");
}

}  // namespace
