// What is mutated, and what is not.

#include "mutant.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "check.h"
#include "files.h"
#include "list.h"
#include "token.h"

namespace {

using namespace course;
using namespace course::mutation;
using Texts = std::vector<std::string>;

/// What `token` becomes in this line, the first of its kind.
Texts slips(const std::string& line, const std::string& token, std::size_t nth = 1) {
    Texts others;
    for (const Mutant& mutant : mutants_of(line)) {
        if (mutant.token == token && mutant.nth == nth) others.push_back(mutant.becomes);
    }
    return others;
}

TEST(Mutants, Tutorial) {
    const std::string source = "// The first.\nif (n > 0) {\n    count++;\n}\n";
    const std::vector<Mutant> mutants = mutants_of(source);
    ASSERT_EQ(mutants.size(), 4U);
    EXPECT_EQ(mutants[0].in_words(), "`>` becomes `>=`");
    EXPECT_EQ(mutants[0].line, 2U);
    EXPECT_EQ(mutants[0].text, "if (n > 0) {");
    EXPECT_EQ(applied(mutants[0], source), "// The first.\nif (n >= 0) {\n    count++;\n}\n");
    EXPECT_EQ(mutants[1].in_words(), "`>` becomes `<`");
    EXPECT_EQ(mutants[2].in_words(), "`0` becomes `1`");
    EXPECT_EQ(mutants[3].in_words(), "`++` becomes `--`");
    EXPECT_EQ(mutants[3].after, "if (n > 0) {");
}

TEST(Mutants, SignsBetweenTwo) {
    EXPECT_EQ(slips("a == b", "=="), (Texts{"!=", "="}));
    EXPECT_EQ(slips("a <= b", "<="), (Texts{"<", ">"}));
    EXPECT_EQ(slips("a + b", "+"), (Texts{"-"}));
    EXPECT_EQ(slips("a && b", "&&"), (Texts{"||"}));
    EXPECT_EQ(slips("a & b", "&"), (Texts{"|"}));
    EXPECT_EQ(slips("a ||\n    b", "||"), (Texts{"&&"}));
}

TEST(Mutants, SignsOfTypesAndAddressesAreLeftAlone) {
    EXPECT_EQ(mutants_of("std::vector<Connection> all;").size(), 0U);
    EXPECT_EQ(mutants_of("void f(const char* text, Connection& client, SOCKET* listener);").size(),
              0U);
    EXPECT_EQ(slips("f(&a, -b);", "&"), Texts{});
    EXPECT_EQ(slips("f(&a, -b);", "-"), Texts{});
}

TEST(Mutants, ANotIsLeftOut) {
    const std::string source = "while (!unsent.empty()) {";
    const std::vector<Mutant> mutants = mutants_of(source);
    ASSERT_EQ(mutants.size(), 2U);
    EXPECT_EQ(mutants[0].becomes, "if");
    EXPECT_EQ(mutants[1].in_words(), "`!` is left out");
    EXPECT_EQ(applied(mutants[1], source), "while (unsent.empty()) {");
}

TEST(Mutants, Numbers) {
    EXPECT_EQ(slips("n = 0;", "0"), (Texts{"1"}));
    EXPECT_EQ(slips("n = 1;", "1"), (Texts{"2", "0"}));
    EXPECT_EQ(slips("char text[256];", "256"), (Texts{"257", "255"}));
    EXPECT_EQ(mutants_of("n = 0x10;").size(), 0U);
}

TEST(Mutants, TimeOuts) {
    const std::string wait = "WSAWaitForMultipleEvents(f(1, 2), &e, TRUE, ";
    EXPECT_EQ(slips(wait + "1000, FALSE);", "1000"), (Texts{"1001", "999", "0", "WSA_INFINITE"}));
    EXPECT_EQ(slips(wait + "0, FALSE);", "0"), (Texts{"1", "WSA_INFINITE"}));
    EXPECT_EQ(slips(wait + "WSA_INFINITE, FALSE);", "WSA_INFINITE"), (Texts{"0"}));
    EXPECT_EQ(slips("wait(1, 2, 3, 1000);", "1000"), (Texts{"1001", "999"}));
}

TEST(Mutants, Words) {
    EXPECT_EQ(slips("f(TRUE);", "TRUE"), (Texts{"FALSE"}));
    EXPECT_EQ(slips("continue;", "continue"), (Texts{"break"}));
    EXPECT_EQ(slips("news & FD_READ", "FD_READ"), (Texts{"FD_WRITE", "FD_ACCEPT", "FD_CLOSE"}));
    EXPECT_EQ(slips("code[FD_READ_BIT]", "FD_READ_BIT"),
              (Texts{"FD_WRITE_BIT", "FD_ACCEPT_BIT", "FD_CLOSE_BIT"}));
}

TEST(Mutants, NeighboursAreTakenForEachOther) {
    const std::string source = "int total = 0;\nint index = f(total);\nuse(index);\n";
    EXPECT_EQ(slips(source, "total"), (Texts{"index"}));  // in f(total)
    EXPECT_EQ(slips(source, "index"), (Texts{"total"}));  // in use(index)
    EXPECT_EQ(mutants_of(source).size(), 3U);             // and 0
    EXPECT_EQ(slips("use(a.index, b->index, index, i)", "index"), Texts{});
    EXPECT_EQ(slips("use(a.index, b->index, index, i)", "index", 3), (Texts{"i"}));
}

TEST(Mutants, WhatIsNoCodeIsLeftAlone) {
    EXPECT_EQ(mutants_of("#include <a1.h>\n// i == 1\n/* TRUE */\nputs(\"1 == 1\");\n").size(), 0U);
    EXPECT_EQ(mutants_of("f(sizeof(text[0]), sizeof(a + b));").size(), 0U);
}

TEST(Mutants, WhatComesBeforeTheListenerIsLeftAlone) {
    const std::string source =
        "struct WinsockLibrary {\n    bool open = true;\n};\n"
        "static int port_from(const char* text) {\n    return 1;\n}\n"
        "int main() {\n"
        "    setvbuf(stdout, NULL, _IONBF, 0);\n    int port = 1;\n    WinsockLibrary library;\n"
        "    int total = 0;\n"
        "    bool anywhere = argc > 2 &&\n        argv[2];\n"
        "    listen(listener, 5);\n";
    std::set<std::size_t> lines;
    for (const Mutant& mutant : mutants_of(source)) lines.insert(mutant.line);
    EXPECT_EQ(lines, (std::set<std::size_t>{11, 14}));
}

TEST(Mutants, HowAClientFindsItsServerIsLeftAlone) {
    const std::string source =
        "int main() {\n"
        "    setvbuf(stdout, NULL, _IONBF, 0);\n    int port = argc > 1 ? f(2) : 4567;\n"
        "    int total = 0;\n"
        "    sockaddr_in address = {};\n    if (connect() == 1) {\n        return 1;\n    }\n"
        "    u_long nonblocking = 1;\n"
        "    printf(\"Connected to port %d\\n\", 1);\n"
        "    return 1;\n";
    std::set<std::size_t> lines;
    for (const Mutant& mutant : mutants_of(source)) lines.insert(mutant.line);
    EXPECT_EQ(lines, (std::set<std::size_t>{4, 9, 11}));
}

std::vector<std::string> texts_of(const std::vector<Line>& lines) {
    std::vector<std::string> texts;
    for (const Line& line : lines) texts.push_back(line.text);
    return texts;
}

TEST(Mutants, EverySolutionHasWhatAllShare) {
    for (const Lesson& lesson : lessons()) {
        std::vector<std::string> unknown;
        shared_lines(texts_of(lines_of(lesson.solution)), &unknown);
        EXPECT_EQ(unknown, Texts{}) << at(lesson.solution);
    }
}

TEST(Mutants, DifferInOneToken) {
    for (const Lesson& lesson : lessons()) {
        const std::string source = read(lesson.solution);
        Texts model;
        for (const Token& token : tokens_of(source)) model.push_back(token.text);
        std::set<std::string> changed;
        for (const Mutant& mutant : mutants_of(source)) {
            Texts tokens;
            for (const Token& token : tokens_of(applied(mutant, source))) {
                tokens.push_back(token.text);
            }
            const auto [mine, theirs] =
                std::mismatch(model.begin(), model.end(), tokens.begin(), tokens.end());
            ASSERT_NE(mine, model.end()) << mutant.in_words();
            EXPECT_EQ(*mine, mutant.token);
            Texts other(mine + 1, model.end());
            if (!mutant.becomes.empty()) other.insert(other.begin(), mutant.becomes);
            EXPECT_EQ(Texts(theirs, tokens.end()), other) << mutant.in_words();
            EXPECT_TRUE(changed.insert(applied(mutant, source)).second) << mutant.in_words();
        }
        EXPECT_GE(changed.size(), 50U) << at(lesson.solution);
    }
}

std::size_t size_of(const std::vector<Task>& tasks) {
    std::size_t size = 0;
    for (const Task& task : tasks) size += task.mutants.size();
    return size;
}

std::string in_words(const std::vector<Task>& tasks) {
    std::string words;
    for (const Task& task : tasks) {
        for (const Mutant& mutant : task.mutants) {
            words += task.lesson->number + " " + mutant.in_words() + " " + mutant.text + "\n";
        }
    }
    return words;
}

std::vector<Task> sample_of(std::size_t size, std::uint64_t seed) {
    Request request;
    request.sample = size;
    request.seed = seed;
    return tasks_for(request);
}

TEST(Mutants, ASampleIsTheSameEachTime) {
    const std::vector<Task> sample = sample_of(20, 1);
    EXPECT_EQ(size_of(sample), 20U);
    EXPECT_EQ(in_words(sample), in_words(sample_of(20, 1)));
    EXPECT_NE(in_words(sample), in_words(sample_of(20, 2)));
    for (const Task& task : sample) {
        EXPECT_GE(task.mutants.size(), 20 / sample.size()) << task.lesson->number;
    }
}

TEST(Mutants, ASolutionThatIsNotThereIsAFailure) {
    Request request;
    request.solution = "99";
    EXPECT_THROW(tasks_for(request), std::runtime_error);
}

}  // namespace
