// What a run has measured, written and read.
#include "figures.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "../test_folder.h"
#include "made_up.h"

namespace {

using namespace twelve_hundred;

Figures some() {
    Figures figures;
    figures.about = {{"date", "2026-11-29"}, {"command", "./lab run 23 --quick"}};
    add_line(figures, "framework", {60, 1260}, {100'000, 90'000.25});
    figures.measured.back().others = 12.5;
    figures.missing = {{"asio", 60, "install libasio-dev"},
                       {"threads", 1260, "it says: \"no\", twice,\nand ends"}};
    return figures;
}

TEST(Csv, IsReadAsItWasWritten) {
    const Figures figures = some();
    Figures expected = figures;
    expected.missing[1].why = "it says: \"no\", twice, and ends";  // a line stays a line
    EXPECT_EQ(from_csv(to_csv(figures)), expected);
}

TEST(Csv, LooksLikeThis) {
    Figures figures;
    figures.about = {{"date", "2026-11-29"}};
    figures.measured = {made_up("epoll", 60, 60, 1000)};
    figures.missing = {{"asio", 60, "install libasio-dev"}};
    EXPECT_EQ(to_csv(figures),
              "# date: 2026-11-29\n"
              "model,connections,active,threads,echoes_per_second,p50_us,p99_us,slowest_us,"
              "fewest_echoes,most_echoes,resident_bytes_per_connection,"
              "reserved_bytes_per_connection,others_percent,missing\n"
              "epoll,60,60,2,1000,60000,120000,180000,10,12,900.5,300000,0,\n"
              "asio,60,,,,,,,,,,,,\"install libasio-dev\"\n");
}

void expect_refused(const std::string& text, const std::string& why) {
    try {
        from_csv(text);
        FAIL() << "this was read: " << text;
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), why);
    }
}

TEST(Csv, WhatIsNoneNamesTheLine) {
    const std::string good = to_csv(some());
    expect_refused("", "line 1: no columns");
    expect_refused("a,b\n", "line 1: these are not our columns");
    expect_refused("# no name\n", "line 1: a comment without a name");
    expect_refused(good + "epoll,60\n", "line 9: 2 columns, and not 14");
    expect_refused(good + "epoll,many,60,2,1,1,1,1,1,1,1,1,1,\n",
                   "line 9: \"many\" is not a number");
}

TEST(Figures, AreChosenByModelAndByWhoIsActive) {
    Figures figures;
    add_line(figures, "epoll", {1260, 60}, {2, 1});
    add_line(figures, "poll", {60}, {3});
    const auto all = figures.all_active("epoll");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0]->connections, 60) << "the smallest comes first";
    EXPECT_EQ(all[1]->active, 1260);
    const auto few_of_them = figures.few_active("epoll");
    ASSERT_EQ(few_of_them.size(), 2U) << "60 of 60 are few, too";
    EXPECT_EQ(few_of_them[1]->active, 64);
    figures.missing = {{"asio", 5040, "?"}};
    EXPECT_EQ(figures.sizes(), (std::vector<int>{60, 1260, 5040}));
}

TEST(Figures, AFileIsWrittenWholeAndItsFolderMade) {
    const TestFolder folder;
    const auto file = folder.root() / "a" / "b.csv";
    write_text(file, "one");
    write_text(file, "two");
    EXPECT_EQ(read_text(file), "two");
    EXPECT_FALSE(std::filesystem::exists(folder.root() / "a" / "b.csv.new"));
    EXPECT_THROW(read_text(folder.root() / "nothing"), std::runtime_error);
}

}  // namespace
