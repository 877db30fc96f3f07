// The annotated source: comments beside the code that they are about.
#include "annotated.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "text_file.h"

namespace {

namespace fs = std::filesystem;
using pages::Pair;
using Lines = std::vector<std::string>;

const pages::ApiNames none({});

// Every server of the course, as a learner has it.
std::vector<fs::path> servers() {
    std::vector<fs::path> found;
    for (const char* folder : {"lessons", "solutions"}) {
        for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_TREE) / folder)) {
            for (const char* file : {"server.cpp", "client.cpp"}) {
                if (fs::exists(entry.path() / file)) found.push_back(entry.path() / file);
            }
        }
    }
    return found;
}

TEST(Annotated, Tutorial) {
    const std::vector<Pair> pairs = pages::pairs_of(
        "// # A server\n"
        "//\n"
        "// It listens.\n"
        "#include <winsock2.h>\n"
        "\n"
        "    // Close it.\n"
        "    closesocket(s);\n");
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pages::prose_of(pairs[0]), "<b>A server</b>\n\nIt listens.\n");
    EXPECT_EQ(pairs[0].code, (Lines{"#include <winsock2.h>", ""}));
    EXPECT_EQ(pairs[0].first, 4U);
    EXPECT_EQ(pairs[0].last, 4U);
    EXPECT_EQ(pages::prose_of(pairs[1]), "Close it.\n");
    EXPECT_EQ(pairs[1].first, 7U);
}

TEST(Annotated, EachServerIsItsPairs) {
    ASSERT_GE(servers().size(), 28U);
    for (const fs::path& server : servers()) {
        const std::string source = pages::read_text("", server);
        std::string rebuilt;
        for (const Pair& pair : pages::pairs_of(source)) {
            for (const Lines& lines : {pair.comment, pair.code}) {
                for (const std::string& line : lines) rebuilt += line + '\n';
            }
        }
        EXPECT_EQ(rebuilt, source) << server;
    }
}

TEST(Annotated, TheNumbersAreThoseOfTheFile) {
    for (const fs::path& server : servers()) {
        const std::string source = pages::read_text("", server);
        const Lines lines = pages::lines_of(source);
        for (const Pair& pair : pages::pairs_of(source)) {
            if (pair.first == 0) continue;
            EXPECT_NE(std::count(pair.code.begin(), pair.code.end(), lines.at(pair.first - 1)), 0);
            EXPECT_NE(std::count(pair.code.begin(), pair.code.end(), lines.at(pair.last - 1)), 0);
            EXPECT_NE(lines[pair.first - 1], "");
            EXPECT_NE(lines[pair.last - 1], "");
        }
    }
}

TEST(Annotated, ACommentWithoutCodeHasNoListing) {
    const std::vector<Pair> pairs = pages::pairs_of("int i;\n// The end.\n\n");
    ASSERT_EQ(pairs.size(), 2U);
    EXPECT_EQ(pairs[1].first, 0U);
    EXPECT_EQ(pages::annotated("// The end.\n", none).find("listing"), std::string::npos);
}

TEST(Annotated, AnEmptyFileHasNoPairs) { EXPECT_TRUE(pages::pairs_of("").empty()); }

TEST(Annotated, WhatDoxygenWouldObeyIsEscapedInProseAndNotInCode) {
    const std::vector<Pair> pairs =
        pages::pairs_of("// \\n, @ref, <b> and `\\n` in *this*\nint i;\n");
    EXPECT_EQ(pages::prose_of(pairs[0]),
              "\\\\n, \\@ref, \\<b> and <code>\\\\n</code> in <em>this</em>\n");
}

TEST(Annotated, ALineCanBeLinkedTo) {
    const std::string page = pages::annotated("// One.\n\n        int i;\n        int j;\n", none);
    EXPECT_NE(page.find("data-first=\"3\" data-last=\"4\" style=\"--indent:8;--before:2\">"
                        "<a id=\"line-3\"></a>"),
              std::string::npos)
        << page;
}

}  // namespace
