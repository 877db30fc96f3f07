// What the figures say, and that it comes from them.
#include "explain.h"

#include <gtest/gtest.h>

#include "made_up.h"
#include "table.h"
#include "words.h"

namespace {

using namespace twelve_hundred;

const std::vector<int> sizes = {60, 315, 630, 1260, 2520, 5040, 10'000};

std::string all_of(const Figures& figures) {
    std::string text;
    for (const std::string& paragraph : explain(figures)) text += paragraph + "\n";
    return text;
}

bool says(const Figures& figures, const std::string& what) {
    return all_of(figures).find(what) != std::string::npos;
}

TEST(Explain, AModelThatStaysAsItIsHasNoKnee) {
    Figures figures;
    add_line(figures, "framework", sizes, std::vector<double>(7, 50'000));
    EXPECT_TRUE(says(figures, "From 630 to 2,520 connections no server here loses a quarter"))
        << all_of(figures);
    EXPECT_TRUE(says(figures, "with all active 100 % at 1,260 and 100 % at 10,000"))
        << all_of(figures);
    EXPECT_FALSE(says(figures, "Less than half"));
}

TEST(Explain, AKneeNear1200IsFound) {
    Figures figures;
    add_line(figures, "framework", sizes, std::vector<double>(7, 50'000));
    add_line(figures, "poll", sizes, {50'000, 50'000, 50'000, 40'000, 20'000, 20'000, 20'000});
    EXPECT_TRUE(says(figures, "poll with all active (60 % less)")) << all_of(figures);
    EXPECT_TRUE(says(figures, "poll at 2,520 with all active")) << all_of(figures);
    EXPECT_FALSE(says(figures, "lesson 22 with all active (")) << all_of(figures);
}

TEST(Explain, AKneeElsewhereIsNoneNear1200) {
    Figures figures;
    add_line(figures, "poll", sizes, {50'000, 25'000, 20'000, 20'000, 19'000, 5'000, 4'000});
    EXPECT_TRUE(says(figures, "no server here loses a quarter")) << all_of(figures);
}

TEST(Explain, WithoutSizesAroundItNothingIsSaidOfAKnee) {
    Figures figures;
    add_line(figures, "poll", {60, 5040}, {50'000, 5'000});
    EXPECT_FALSE(around_the_claim(figures.sizes()));
    EXPECT_FALSE(says(figures, "a quarter of")) << all_of(figures);
}

// Who has no figure there may have broken down: nobody says that nothing does.
TEST(Explain, WhoIsMissingNear1200IsNotCountedAmongThoseThatStay) {
    Figures figures;
    add_line(figures, "framework", sizes, std::vector<double>(7, 50'000));
    add_line(figures, "poll", {60, 315, 630, 1260, 5040}, {50'000, 50'000, 50'000, 50'000, 10'000});
    figures.missing = {{"poll", 2520, "it fell silent"}};
    EXPECT_FALSE(says(figures, "nothing breaks down")) << all_of(figures);
    EXPECT_FALSE(says(figures, "80 % less")) << "that is from 630 to 5,040: " << all_of(figures);
    EXPECT_TRUE(says(figures, "this says nothing of poll with all active and poll with 64 active."))
        << all_of(figures);
    EXPECT_FALSE(says(figures, "Every server answered")) << all_of(figures);
}

TEST(Explain, WhoEndsEarlyIsNamedWithHowFarItCame) {
    Figures figures;
    add_line(figures, "framework", {60, 1260, 5040}, {50'000, 50'000, 50'000});
    add_line(figures, "poll", {60, 1260, 5040}, {50'000, 50'000, 50'000});
    EXPECT_TRUE(says(figures, "Every server answered every client at every size, up to 5,040"))
        << all_of(figures);
    figures.measured.pop_back();
    figures.measured.pop_back();
    figures.missing = {{"poll", 5040, "it fell silent"}};
    EXPECT_TRUE(says(figures, "up to 5,040 connections, but poll only up to 1,260."))
        << all_of(figures);
    EXPECT_FALSE(says(figures, "Every server answered")) << all_of(figures);
}

TEST(Explain, WhoIsAboveWhomFollowsTheRates) {
    Figures figures;
    add_line(figures, "framework", {60, 1260}, {50'000, 10'000});
    add_line(figures, "poll", {60, 1260}, {10'000, 40'000});
    EXPECT_TRUE(says(figures,
                     "At 1,260 connections with all active, compared with the server that "
                     "makes the most echoes: poll 100 %; lesson 22 25 %."))
        << all_of(figures);
    std::swap(figures.measured[1].rate, figures.measured[4].rate);
    EXPECT_TRUE(says(figures,
                     "with all active, compared with the server that makes the most "
                     "echoes: lesson 22 100 %; poll 25 %."))
        << all_of(figures);
    EXPECT_TRUE(says(figures,
                     "with 64 active, compared with the server that makes the most "
                     "echoes: poll 100 %; lesson 22 25 %."))
        << all_of(figures);
}

// Of sizes that a single server holds there is nobody to compare it with.
TEST(Explain, ComparesAtTheLargestSizeThatTwoHold) {
    Figures figures;
    add_line(figures, "framework", {60, 1260, 5040}, {50'000, 10'000, 10'000});
    add_line(figures, "poll", {60, 1260}, {10'000, 40'000});
    EXPECT_TRUE(says(figures, "At 1,260 connections with all active, compared")) << all_of(figures);
    EXPECT_FALSE(says(figures, "At 5,040 connections")) << all_of(figures);
}

TEST(Explain, ABusyMachineIsToldToMeasureAgain) {
    Figures figures;
    add_line(figures, "framework", {60, 1260}, {50'000, 50'000});
    EXPECT_FALSE(says(figures, "Other programs")) << all_of(figures);
    figures.measured[1].others = 37.6;
    EXPECT_TRUE(says(figures, "Other programs took up to 38 %")) << all_of(figures);
}

TEST(Explain, TheStacksThatFitComeFromWhatOneReserves) {
    Figures figures;
    add_line(figures, "threads", {60, 1260}, {50'000, 50'000});
    for (Figure& figure : figures.measured) figure.reserved = 2 * 1024 * 1024;
    EXPECT_TRUE(says(figures, "reserves 2.0 MB of addresses")) << all_of(figures);
    EXPECT_TRUE(says(figures, "an end at 1,024 connections")) << all_of(figures);
}

TEST(Explain, WhereTheTimesPassTheBound) {
    Figures figures;  // p99 is twice the clients divided by the rate: 25 ms at 630, 101 at 2520
    add_line(figures, "framework", sizes, std::vector<double>(7, 50'000));
    const auto between = where_p99_passes(figures.all_active("framework"), 100'000);
    ASSERT_TRUE(between);
    EXPECT_EQ(between->most_within, 1260);
    EXPECT_EQ(between->first_beyond, 2520);
    add_line(figures, "poll", {60, 630}, {50'000, 50'000});
    add_line(figures, "asio", {315, 630}, {1'000, 1'000});
    EXPECT_TRUE(says(figures,
                     ": lesson 22 between 1,260 and 2,520; poll 630 or more; Asio fewer "
                     "than 315."))
        << all_of(figures);
    EXPECT_FALSE(where_p99_passes(figures.all_active("framework"), 1)) << "all are slower";
    EXPECT_FALSE(where_p99_passes(figures.all_active("framework"), 1e9)) << "none is";
}

TEST(Explain, NoFiguresNoWords) {
    EXPECT_TRUE(explain({}).empty());
    Figures figures;
    figures.missing = {{"framework", 60, "?"}};
    EXPECT_TRUE(explain(figures).empty());
}

TEST(Table, NamesWhoIsMissingAndWhatToInstall) {
    Figures figures;
    figures.missing = {{"asio", 60, "install libasio-dev"}, {"asio", 1260, "install libasio-dev"}};
    EXPECT_EQ(what_is_missing(figures), "Asio is missing at 60 and 1,260: install libasio-dev\n");
    EXPECT_EQ(what_is_missing({}), "");
}

TEST(Table, SumsUpAllSizesInARowForEachModel) {
    Figures figures;
    add_line(figures, "framework", {60, 10'000}, {50'000, 41'230});
    add_line(figures, "poll", {60}, {9'000});
    const std::string summary = rates_summary(figures, true);
    EXPECT_NE(summary.find("                      60   10k\n"), std::string::npos) << summary;
    EXPECT_NE(summary.find("  lesson 22         50.0  41.2\n"), std::string::npos) << summary;
    EXPECT_NE(summary.find("  poll               9.0     -\n"), std::string::npos) << summary;
    EXPECT_EQ(summary.find("libuv"), std::string::npos) << "it has not taken part: " << summary;
    EXPECT_NE(slowest_summary(figures).find("  lesson 22          3.6   4.7\n"), std::string::npos)
        << slowest_summary(figures);
}

TEST(Table, FitsSixtyColumnsAndNamesABusyMachine) {
    Figures figures;
    add_line(figures, "event_select", {10'000}, {1'234'567});
    figures.measured[0].others = 40;
    const std::string table =
        rates_table(figures, 10'000, 10'000) + memory_table(figures) + rates_summary(figures, true);
    EXPECT_NE(table.find("1,234,567"), std::string::npos) << table;
    EXPECT_NE(table.find("took 40 %"), std::string::npos) << table;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = table.find('\n', begin)) != std::string::npos; begin = end + 1)
        EXPECT_LE(end - begin, 60U) << table.substr(begin, end - begin);
}

TEST(Words, AsPeopleReadThem) {
    EXPECT_EQ(with_commas(1'234'567), "1,234,567");
    EXPECT_EQ(with_commas(999), "999");
    EXPECT_EQ(time_of(85.4), "85 us");
    EXPECT_EQ(time_of(1234), "1.2 ms");
    EXPECT_EQ(time_of(2.5e6), "2.5 s");
    EXPECT_EQ(bytes_of(20), "20 bytes");
    EXPECT_EQ(bytes_of(8.0 * 1024 * 1024), "8.0 MB");
    EXPECT_EQ(joined({"a", "b", "c"}), "a, b and c");
    EXPECT_EQ(minutes_of(330), "about 6 minutes");
}

}  // namespace
