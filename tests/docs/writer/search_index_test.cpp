// Doxygen's index of what can be searched: read, added to, written.
#include "search_index.h"

#include <gtest/gtest.h>

#include "small_project.h"
#include "text_file.h"
#include "wrong_page.h"

namespace {

const std::string script_of_r =
    "var searchData=\n[\n"
    "  ['recv_0',['recv',['../winsock2_8h.html#a1',1,'winsock2.h']]],\n"
    "  ['rules_20of_20it_1',['Rules of it',['../rules.html',1,'']]]\n"
    "];\n";

class Index : public testing::Test {
protected:
    Index() { project.write_search(); }

    pages::SearchIndex read() const { return pages::SearchIndex(project.root() / "output"); }
    std::string script(const std::string& name) const {
        return project.made("html/search/" + name);
    }
    std::string refused(const std::string& file, const std::string& text) const {
        project.write_search();
        project.write("output/html/search/" + file, text);
        try {
            read();
            return "not refused";
        } catch (const pages::WrongPage& wrong) {
            return wrong.what();
        }
    }

    SmallProject project;
};

TEST_F(Index, Tutorial) {
    pages::SearchIndex index = read();
    index.add("record", {"The record", {{"rules.html#record", "Rules"}}});
    index.write();
    EXPECT_EQ(script("all_1.js"),
              "var searchData=\n[\n"
              "  ['record_0',['The record',['../rules.html#record',1,'Rules']]],\n"
              "  ['recv_1',['recv',['../winsock2_8h.html#a1',1,'winsock2.h']]],\n"
              "  ['rules_20of_20it_2',['Rules of it',['../rules.html',1,'']]]\n"
              "];\n");
}

TEST_F(Index, IsWrittenAsItWasRead) {
    read().write();
    EXPECT_EQ(script("all_1.js"), script_of_r);
    EXPECT_EQ(script("searchdata.js"), SmallProject::searchdata("ar"));
}

TEST_F(Index, ANewFirstLetterHasAScriptAndAFrameInItsPlace) {
    pages::SearchIndex index = read();
    index.add("Manual reset", {"Manual reset", {{"rules.html#reset", "Rules"}}});
    index.write();
    EXPECT_EQ(script("searchdata.js"), SmallProject::searchdata("amr"));
    EXPECT_NE(script("all_1.js").find("['manual_20reset_0',['Manual reset'"), std::string::npos);
    EXPECT_EQ(script("all_2.js"), script_of_r);
    EXPECT_EQ(script("all_2.html"), "<script src=\"all_2.js\"></script>\n");
}

TEST_F(Index, OneTextInTwoPlacesIsListedOnce) {
    pages::SearchIndex index = read();
    index.add("zombie", {"zombie", {{"a.html#z", "A"}, {"b.html#z", "B"}}});
    index.write();
    EXPECT_EQ(script("all_2.js"),
              "var searchData=\n[\n"
              "  ['zombie_0',['zombie',['../a.html#z',1,'A'],['../b.html#z',1,'B']]]\n];\n");
}

TEST_F(Index, WhatIsAlikeStaysInItsOrder) {
    pages::SearchIndex index = read();
    index.add("zombie", {"06 Zombie", {{"lesson.html", ""}}});
    index.add("zombie: the solution", {"06 Zombie: the solution", {{"solution.html", ""}}});
    index.add("zombie", {"a zombie", {{"glossary.html#z", "Glossary"}}});
    index.write();
    const std::string list = script("all_2.js");
    EXPECT_LT(list.find("lesson.html"), list.find("glossary.html"));
    EXPECT_LT(list.find("glossary.html"), list.find("solution.html"));
}

TEST_F(Index, TextIsNeitherHtmlNorJavaScript) {
    pages::SearchIndex index = read();
    index.add("z", {"it's <b> & \\n", {{"a.html", "\"A\""}}});
    index.write();
    EXPECT_NE(script("all_2.js")
                  .find("['it&apos;s &lt;b&gt; &amp; &#92;n',['../a.html',1,'&quot;A&quot;']]"),
              std::string::npos)
        << script("all_2.js");
}

TEST_F(Index, KeysAreThoseOfDoxygen) {
    EXPECT_EQ(pages::search_key("Lost signal"), "lost_20signal");
    EXPECT_EQ(pages::search_key("TIME_WAIT: a(b)\t"), "time_5fwait_3a_20a_28b_29_09");
    EXPECT_EQ(pages::search_key("caf\xc3\xa9"), "caf\xc3\xa9");
}

TEST_F(Index, AnotherFormatIsRefused) {
    EXPECT_EQ(refused("all_1.js", "var searchData=\n[\n  no entry\n];\n"),
              "html/search/all_1.js has a line that is no entry, \"  no entry\": was it made by "
              "Doxygen 1.9.4?");
    EXPECT_EQ(refused("all_0.js", ""),
              "html/search/all_0.js is no list of what is found: was it made by Doxygen 1.9.4?");
    EXPECT_EQ(refused("searchdata.js", "var x = 1;\n"),
              "html/search/searchdata.js does not begin with a section \"all\": was it made by "
              "Doxygen 1.9.4?");
    EXPECT_EQ(refused("searchdata.js", SmallProject::searchdata("")),
              "html/search/searchdata.js has nothing in its section \"all\": was it made by "
              "Doxygen 1.9.4?");
    EXPECT_EQ(refused("searchdata.js", SmallProject::searchdata("a\xc3\xa9")),
              "html/search/searchdata.js has a name that begins with another character than those "
              "of ASCII: was it made by Doxygen 1.9.4?");
    EXPECT_EQ(refused("searchdata.js", SmallProject::searchdata("arz")),
              "html/search/all_2.js cannot be read");
}

TEST_F(Index, AFrameOfAnotherScriptIsRefused) {
    EXPECT_EQ(refused("all_0.html", "<html></html>\n"),
              "html/search/all_0.html does not load all_0.js: was it made by Doxygen 1.9.4?");
}

}  // namespace
