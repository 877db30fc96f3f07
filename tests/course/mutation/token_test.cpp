#include "token.h"

#include <gtest/gtest.h>

namespace {

using namespace course::mutation;
using Texts = std::vector<std::string>;

Texts texts_of(const std::string& source) {
    Texts texts;
    for (const Token& token : tokens_of(source)) texts.push_back(token.text);
    return texts;
}

TEST(Tokens, Tutorial) {
    EXPECT_EQ(texts_of("events[total++] = event;"),
              (Texts{"events", "[", "total", "++", "]", "=", "event", ";"}));
}

TEST(Tokens, TheLongestSignIsMeant) {
    EXPECT_EQ(texts_of("a <= b << c->d && e"),
              (Texts{"a", "<=", "b", "<<", "c", "->", "d", "&&", "e"}));
    EXPECT_EQ(texts_of("i+++j"), (Texts{"i", "++", "+", "j"}));
}

TEST(Tokens, CommentsAreLeftOut) {
    EXPECT_EQ(texts_of("a // b == 1\nc /* d\n != */ e // f"), (Texts{"a", "c", "e"}));
    EXPECT_EQ(texts_of("/* without an end"), Texts{});
}

TEST(Tokens, LinesOfThePreprocessorAreLeftOut) {
    EXPECT_EQ(texts_of("#include <winsock2.h>\n  #define A 1\nint n;"), (Texts{"int", "n", ";"}));
    EXPECT_EQ(texts_of("#include <winsock2.h>"), Texts{});
}

TEST(Tokens, ATextIsOneToken) {
    EXPECT_EQ(texts_of(R"(f("a // b \" 1", '\'');)"),
              (Texts{"f", "(", R"("a // b \" 1")", ",", R"('\'')", ")", ";"}));
    EXPECT_EQ(texts_of("\"without an end"), (Texts{"\"without an end"}));
}

TEST(Tokens, KindsAreToldApart) {
    const std::vector<Token> tokens = tokens_of("n0 = 0x1F + \"2\"");
    ASSERT_EQ(tokens.size(), 5U);
    EXPECT_EQ(tokens[0].kind, Token::Kind::word);
    EXPECT_EQ(tokens[1].kind, Token::Kind::sign);
    EXPECT_EQ(tokens[2].kind, Token::Kind::number);
    EXPECT_EQ(tokens[4].kind, Token::Kind::text);
}

TEST(Tokens, KnowWhereTheyStand) {
    const std::string source = "// one\n\nif (a\n    & b) {\n";
    const std::vector<Token> tokens = tokens_of(source);
    ASSERT_EQ(tokens.size(), 7U);
    EXPECT_EQ(tokens[0].line, 3U);
    EXPECT_EQ(tokens[3].text, "&");
    EXPECT_EQ(tokens[3].line, 4U);
    for (const Token& token : tokens) {
        EXPECT_EQ(source.substr(token.at, token.text.size()), token.text);
    }
}

TEST(Tokens, KnowWhatIsAroundThem) {
    const std::vector<Token> tokens = tokens_of("a & &b");
    ASSERT_EQ(tokens.size(), 4U);
    EXPECT_TRUE(tokens[1].blank_before && tokens[1].blank_behind);
    EXPECT_TRUE(tokens[2].blank_before && !tokens[2].blank_behind);
    EXPECT_FALSE(tokens[3].blank_before);
}

}  // namespace
