#include "sim/judge/replay_string.h"

#include <gtest/gtest.h>

using namespace winsock::sim;

namespace {

TEST(ReplayString, ComesBackAsItWas) {
    const ReplayString replay{
        RuleSet::lenient, 0x5f3a90c1, 0x0d77be12, {{17, 3, 1, 0}, {40, 2, 1, 0}}};
    EXPECT_EQ(replay.text(), "1l-5f3a90c1-0d77be12-17.3.1-40.2.1");
    const ReplayString back = parse_replay_string(replay.text());
    EXPECT_EQ(back.rules, replay.rules);
    EXPECT_EQ(back.lesson, replay.lesson);
    EXPECT_EQ(back.scenario, replay.scenario);
    EXPECT_EQ(back.deviations, replay.deviations);
}

TEST(ReplayString, WithoutADeviationIsTheQuietExecution) {
    EXPECT_TRUE(parse_replay_string("1w-5f3a90c1-0d77be12").deviations.empty());
}

TEST(ReplayString, SaysWhatIsWrongWithIt) {
    for (const char* text : {"", "hello", "1x-5f3a90c1-0d77be12", "1w-5f3a90c1", "1w-5f3a90c1-",
                             "1w-5f3a90c1-0d77be12-", "1w-5f3a90c1-0d77be12-17",
                             "1w-5f3a90c1-0d77be12-17.3", "1w-5f3a90c1-0d77be12-17.3.0",
                             "1w-5f3a90c1-0d77be12-17.3.3", "1w-5f3a90c1-0d77be12-17.3.1-17.3.1",
                             "1w-5f3a90c1-0d77be12-17.3.1x", "1w-99999999999-0d77be12"}) {
        EXPECT_THROW(parse_replay_string(text), ReplayError) << text;
    }
    try {
        parse_replay_string("2w-5f3a90c1-0d77be12");
        FAIL();
    } catch (const ReplayError& error) {
        EXPECT_NE(std::string(error.what()).find("another version"), std::string::npos);
    }
}

}  // namespace
