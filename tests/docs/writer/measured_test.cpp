// What was measured of tools becomes a part of a page.
#include "measured.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;
using pages::with_measurements;

// Two lessons and two tools: one reads, and one runs what it has scenes for.
json two_lessons() {
    return json::parse(R"({
        "date": "2026-01-31",
        "platform": "linux x64, Debian",
        "tools": [
            { "name": "a-reader", "title": "Reader -Wall", "kind": "reads", "flags": "-Wall -Wextra",
              "programs": { "reader": "1.2" } },
            { "name": "runner", "title": "Runner", "kind": "runs", "flags": "-g",
              "programs": { "runner": "3.4", "other": "5" } }
        ],
        "lessons": {
            "01_first": { "number": "01", "title": "First one", "tools": {
                "a-reader": {
                    "names": [ { "line": 7, "check": "-Wlost", "text": "'n' < \\ref *lost*",
                                 "code": "n = strlen(t);" } ],
                    "noise": { "-Wshadow": 2, "-Wold": 3, "-Wa": 1, "-Wb": 1 } },
                "runner": { "names": [], "scenes": [ { "scene": "ItIsHeard" } ] } } },
            "02_second": { "number": "02", "title": "Second one", "tools": {
                "a-reader": { "names": [], "noise": { "-Wshadow": 4 } },
                "runner": { "names": [], "scenes": [] } } }
        }
    })");
}

std::string shown(const std::string& what, const json& measured) {
    const std::string page =
        "<!-- measured: table --><!-- measured: messages --><!-- measured: noise -->"
        "<!-- measured: versions -->";
    const std::string marker = "<!-- measured: " + what + " -->";
    std::string text = page;
    text.insert(text.find(marker) + marker.size(), "END");
    text.insert(text.find(marker), "BEGIN");
    text = with_measurements(text, measured);
    const std::size_t begin = text.find("BEGIN") + 5;
    return text.substr(begin, text.find("END") - begin);
}

TEST(Measured, ATableHasARowForEachLessonAndSaysHowManyAreNamed) {
    EXPECT_EQ(
        shown("table", two_lessons()),
        "| lesson | Reader -Wall | Runner |\n"
        "| --- | --- | --- |\n"
        "| \\ref lesson_01_first \"01 First one\" | \\ref tools_01_a_reader \"yes\" | &ndash; |\n"
        "| \\ref lesson_02_second \"02 Second one\" | &ndash; | not run |\n"
        "| **of 2** | **1** | **0** |\n");
}

TEST(Measured, AMessageStandsAsItWasGiven) {
    EXPECT_EQ(shown("messages", two_lessons()),
              "### 01 First one {#tools_01}\n\n"
              "\\anchor tools_01_a_reader\n**Reader -Wall**\n\n"
              "\\verbatim\n"
              "server.cpp:7: 'n' < \\ref *lost* [-Wlost]\n"
              "    n = strlen(t);\n"
              "\\endverbatim\n\n");
}

TEST(Measured, AClientsLessonNamesItsFile) {
    json measured = two_lessons();
    measured["lessons"]["01_first"]["program"] = "client";
    EXPECT_NE(shown("messages", measured).find("client.cpp:7: 'n' < \\ref *lost* [-Wlost]\n"),
              std::string::npos);
}

TEST(Measured, WhatARunShowedIsUnderItsScene) {
    json measured = two_lessons();
    measured["lessons"]["02_second"]["tools"]["runner"]["names"] = json::parse(R"([
        { "scene": "ItIsHeard", "line": 3, "text": "one", "code": "f();" },
        { "scene": "ItIsHeard", "line": 0, "text": "two", "code": "",
          "times": { "lesson": 3, "repaired": 1 } },
        { "scene": "ItEnds", "line": 4, "text": "three", "code": "g();" } ])");
    EXPECT_NE(shown("messages", measured)
                  .find("\\verbatim\n"
                        "In ItIsHeard:\nserver.cpp:3: one\n    f();\n"
                        "two (3 times; for the repaired program 1)\n"
                        "\nIn ItEnds:\nserver.cpp:4: three\n    g();\n"
                        "\\endverbatim\n"),
              std::string::npos);
}

TEST(Measured, NoiseIsCountedOverAllRepairedPrograms) {
    EXPECT_EQ(shown("noise", two_lessons()),
              "| tool | messages | kinds | most often |\n"
              "| --- | --- | --- | --- |\n"
              "| Reader -Wall | 11 | 4 | `-Wshadow` 6, `-Wold` 3, `-Wa` 1 |\n");
}

TEST(Measured, VersionsAndOptionsAreSaid) {
    EXPECT_EQ(shown("versions", two_lessons()),
              "| tool | version | options |\n"
              "| --- | --- | --- |\n"
              "| Reader -Wall | reader 1.2 | `-Wall -Wextra` |\n"
              "| Runner | other 5, runner 3.4 | `-g` |\n"
              "\nMeasured on 2026-01-31 (linux x64, Debian).\n");
}

std::string refusal(const std::string& page) {
    try {
        with_measurements(page, two_lessons());
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(Measured, AMarkerThatIsMissingOrUnknownIsRefused) {
    EXPECT_EQ(refusal("<!-- measured: table -->"),
              "The page has no marker \"<!-- measured: messages -->\".");
    EXPECT_EQ(refusal("<!-- measured: weather -->"),
              "There is no \"measured: weather\"; there are table, messages, noise and versions.");
    EXPECT_EQ(refusal("<!-- measured: table"), "A marker is never closed.");
}

// The page and the measurement that are part of the project.
TEST(Measured, ThePageCanBeMade) {
    const std::string root = OUT_OF_STEP_SOURCE_DIR;
    std::ifstream page_file(root + "/docs/pages/tools.md");
    std::ifstream measured_file(root + "/docs/tools/measured.json");
    const std::string page{std::istreambuf_iterator<char>(page_file), {}};
    const std::string text = with_measurements(page, json::parse(measured_file));
    EXPECT_EQ(text.find("<!-- measured"), std::string::npos);
    EXPECT_NE(text.find("{#tools}"), std::string::npos);
    EXPECT_NE(text.find("\\ref lesson_14_slow_reader"), std::string::npos);
}

}  // namespace
