// The words of titles and headings that the search finds.
#include "search_words.h"

#include <gtest/gtest.h>

#include "small_project.h"
#include "wrong_page.h"

namespace {

using Texts = std::vector<std::string>;

Texts words_of_title(const std::string& text) {
    return pages::searched_as({text, "page.html", ""});
}

Texts words_of_heading(const std::string& text) {
    return pages::searched_as({text, "page.html#place", "A page"});
}

std::string read_back(const std::string& markdown) {
    std::string all;
    for (const pages::Heading& heading : pages::headings_of("a.md", markdown)) {
        all += heading.text + " | " + heading.link + " | " + heading.title + "\n";
    }
    return all;
}

TEST(SearchWords, Tutorial) {
    EXPECT_EQ(words_of_title("04 Lost signal"), (Texts{"Lost signal", "signal"}));
    EXPECT_EQ(words_of_heading("Lost signal"), (Texts{"Lost signal", "signal"}));
}

TEST(SearchWords, AreNoneThatNobodySearchesFor) {
    EXPECT_EQ(words_of_title("03 Arrays out of step"),
              (Texts{"Arrays out of step", "out of step", "step"}));
    EXPECT_EQ(words_of_heading("A close"), (Texts{"close"}));
    // Whoever types a heading as it is finds it.
    EXPECT_EQ(words_of_heading("The rule"), (Texts{"The rule", "rule"}));
    EXPECT_EQ(words_of_heading("A"), Texts{});
}

TEST(SearchWords, AreLettersDigitsAndUnderscores) {
    EXPECT_EQ(words_of_heading("FD_READ, 64: f(s)"), (Texts{"FD_READ, 64: f(s)", "64: f(s)"}));
}

TEST(SearchWords, AHyphenIsTypedOrNot) {
    EXPECT_EQ(words_of_heading("manual-reset event"),
              (Texts{"manual-reset event", "manual reset event", "reset event", "event"}));
}

TEST(SearchWords, HeadingsHaveALabel) {
    EXPECT_EQ(read_back("# Rules {#rules}\n\nText.\n\n## Rule 1 {#rule_1}\n\n## No label\n"
                        "#### Deep {#deep}\n"),
              "Rules | rules.html | \nRule 1 | rules.html#rule_1 | Rules\n"
              "Deep | rules.html#deep | Rules\n");
}

TEST(SearchWords, TheStartPageIsIndexHtml) {
    EXPECT_EQ(read_back("# A course {#mainpage}\n## Map {#map}\n"),
              "A course | index.html | \nMap | index.html#map | A course\n");
}

TEST(SearchWords, HeadingsAreNotInCode) {
    EXPECT_EQ(read_back("# A {#a}\n```\n## B {#b}\n```\n## C {#c}\n"),
              "A | a.html | \nC | a.html#c | A\n");
}

TEST(SearchWords, HeadingsAreWithoutMarkdown) {
    EXPECT_EQ(read_back("# <code>a\\[0\\] \\< &quot;b&quot;</code> {#a}\n## **B** `c_d` {#b}\n"),
              "a[0] < \"b\" | a.html | \nB c_d | a.html#b | a[0] < \"b\"\n");
}

TEST(SearchWords, APageNeedsATitleWithALabel) {
    for (const char* markdown : {"", "Text.\n", "# A title\n", "## A heading {#a}\n"}) {
        try {
            read_back(markdown);
            ADD_FAILURE() << markdown;
        } catch (const pages::WrongPage& wrong) {
            EXPECT_STREQ(wrong.what(),
                         "a.md does not begin with a title and a label, such as \"# A title "
                         "{#a_label}\"");
        }
    }
}

TEST(SearchProgram, FindsPagesAndHeadings) {
    const SmallProject project;
    project.write_search();
    project.write("output/pages/lesson.md", "# 06 Zombie {#lesson}\n## The program {#l_program}\n");
    project.write("output/pages/solution.md",
                  "# 06 Zombie: the solution {#solution}\n## The program {#s_program}\n");
    project.write("output/pages/glossary.md", "# Glossary {#glossary}\n## zombie {#term_zombie}\n");
    const out_of_step::Finished search = project.add_to_search();
    EXPECT_EQ(search.exit_code, 0) << search.errors;
    EXPECT_EQ(project.made("html/search/searchdata.js"), SmallProject::searchdata("aprstz"));
    EXPECT_EQ(project.made("html/search/all_5.js"),
              "var searchData=\n[\n"
              "  ['zombie_0',['06 Zombie',['../lesson.html',1,'']]],\n"
              "  ['zombie_1',['zombie',['../glossary.html#term_zombie',1,'Glossary']]],\n"
              "  ['zombie_3a_20the_20solution_2',['06 Zombie: the "
              "solution',['../solution.html',1,'']]]\n];\n");
    EXPECT_EQ(project.made("html/search/all_1.js"),
              "var searchData=\n[\n"
              "  ['program_0',['The program',['../lesson.html#l_program',1,'06 "
              "Zombie'],['../solution.html#s_program',1,'06 Zombie: the solution']]]\n];\n");
}

TEST(SearchProgram, SaysWhatIsMissing) {
    const SmallProject project;
    out_of_step::Finished search = project.add_to_search();
    EXPECT_EQ(search.exit_code, 1);
    EXPECT_EQ(search.errors, "page_writer: " + (project.root() / "output").string() +
                                 " has no folder \"pages\": the pages are made before Doxygen "
                                 "runs, and this comes after\n");
    project.write("output/pages/a.md", "# A {#a}\n");
    search = project.add_to_search();
    EXPECT_EQ(search.exit_code, 1);
    EXPECT_EQ(search.errors, "page_writer: html/search/searchdata.js cannot be read\n");
}

}  // namespace
