#include "sim/report/stepper_keys.h"

#include <gtest/gtest.h>

#include <utility>

namespace {

using namespace winsock::sim;
using Key = StepperKey;

TEST(StepperKeysTest, AreWhatATerminalSends) {
    const std::vector<std::pair<std::string, Key>> sent = {
        {" ", Key::next},           {"n", Key::next},
        {"j", Key::next},           {"\x1b[C", Key::next},
        {"\x1bOC", Key::next},      {"b", Key::back},
        {"p", Key::back},           {"k", Key::back},
        {"\x1b[D", Key::back},      {"g", Key::first},
        {"\x1b[H", Key::first},     {"\x1b[1~", Key::first},
        {"G", Key::last},           {"\x1b[F", Key::last},
        {"\x1b[4~", Key::last},     {"\x1b[6~", Key::far_next},
        {"\x1b[5~", Key::far_back}, {"w", Key::special},
        {"\t", Key::other},         {"t", Key::other},
        {"?", Key::keys},           {"q", Key::end},
        {"\x03", Key::end}};
    std::string all;
    std::vector<Key> expected;
    for (const auto& [bytes, key] : sent) {
        EXPECT_EQ(StepperKeys().add(bytes), std::vector<Key>{key}) << bytes;
        all += bytes;
        expected.push_back(key);
    }
    EXPECT_EQ(StepperKeys().add(all), expected);
    StepperKeys one_by_one;
    std::vector<Key> keys;
    for (const char byte : all) {
        for (const Key key : one_by_one.add(std::string(1, byte))) keys.push_back(key);
    }
    EXPECT_EQ(keys, expected);
}

TEST(StepperKeysTest, EscIsAKeyOnlyIfNothingFollows) {
    StepperKeys keys;
    EXPECT_EQ(keys.add("\x1b"), std::vector<Key>{});
    EXPECT_TRUE(keys.is_waiting());
    EXPECT_EQ(keys.settle(), std::vector<Key>{Key::end});
    EXPECT_FALSE(keys.is_waiting());
    EXPECT_EQ(keys.add("\x1b"), std::vector<Key>{});
    EXPECT_EQ(keys.add("[D"), std::vector<Key>{Key::back});
    EXPECT_EQ(keys.add("\x1b\x1b"), std::vector<Key>{Key::end});
}

TEST(StepperKeysTest, OthersAreNone) {
    StepperKeys keys;
    for (const char* const bytes :
         {"x", "\r", "\x1b[A", "\x1b[15~", "\x1b[1;5C", "\x1bn", "\xc3\xa4"}) {
        EXPECT_EQ(keys.add(bytes), std::vector<Key>{}) << bytes;
        EXPECT_FALSE(keys.is_waiting()) << bytes;
    }
    EXPECT_EQ(keys.add("n"), std::vector<Key>{Key::next});
}

}  // namespace
