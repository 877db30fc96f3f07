// The repair: the lesson beside the solution.
#include "side_by_side.h"

#include <gtest/gtest.h>

namespace {

using pages::Hunk;
using pages::Row;

TEST(SideBySide, Tutorial) {
    const std::vector<Hunk> hunks = pages::hunks_of(
        "--- server.cpp\n"
        "+++ solution.cpp\n"
        "@@ -1,3 +1,4 @@\n"
        " a\n"
        "-b\n"
        "+c\n"
        "+d\n"
        " e\n");
    ASSERT_EQ(hunks.size(), 1U);
    EXPECT_EQ(hunks[0], (Hunk{{Row::same, "a", "a"},
                              {Row::changed, "b", "c"},
                              {Row::added, "", "d"},
                              {Row::same, "e", "e"}}));
}

TEST(SideBySide, WhatIsOnlyRemovedStandsBesideNothing) {
    const std::vector<Hunk> hunks = pages::hunks_of("@@ -1,2 +1 @@\n-a\n-b\n+c\n@@ -9 +8 @@\n-z\n");
    ASSERT_EQ(hunks.size(), 2U);
    EXPECT_EQ(hunks[0], (Hunk{{Row::changed, "a", "c"}, {Row::removed, "b", ""}}));
    EXPECT_EQ(hunks[1], (Hunk{{Row::removed, "z", ""}}));
}

TEST(SideBySide, AMissingEndOfLineIsNoLine) {
    const std::vector<Hunk> hunks =
        pages::hunks_of("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n");
    ASSERT_EQ(hunks.size(), 1U);
    EXPECT_EQ(hunks[0], (Hunk{{Row::changed, "a", "b"}}));
}

TEST(SideBySide, NoDifferenceNoHunks) { EXPECT_TRUE(pages::hunks_of("").empty()); }

TEST(SideBySide, TheTableSaysInSignsWhatItSaysInColours) {
    const std::string table =
        pages::side_by_side({{{Row::same, "    if (a < b) {", "    if (a < b) {"},
                              {Row::changed, "        f(&x);", "        g(\"x\");"}}});
    EXPECT_NE(table.find("</span>if (a &lt; b) {</td>"), std::string::npos) << table;
    EXPECT_NE(table.find("<span class=\"sign\">-</span><del>    f(&amp;x);</del>"),
              std::string::npos);
    EXPECT_NE(table.find("<span class=\"sign\">+</span><ins>    g(&quot;x&quot;);</ins>"),
              std::string::npos);
}

}  // namespace
