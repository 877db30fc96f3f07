// lessons/course.json is complete, and what it names is there. Each failure names file and line.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "files.h"
#include "list.h"
#include "stage/finding.h"
#include "stage/scene.h"

namespace {

using namespace course;
namespace fs = std::filesystem;
using nlohmann::json;

TEST(Course, TheListIsComplete) {
    ASSERT_FALSE(list().is_discarded()) << "lessons/course.json:1: this is not JSON";
    EXPECT_NE(text_of(list(), "title"), "") << "lessons/course.json:1: no title";
    ASSERT_TRUE(list().contains("chapters")) << "lessons/course.json:1: no chapters";
    ASSERT_FALSE(all_lessons().empty()) << "lessons/course.json:1: no lessons";

    std::string last_number;
    std::set<std::string> slugs;
    for (const Lesson& lesson : all_lessons()) {
        const json& entry = lesson.entry;
        for (const char* field : {"number", "slug", "title", "chapter", "defect", "article"}) {
            EXPECT_NE(text_of(entry, field), "") << in_list(lesson) << "no text in " << field;
        }
        if (&lesson != &all_lessons().back()) {
            EXPECT_GT(text_of(entry, "leads_to").size(), 20U)
                << in_list(lesson) << "not a word about what the next one takes up";
        }
        EXPECT_TRUE(entry.contains("detour") && entry["detour"].is_boolean())
            << in_list(lesson) << "detour is neither true nor false";
        EXPECT_TRUE(lesson.program == "server" || lesson.program == "client")
            << in_list(lesson) << "the program is neither a server nor a client";
        EXPECT_TRUE(!entry.contains("kind") || lesson.skeleton || lesson.measures)
            << in_list(lesson) << "a kind of lesson that nobody knows";
        EXPECT_TRUE(lesson.slug.starts_with(lesson.number + "_"))
            << in_list(lesson) << "the slug does not begin with the number";
        EXPECT_LT(last_number, lesson.number) << in_list(lesson) << "out of order";
        EXPECT_TRUE(slugs.insert(lesson.slug).second) << in_list(lesson) << "listed twice";
        EXPECT_TRUE(list()["chapters"].contains(lesson.chapter))
            << in_list(lesson) << "the chapter is not among the chapters";
        for (const char* field : {"cwe", "cert", "hints", "triggers", "live"}) {
            EXPECT_TRUE(entry.contains(field) && entry[field].is_array())
                << in_list(lesson) << field << " is not a list";
        }
        last_number = lesson.number;
    }
}

TEST(Course, ThreeHintsOfWhichEachSaysSomething) {
    for (const Lesson& lesson : all_lessons()) {
        const json hints = lesson.entry.value("hints", json::array());
        EXPECT_EQ(hints.size(), 3U) << in_list(lesson) << "three hints, no more and no fewer";
        std::set<std::string> different;
        for (const json& hint : hints) {
            EXPECT_TRUE(hint.is_string() && hint.get<std::string>().size() > 40)
                << in_list(lesson) << "this hint says next to nothing: " << hint;
            EXPECT_TRUE(different.insert(hint.dump()).second)
                << in_list(lesson) << "the same hint twice: " << hint;
        }
    }
}

bool is_sentence_in_one_word(const std::string& promise) {
    return !promise.empty() && std::isupper(static_cast<unsigned char>(promise[0])) &&
           std::all_of(promise.begin(), promise.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0; });
}

TEST(Course, TriggersAreSentencesAndNamedOnce) {
    for (const Lesson& lesson : lessons()) {
        std::set<std::string> different;
        for (const std::string& trigger : lesson.triggers) {
            EXPECT_TRUE(is_sentence_in_one_word(trigger))
                << in_list(lesson) << trigger << ": a promise is a sentence InOneWord";
            EXPECT_TRUE(different.insert(trigger).second)
                << in_list(lesson) << trigger << ": named twice";
        }
        EXPECT_FALSE(different.empty()) << in_list(lesson) << "nothing shows the mistake";
    }
}

void expect_playable(const json& live, const std::string& program, const std::string& where) {
    const json scene = live.value("scene", json::array());
    std::set<std::string> clients;
    try {
        const auto acts = out_of_step::parse_scene(scene.get<std::vector<std::string>>());
        for (const auto& act : acts) clients.insert(act.client);
        EXPECT_EQ(out_of_step::is_for_a_client(acts), program == "client")
            << where << "the scene is not one for a " << program;
    } catch (const std::exception& error) {
        ADD_FAILURE() << where << error.what();
    }
    const std::set<std::string> stages = {"native", "wine"};
    const json on = live.value("on", json::array());
    EXPECT_FALSE(on.empty()) << where << "shown nowhere";
    for (const json& stage : on) {
        EXPECT_TRUE(stage.is_string() && stages.contains(stage.get<std::string>()))
            << where << "shown on " << stage << "?";
    }
    if (!live.contains("symptom")) return;
    EXPECT_TRUE(out_of_step::kind_named(text_of(live["symptom"], "finding")))
        << where << "no such finding: " << live["symptom"];
    const json suffer = live["symptom"].value("clients", json::array());
    EXPECT_FALSE(suffer.empty()) << where << "which client suffers?";
    for (const json& client : suffer) {
        EXPECT_TRUE(client.is_string() && clients.contains(client.get<std::string>()))
            << where << client << " is not in this scene";
    }
}

