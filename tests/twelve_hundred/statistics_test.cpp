// Percentiles and medians.
#include "statistics.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace {

TEST(Percentile, Tutorial) {
    std::vector<int> hundred(100);
    std::iota(hundred.begin(), hundred.end(), 1);
    EXPECT_EQ(percentile(hundred, 0.5), 50);
    EXPECT_EQ(percentile(hundred, 0.99), 99);
    EXPECT_EQ(percentile(hundred, 1), 100);
}

TEST(Percentile, IsOneOfTheValuesThatWereMeasured) {
    const std::vector<double> three{1, 10, 100};
    EXPECT_EQ(percentile(three, 0), 1);
    EXPECT_EQ(percentile(three, 0.33), 1);
    EXPECT_EQ(percentile(three, 0.34), 10);
    EXPECT_EQ(percentile(three, 0.66), 10);
    EXPECT_EQ(percentile(three, 0.67), 100);
}

// The 99th of 50 values is the slowest: one of fifty is more than one of a hundred.
TEST(Percentile, HidesNoSlowEchoAmongFew) {
    std::vector<int> fifty(49, 1);
    fifty.push_back(1000);
    EXPECT_EQ(percentile(fifty, 0.99), 1000);
}

TEST(Percentile, OfOneAndOfNone) {
    EXPECT_EQ(percentile(std::vector<int>{7}, 0.5), 7);
    EXPECT_EQ(percentile(std::vector<int>{}, 0.5), 0);
}

TEST(Median, OfAnyOrder) {
    EXPECT_EQ(median({3, 1, 2}), 2);
    EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
    EXPECT_EQ(median({5}), 5);
    EXPECT_EQ(median({}), 0);
}

}  // namespace
