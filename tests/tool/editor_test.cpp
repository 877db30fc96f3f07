// What an editor is told: the compiler's commands for clangd, the tasks of Visual Studio Code.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "course.h"
#include "fixture_tree.h"
#include "words_of_help.h"

namespace {

using namespace out_of_step;
using Json = nlohmann::json;

Json json_in(const std::string& path) {
    std::ifstream file(path);
    EXPECT_TRUE(file) << path;
    Json json = Json::parse(file, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << path << " is not JSON";
    return json;
}

Json tasks() { return json_in(SOURCE_TREE "/.vscode/tasks.json").at("tasks"); }

// The first command that compiles this file, which is the one that clangd takes.
Json command_for(const Json& commands, const std::string& file) {
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const Json& command) {
        return command.at("file") == SOURCE_TREE "/" + file;
    });
    if (found == commands.end()) {
        ADD_FAILURE() << "no command compiles " << file;
        return {};
    }
    return *found;
}

TEST(Editor, EveryProgramHasACommand) {
    const Json commands = json_in(BUILD_TREE "/compile_commands.json");
    for (const Lesson& lesson : read_course(SOURCE_TREE "/lessons/course.json").lessons) {
        if (lesson.measures) continue;  // it has no program
        command_for(commands, source_of(lesson, false).generic_string());
        command_for(commands, source_of(lesson, true).generic_string());
    }
}

// Of a solution, because a learner's lesson may just not compile.
TEST(Editor, TheCommandFindsTheHeaders) {
    const Json command = command_for(json_in(BUILD_TREE "/compile_commands.json"),
                                     "solutions/01_nothing_arrives/server.cpp");
    const std::string line = command.at("command");
    EXPECT_EQ(line.find(".so"), std::string::npos) << "the simulator's, not the server's: " << line;
    const Finished compiler = run_to_end({"sh", "-c", "cd \"$1\" && eval \"$2 -fsyntax-only\"",
                                          "sh", command.at("directory"), line});
    EXPECT_EQ(compiler.exit_code, 0) << compiler.errors;
}

TEST(Editor, EveryFileIsJson) {
    for (const char* file : {".vscode/settings.json", ".vscode/tasks.json", ".vscode/launch.json",
                             ".vscode/extensions.json", ".devcontainer/devcontainer.json"}) {
        json_in(std::string(SOURCE_TREE "/") + file);
    }
}

TEST(Editor, ATaskIsACommandOfTheLab) {
    const auto commands = commands_in(FixtureTree().lab({"--help"}).output, "Commands:");
    int found = 0;
    const Json all = tasks();
    for (const Json& task : all) {
        if (task.at("command") != "./lab") continue;
        ++found;
        const std::string command = task.at("args").at(0);
        EXPECT_EQ(task.at("label"), command);
        EXPECT_NE(std::find(commands.begin(), commands.end(), command), commands.end()) << command;
    }
    EXPECT_GE(found, 3);
}

TEST(Editor, TheDebuggerFirstBuilds) {
    const Json all = tasks();
    const Json launch = json_in(SOURCE_TREE "/.vscode/launch.json");
    for (const Json& one : launch.at("configurations")) {
        EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Json& task) {
            return task.at("label") == one.at("preLaunchTask");
        }));
    }
}

TEST(Editor, WhatTheCompilerSaysIsFound) {
    const FixtureTree tree;
    tree.write("lessons/01_first/server.cpp", "int main() {\n    return no_such_name;\n}\n");
    tree.configure();
    const std::string output = tree.lab({"run", "1"}).output;
    const Json all = tasks();
    for (const Json& task : all) {
        const Json& matcher = task.at("problemMatcher");
        if (matcher.empty()) continue;
        const Json& pattern = matcher.at("pattern");
        std::smatch match;
        ASSERT_TRUE(std::regex_search(output, match,
                                      std::regex(pattern.at("regexp").get<std::string>(),
                                                 std::regex::ECMAScript | std::regex::multiline)))
            << task.at("label") << "\n"
            << output;
        EXPECT_EQ(match[pattern.at("file")], "lessons/01_first/server.cpp");
        EXPECT_EQ(match[pattern.at("line")], "2");
        EXPECT_EQ(match[pattern.at("column")], "12");
        EXPECT_EQ(match[pattern.at("severity")], "error");
        EXPECT_NE(match[pattern.at("message")].str().find("no_such_name"), std::string::npos);
    }
}

}  // namespace
