// The language of the scenes about a client, sentence by sentence.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stage/error.h"
#include "stage/marks.h"
#include "stage/scene.h"
#include "stage/told.h"

namespace {

using namespace out_of_step;
using Deed = Act::Deed;

std::string refusal(const std::vector<std::string>& sentences) {
    try {
        parse_scene(sentences);
    } catch (const StageError& error) {
        return error.what();
    }
    return "";
}

TEST(ClientScene, Tutorial) {
    const Scene scene =
        parse_scene({"S accepts", "S awaits 12 bytes", "S says {2}{4}{1}",
                     "the client tells Logged in.", "S leaves", "the client ends badly"});
    ASSERT_EQ(scene.size(), 6u);
    EXPECT_TRUE(is_for_a_client(scene));
    EXPECT_EQ(scene[1].deed, Deed::awaits_count);
    EXPECT_EQ(scene[1].count, 12u);
    EXPECT_EQ(scene[2].text, "{2}{4}{1}");
    EXPECT_EQ(scene[2].bytes, std::string("\0\0\0\2\0\0\0\4\0\0\0\1", 12));
    EXPECT_EQ(scene[3].bytes, "Logged in.");
    EXPECT_EQ(scene[4].client, "S");
    EXPECT_FALSE(is_for_a_client(parse_scene({"A connects"})));
}

TEST(ClientScene, ATextStandsForBytes) {
    const Scene scene = parse_scene({"S accepts", R"(S says a\n\0\\\{\x0aZ{258}{258:2}{7:1})"});
    EXPECT_EQ(scene[1].bytes, std::string("a\n\0\\{\nZ\0\0\1\2\1\2\7", 14));
    for (const char* wrong : {"\\", "\\t", "\\x1", "\\xg0", "{", "{}", "{x}", "{1:3}", "{256:1}",
                              "{65536:2}", "{4294967296}", "{1", "{-1}"}) {
        EXPECT_NE(refusal({"S accepts", std::string("S says ") + wrong}), "") << wrong;
    }
}

TEST(ClientScene, WhatNobodyCouldPlayIsRefused) {
    EXPECT_EQ(refusal({"S accepts", "A says x"}),
              "\"A says x\": the one server of this scene is S.");
    EXPECT_EQ(refusal({"S accepts", "S accepts"}),
              "\"S accepts\": only the first sentence of a scene says that.");
    EXPECT_EQ(refusal({"S refuses", "S says x"}), "\"S says x\": S is not connected then.");
    EXPECT_EQ(refusal({"S accepts", "S leaves", "S says x"}),
              "\"S says x\": S is not connected then.");
    EXPECT_EQ(refusal({"S accepts", "the client ends well", "S leaves"}),
              "\"S leaves\": the client has ended then.");
    EXPECT_EQ(refusal({"S accepts", "the client ends well", "the client ends badly"}),
              "\"the client ends badly\": the client has ended before.");
    EXPECT_EQ(
        refusal({"S accepts", "S says {"}),
        "\"S says {\": a { begins a number, as in {5}, {5:2} or {5:1}; the brace itself is \\{.");
    EXPECT_EQ(refusal({"S accepts", "S waits 20001 ms"}),
              "\"S waits 20001 ms\": 20000 are the most.");
    for (const char* wrong : {"S says ", "S waits 5 s", "the client", "the client tells ",
                              "S dances", "the client ends", "S awaits "}) {
        EXPECT_NE(refusal({"S accepts", wrong}), "") << wrong;
    }
}

TEST(ClientScene, WhatIsToldIsAWordOfItsOwn) {
    Told told;
    told.append("12");
    EXPECT_FALSE(told.finds("12", false)) << "it may become 123";
    EXPECT_TRUE(told.finds("12", true));
    told.append("3 12 x");
    EXPECT_FALSE(told.finds("123", true)) << "its beginning was found before";
    EXPECT_TRUE(told.finds("12", false));
    EXPECT_FALSE(told.finds("12", true)) << "only once";
    EXPECT_EQ(told.count("12"), 1u);
    EXPECT_EQ(told.count("123"), 1u);
    EXPECT_EQ(told.printed(), 8u);
}

TEST(ClientScene, OnlyWhatIsSaidAndToldIsMarked) {
    const Scene scene = with_marks(parse_scene(
        {"S accepts", "S awaits friday", "S says {3}{6}mon", "S says daysunday evening",
         "S says friday", "the client tells monday", "the client tells sunday evening",
         "the client tells sunday", "the client tells friday", "the client tells Done"}));
    EXPECT_NE(scene[5].bytes, "monday");
    EXPECT_EQ(scene[2].bytes + scene[3].bytes.substr(0, 3),
              std::string("\0\0\0\3\0\0\0\6", 8) + scene[5].bytes);
    EXPECT_EQ(scene[3].bytes.substr(3), "sunday evening") << "one is part of the other";
    EXPECT_EQ(scene[4].bytes, "friday") << "it is awaited, too";
    EXPECT_EQ(scene[9].bytes, "Done") << "nobody has said it";
}

}  // namespace
