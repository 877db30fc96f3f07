// The command line of the lab of lesson 23.
#include "options.h"

#include <gtest/gtest.h>

namespace {

using namespace twelve_hundred;
using Words = std::vector<std::string>;

std::string refusal(const Words& words) {
    try {
        parse(words);
    } catch (const WrongOption& refused) {
        return refused.what();
    }
    return "nothing was wrong";
}

TEST(Options, AFullRunHasAllModelsAndSizes) {
    const Options options = parse({});
    EXPECT_EQ(options.plan.sizes, (std::vector<int>{60, 315, 630, 1260, 2520, 5040, 10'000}));
    EXPECT_EQ(options.plan.models.size(), all_models().size());
    EXPECT_NE(options.plan.no_server, "") << "nobody has named one";
}

TEST(Options, TakesAtMostEightMinutesAndAQuickOneAboutOne) {
    EXPECT_LE(seconds_for(parse({}).plan), 8 * 60);
    EXPECT_LE(seconds_for(parse({"--quick"}).plan), 75);
    EXPECT_LT(seconds_for(parse({"--quick"}).plan), seconds_for(parse({}).plan));
}

TEST(Options, SizesAreSortedAndNamedOnce) {
    EXPECT_EQ(parse({"--sizes", "630,60,630"}).plan.sizes, (std::vector<int>{60, 630}));
    EXPECT_EQ(parse({"--quick", "--sizes", "7"}).plan.sizes, (std::vector<int>{7}));
}

TEST(Options, ModelsAreNamed) {
    const Options options = parse({"--models", "poll,epoll,poll"});
    ASSERT_EQ(options.plan.models.size(), 2U);
    EXPECT_STREQ(options.plan.models[0]->key, "poll");
    EXPECT_EQ(options.about.size(), 0U);
}

TEST(Options, WineHasModelsOfItsOwn) {
    const Options options = parse({"--wine", "run", "--windows-programs", "there"});
    ASSERT_EQ(options.plan.models.size(), windows_models().size());
    EXPECT_STREQ(options.plan.models[2]->key, "wsapoll");
    EXPECT_STREQ(parse({"--models", "iocp", "--wine", "run"}).plan.models[0]->key, "iocp");
    EXPECT_EQ(refusal({"--models", "epoll", "--wine", "run"}),
              "there is no model \"epoll\" here; there are framework, event_select, wsapoll and "
              "iocp");
    EXPECT_NE(refusal({"--models", "iocp"}), "");
}

TEST(Options, WhatIsWrongIsNamed) {
    EXPECT_EQ(refusal({"--sizes", "60,x"}), "--sizes takes a number from 1 to 100,000, not \"x\"");
    EXPECT_EQ(refusal({"--sizes", "0"}), "--sizes takes a number from 1 to 100,000, not \"0\"");
    EXPECT_EQ(refusal({"--sizes", "1.5"}), "--sizes takes whole numbers, not \"1.5\"");
    EXPECT_EQ(refusal({"--sizes", ""}), "--sizes takes a number from 1 to 100,000, not \"\"");
    EXPECT_EQ(refusal({"--seconds", "1e9"}),
              "--seconds takes a number from 0.05 to 60, not \"1e9\"");
    EXPECT_EQ(refusal({"--seconds"}), "no value for --seconds");
    EXPECT_EQ(refusal({"--nonsense", "1"}), "there is no option --nonsense");
    EXPECT_EQ(refusal({"--seconds", "nan"}),
              "--seconds takes a number from 0.05 to 60, not \"nan\"");
    EXPECT_EQ(refusal({"--cpu", "-1"}), "--cpu takes a number from 0 to 1,023, not \"-1\"");
    EXPECT_EQ(refusal({"--cpu", "0.5"}), "--cpu takes whole numbers, not \"0.5\"");
    EXPECT_EQ(refusal({"--about", "nothing"}), "--about takes NAME=TEXT, not \"nothing\"");
    EXPECT_EQ(refusal({"60"}), "\"60\" is one word too many");
    EXPECT_EQ(refusal({"--models", "epol"}).rfind("there is no model \"epol\" here; there are ", 0),
              0U);
}

TEST(Options, WhereDescriptorsAreFewTheLargestSizesAreLeftOut) {
    Plan plan;
    EXPECT_EQ(fit_to_descriptors(plan, 100'000), "");
    const std::string said = fit_to_descriptors(plan, 4096);
    EXPECT_EQ(plan.sizes, (std::vector<int>{60, 315, 630, 1260, 2520}));
    EXPECT_NE(said.find("5,040 connections and more are left out"), std::string::npos) << said;
    EXPECT_NE(said.find("ulimit -Hn " + std::to_string(descriptors_for(10'000))), std::string::npos)
        << said;
    fit_to_descriptors(plan, 10);
    EXPECT_TRUE(plan.sizes.empty());
}

TEST(Models, WorkersHave63ConnectionsEach) {
    EXPECT_EQ(workers_for(60), 1);
    EXPECT_EQ(workers_for(63), 1);
    EXPECT_EQ(workers_for(64), 2);
    EXPECT_EQ(workers_for(5040), 80);
    EXPECT_EQ(arguments_for(*find_model("epoll"), 5040), Words{"80"});
    EXPECT_EQ(arguments_for(*find_model("epoll_one"), 5040), Words{"1"});
    EXPECT_EQ(arguments_for(*find_model("threads"), 5040), Words{});
    EXPECT_EQ(find_model("nonsense"), nullptr);
}

}  // namespace
