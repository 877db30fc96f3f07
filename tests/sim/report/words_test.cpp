// The pieces that reports are made of.
#include "sim/report/words.h"

#include <gtest/gtest.h>

#include "sim/report/constants.h"
#include "sim/report/fold.h"
#include "sim/report/lanes.h"
#include "sim/report/rounds.h"
#include "sim/report/row.h"

namespace {

using namespace winsock::sim;
using Lines = std::vector<std::string>;

TEST(WordsTest, LinesBreakAtBlanks) {
    EXPECT_EQ(wrapped("one two three", 20, 20), Lines{"one two three"});
    EXPECT_EQ(wrapped("one two three", 7, 7), (Lines{"one two", "three"}));
    EXPECT_EQ(wrapped("one two three", 8, 5), (Lines{"one two", "three"}));
    EXPECT_EQ(wrapped("", 5, 5), Lines{""});
    EXPECT_EQ(wrapped("abcdefgh", 3, 4), (Lines{"abc", "defg", "h"}));
    EXPECT_EQ(wrapped("FD_READ|FD_CLOSE", 10, 10), (Lines{"FD_READ|", "FD_CLOSE"}));
}

TEST(WordsTest, SomeWordsStayTogether) {
    EXPECT_EQ(wrapped("of recv (line 12)", 14, 14), (Lines{"of recv", "(line 12)"}));
    EXPECT_EQ(wrapped("it takes 1000 ms", 14, 14), (Lines{"it takes", "1000 ms"}));
    EXPECT_EQ(wrapped(Lines{"0: a = b", "1: c != d"}, 12, 12), (Lines{"0: a = b", "1: c != d"}));
}

TEST(WordsTest, BytesAreQuotedAsInAProgram) {
    EXPECT_EQ(in_quotes("hello\n"), "\"hello\\n\"");
    EXPECT_EQ(in_quotes("a\"b\\"), "\"a\\\"b\\\\\"");
    EXPECT_EQ(in_quotes(std::string("\0\xFF\x1b", 3)), "\"\\x00\\xff\\x1b\"");
    EXPECT_EQ(in_quotes(std::string(600, 'a'), 4), "\"aaaa\"... (600 bytes)");
}

TEST(WordsTest, SentencesBeginWithACapitalUnlessWithAName) {
    EXPECT_EQ(sentence("it spins"), "It spins.");
    EXPECT_EQ(sentence("eA is not signalled"), "eA is not signalled.");
    EXPECT_EQ(sentence("e2 has been closed"), "e2 has been closed.");
    EXPECT_EQ(sentence("Done."), "Done.");
}

TEST(ConstantsTest, NumbersHaveNames) {
    EXPECT_EQ(events_text(0x21), "FD_READ|FD_CLOSE");
    EXPECT_EQ(events_text(0x100 | 1), "FD_READ|0x100");
    EXPECT_EQ(error_text(Api::recv, 10035), "10035 WSAEWOULDBLOCK");
    EXPECT_EQ(error_text(Api::WSACloseEvent, 6), "6 WSA_INVALID_HANDLE");
    EXPECT_EQ(error_text(Api::CloseHandle, 6), "6 ERROR_INVALID_HANDLE");
    EXPECT_EQ(error_text(Api::recv, 0), "");
    EXPECT_EQ(error_text(Api::recv, 12345), "12345");
    EXPECT_EQ(number_text(Api::shutdown, 1, 1), "SD_SEND");
    EXPECT_EQ(number_text(Api::recv, 2, 2), "MSG_PEEK");
}

TEST(RowTest, TheNextHasTheNextNumber) {
    EXPECT_EQ(about_the_next("C9 connects"), "C10 connects");
    EXPECT_EQ(about_the_next("WSAWaitForMultipleEvents(1, {eC3}, TRUE, 10) -> WSA_WAIT_EVENT_0"),
              "WSAWaitForMultipleEvents(1, {eC4}, TRUE, 10) -> WSA_WAIT_EVENT_0");
    EXPECT_EQ(about_the_next("A says 100 bytes"), "A says 100 bytes");
}

TEST(RowTest, ARowHasNoGap) {
    const Lines texts{"C1 connects", "C2 connects", "C3 connects", "C5 connects", "C6 leaves"};
    EXPECT_EQ(row_at(texts, 0), 3U);
    EXPECT_EQ(row_at(texts, 3), 1U);
    EXPECT_EQ(row_at({"A connects", "A connects"}, 0), 1U);
}

TEST(RowTest, AScriptIsASentence) {
    EXPECT_EQ(script_text({"A connects", "B connects", "A says hello"}),
              "A connects, B connects, A says hello");
    EXPECT_EQ(script_text({"A connects", "C1 connects", "C2 connects", "C3 connects", "C2 leaves",
                           "A says 9 bytes", "A says 9 bytes", "A says x", "A says x", "A says x"}),
              "A connects, each of C1 to C3 connects, C2 leaves, A says 9 bytes twice, A says x "
              "three times");
    EXPECT_EQ(script_text({"C1 connects", "C2 connects"}), "C1 connects, C2 connects");
}

std::string shown(const Lines& elements) {
    std::string text;
    for (const Fold& fold : folded(elements)) {
        for (std::size_t i = 0; i < fold.length; ++i) text += elements[fold.begin + i];
        if (fold.again > 0) text += "(" + std::to_string(fold.again) + ")";
    }
    return text;
}

Lines letters(const std::string& text) {
    Lines list;
    for (const char letter : text) list.emplace_back(1, letter);
    return list;
}

TEST(FoldTest, CyclesAreFolded) {
    EXPECT_EQ(shown(letters("abcdef")), "abcdef");
    EXPECT_EQ(shown(letters("aaaaaa")), "a(5)");
    EXPECT_EQ(shown(letters("xababababy")), "xab(3)y");
    EXPECT_EQ(shown(letters("xyabcabcabc")), "xyabc(2)");
}

TEST(FoldTest, ALittleRepetitionIsNot) {
    EXPECT_EQ(shown(letters("aaab")), "aaab");
    EXPECT_EQ(shown(letters("abab")), "abab");
}

TEST(FoldTest, AListThatBreaksOffEndsWithAWholeCycle) {
    EXPECT_EQ(shown(letters("abcdabcdabcdab")), "abcdab(2)");
}

/// Feeds a text, a letter for each thing that happens; what is written of it.
std::string written(const std::string& text) {
    Rounds rounds;
    std::string result;
    const auto end = [&] {
        const std::optional<Rounds::LeftOut> left_out = rounds.end();
        if (!left_out) return;
        result +=
            "(" + std::to_string(left_out->steps) + "x" + std::to_string(left_out->times) + ")";
        result += result.substr(result.rfind('(') - left_out->steps, left_out->rest);
    };
    for (const char letter : text) {
        const auto happening = static_cast<unsigned char>(letter);
        if (rounds.leave_out(happening)) continue;
        end();
        result += letter;
        rounds.add(happening, result.size());
    }
    end();
    return result;
}

TEST(RoundsTest, WhatRepeatsItselfIsCounted) {
    std::string spin;
    for (int i = 0; i < 1000; ++i) spin += "abcd";
    EXPECT_EQ(written("xyz" + spin), "xyzabcdabcdabcdabcdabcdabcdabcda(4x992)bcd");
    EXPECT_EQ(written(spin + "z").substr(32), "(4x992)z");
    EXPECT_EQ(written(std::string(100, 'a')), std::string(32, 'a') + "(1x68)");
    EXPECT_EQ(written("abcdefabcdef"), "abcdefabcdef");
}

TEST(RoundsTest, ItMayBeginAnew) {
    const std::string twice = std::string(50, 'a') + "b" + std::string(50, 'c');
    EXPECT_EQ(written(twice), std::string(32, 'a') + "(1x18)b" + std::string(31, 'c') + "(1x19)");
}

TEST(LanesTest, WhereThereIsNoRoomClientsShareAColumn) {
    Trace trace;
    trace.threads = {"server"};
    trace.clients = {"A", "B", "C"};
    trace.script = {"A connects"};
    EXPECT_LT(Lanes(trace, 80).of("A"), Lanes(trace, 80).of("B"));
    EXPECT_LE(Lanes(trace, 80).of("C") + 10, 80u);
    for (char name = 'D'; name < 'Z'; ++name) trace.clients.emplace_back(1, name);
    EXPECT_EQ(Lanes(trace, 80).of("A"), Lanes(trace, 80).of("F"));
    EXPECT_NE(Lanes(trace, 80).header().find("clients"), std::string::npos);
}

}  // namespace