fs::path tests_of(const Lesson& lesson) {
    return root() / "tests/lessons" / (lesson.slug + ".cpp");
}

std::string text_of_file(const fs::path& file) {
    std::string text;
    for (const Line& line : lines_of(file)) text += line.text + "\n";
    return text;
}

TEST(Course, EveryPromiseIsASceneThatCanBePlayed) {
    for (const Lesson& lesson : lessons()) {
        std::set<std::string> promises;
        bool shows_the_mistake = false;
        for (const json& live : lesson.entry.value("live", json::array())) {
            const std::string promise = text_of(live, "promise");
            const std::string where = in_list(lesson) + promise + ": ";
            EXPECT_TRUE(is_sentence_in_one_word(promise))
                << where << "a promise is a sentence InOneWord";
            EXPECT_TRUE(promises.insert(promise).second) << where << "promised twice";
            expect_playable(live, lesson.program, where);
            const auto& triggers = lesson.triggers;
            const bool is_trigger =
                std::find(triggers.begin(), triggers.end(), promise) != triggers.end();
            EXPECT_EQ(live.contains("symptom"), is_trigger)
                << where << "a trigger has a symptom, and only a trigger";
            shows_the_mistake = shows_the_mistake || is_trigger;
        }
        // A lesson without scenes says in its tests why there are none.
        const bool excused =
            lesson.entry.value("live", json::array()).empty() &&
            text_of_file(tests_of(lesson)).find("no live test") != std::string::npos;
        EXPECT_TRUE(shows_the_mistake || excused)
            << in_list(lesson) << "no promise in \"live\" shows the mistake; if that cannot be, "
            << at(tests_of(lesson)) << " says why there is \"no live test\"";
    }
}

TEST(Course, EveryFolderHasItsFilesAndIsListed) {
    std::set<std::string> listed;
    for (const Lesson& lesson : all_lessons()) {
        listed.insert(lesson.slug);
        for (const fs::path& program : {lesson.lesson, lesson.solution}) {
            const fs::path page = program.parent_path() / "README.md";
            EXPECT_TRUE(fs::exists(page)) << in_list(lesson) << at(page) << " is missing";
            EXPECT_EQ(fs::exists(program), !lesson.measures)
                << in_list(lesson) << at(program)
                << (lesson.measures ? " is not looked at: the lesson measures" : " is missing");
        }
        if (lesson.measures) continue;
        EXPECT_TRUE(fs::exists(tests_of(lesson)))
            << in_list(lesson) << at(tests_of(lesson)) << " is missing";
    }
    for (const char* folder : {"lessons", "solutions", "tests/course/attempts"}) {
        for (const auto& entry : fs::directory_iterator(root() / folder)) {
            if (!entry.is_directory()) continue;
            EXPECT_TRUE(listed.contains(entry.path().filename().string()))
                << at(entry.path()) << ": not in lessons/course.json";
        }
    }
    for (const fs::path& file : files_below(root() / "tests/lessons", ".cpp")) {
        EXPECT_TRUE(listed.contains(file.stem().string()))
            << at(file) << ": not in lessons/course.json";
    }
}

TEST(Course, ALessonThatMeasuresPromisesNothing) {
    for (const Lesson& lesson : all_lessons()) {
        if (!lesson.measures) continue;
        EXPECT_TRUE(lesson.triggers.empty() && lesson.entry.value("live", json::array()).empty())
            << in_list(lesson) << "it has no program that could keep a promise";
        EXPECT_FALSE(fs::exists(tests_of(lesson)))
            << at(tests_of(lesson)) << ": there is nothing to judge";
        EXPECT_NE(&lesson, &all_lessons().front())
            << in_list(lesson) << "it measures the server of the lesson before it";
    }
}

TEST(Course, EveryPageHasOneTitleWithItsName) {
    for (const Lesson& lesson : all_lessons()) {
        const std::string title = "# " + lesson.number + " " + text_of(lesson.entry, "title");
        for (const std::string kind : {"lesson", "solution"}) {
            const fs::path file =
                (kind == "lesson" ? lesson.lesson : lesson.solution).parent_path() / "README.md";
            const std::vector<Line> lines = lines_of(file);
            ASSERT_FALSE(lines.empty()) << at(file) << " is empty";
            const std::string name =
                std::string(" {#").append(kind).append("_").append(lesson.number).append("}");
            EXPECT_TRUE(lines[0].text.starts_with(title) && lines[0].text.ends_with(name))
                << at(file, 1) << ": expected \"" << title << " ..." << name << "\"";
            bool in_code = false;
            for (const Line& line : lines) {
                if (line.text.starts_with("```")) in_code = !in_code;
                EXPECT_FALSE(!in_code && line.number > 1 && line.text.starts_with("# "))
                    << at(file, line.number) << ": a second title";
            }
        }
    }
}

}  // namespace
