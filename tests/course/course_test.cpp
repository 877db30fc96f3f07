// The course checks itself: the list is complete, each lesson follows from the solution before it,
// repairs are small, and every file keeps to its width and its headers.
//
// Each failure names file and line. Only files are read here; nothing is run.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMostColumns = 68;
constexpr std::size_t kMostLines = 200;
constexpr std::size_t kMostLinesRepaired = 24;
constexpr std::size_t kMostLinesOfADetour = 12;

const fs::path kRoot = OUT_OF_STEP_SOURCE_DIR;

/// A line of a file, with the number an editor shows for it.
struct Line {
    std::size_t number = 0;
    std::string text;
};

/// "lessons/01_nothing_arrives/server.cpp:12", as editors and terminals make it a link.
std::string at(const fs::path& file, std::size_t line = 0) {
    std::string place = fs::relative(file, kRoot).generic_string();
    return line == 0 ? place : place + ":" + std::to_string(line);
}

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<Line> lines_of(const fs::path& file) {
    std::vector<Line> lines;
    std::istringstream in(read(file));
    for (std::string text; std::getline(in, text);) lines.push_back({lines.size() + 1, text});
    return lines;
}

bool is_whole_line_comment(const Line& line) {
    const auto start = line.text.find_first_not_of(' ');
    return start != std::string::npos && line.text.compare(start, 2, "//") == 0;
}

/// What the compiler is meant to see: the file without its whole-line comments.
std::vector<Line> code_of(const fs::path& file) {
    std::vector<Line> code = lines_of(file);
    std::erase_if(code, is_whole_line_comment);
    return code;
}

/// The columns a reader sees: UTF-8 continuation bytes take none.
std::size_t columns(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// How many lines a reader has to change: of each run of removed and added lines, the longer side.
std::size_t lines_changed(const std::vector<Line>& from, const std::vector<Line>& to) {
    // common[i][j]: the longest common subsequence of from[i...] and to[j...].
    std::vector<std::vector<std::size_t>> common(from.size() + 1,
                                                 std::vector<std::size_t>(to.size() + 1, 0));
    for (std::size_t i = from.size(); i-- > 0;) {
        for (std::size_t j = to.size(); j-- > 0;) {
            common[i][j] = from[i].text == to[j].text
                               ? common[i + 1][j + 1] + 1
                               : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::size_t added = 0;
    const auto end_of_run = [&] {
        changed += std::max(removed, added);
        removed = added = 0;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < from.size() || j < to.size()) {
        if (i < from.size() && j < to.size() && from[i].text == to[j].text) {
            end_of_run();
            ++i, ++j;
        } else if (j == to.size() || (i < from.size() && common[i + 1][j] >= common[i][j + 1])) {
            ++removed, ++i;
        } else {
            ++added, ++j;
        }
    }
    end_of_run();
    return changed;
}

/// lessons/course.json, or an empty list if it cannot be read; Course.TheListIsComplete says why.
const json& course() {
    static const json list =
        json::parse(read(kRoot / "lessons" / "course.json"), nullptr, /*allow_exceptions=*/false);
    return list;
}

/// A text field, or "" where it is missing or no text; Course.TheListIsComplete says so.
std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

struct Lesson {
    json entry;
    std::string slug;
    fs::path lesson;
    fs::path solution;
};

/// The lessons in the order of the list.
std::vector<Lesson> lessons() {
    std::vector<Lesson> all;
    if (!course().is_object() || !course().contains("lessons")) return all;
    for (const json& entry : course()["lessons"]) {
        const std::string slug = text_of(entry, "slug");
        all.push_back({entry, slug, kRoot / "lessons" / slug / "server.cpp",
                       kRoot / "solutions" / slug / "server.cpp"});
    }
    return all;
}

/// The line in course.json where `lesson` begins, to point at.
std::size_t line_in_list(const Lesson& lesson) {
    for (const Line& line : lines_of(kRoot / "lessons" / "course.json")) {
        if (line.text.find("\"slug\": \"" + lesson.slug + "\"") != std::string::npos) {
            return line.number;
        }
    }
    return 1;
}

std::string in_list(const Lesson& lesson) {
    return at(kRoot / "lessons" / "course.json", line_in_list(lesson)) + ": ";
}

/// All files named `name_ends` somewhere below `folder`, in a fixed order.
std::vector<fs::path> files_below(const fs::path& folder, const std::string& name_ends) {
    std::vector<fs::path> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().filename().string().ends_with(name_ends)) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<fs::path> servers() {
    std::vector<fs::path> all;
    for (const char* folder : {"lessons", "solutions", "tests/course/attempts"}) {
        const auto found = files_below(kRoot / folder, ".cpp");
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

/// Says where two programs part, if they are not the same but for their comments.
void expect_same_code(const fs::path& file, const fs::path& model) {
    const std::vector<Line> mine = code_of(file);
    const std::vector<Line> theirs = code_of(model);
    for (std::size_t i = 0; i < std::max(mine.size(), theirs.size()); ++i) {
        if (i < mine.size() && i < theirs.size() && mine[i].text == theirs[i].text) continue;
        const Line here = i < mine.size() ? mine[i] : Line{0, "(the file has ended)"};
        const Line there = i < theirs.size() ? theirs[i] : Line{0, "(the file has ended)"};
        ADD_FAILURE() << at(file, here.number) << ": " << here.text << "\n"
                      << at(model, there.number) << ": " << there.text
                      << "\nA lesson is the solution before it with other comments.";
        return;
    }
}

TEST(Course, TheListIsComplete) {
    ASSERT_FALSE(course().is_discarded()) << "lessons/course.json:1: this is not JSON";
    EXPECT_NE(text_of(course(), "title"), "") << "lessons/course.json:1: no title";
    ASSERT_TRUE(course().contains("chapters")) << "lessons/course.json:1: no chapters";
    ASSERT_FALSE(lessons().empty()) << "lessons/course.json:1: no lessons";

    std::string last_number;
    std::set<std::string> slugs;
    for (const Lesson& lesson : lessons()) {
        const json& entry = lesson.entry;
        for (const char* field : {"number", "slug", "title", "chapter", "defect", "article"}) {
            EXPECT_NE(text_of(entry, field), "") << in_list(lesson) << "no text in " << field;
        }
        EXPECT_TRUE(entry.contains("detour") && entry["detour"].is_boolean())
            << in_list(lesson) << "detour is neither true nor false";
        EXPECT_TRUE(lesson.slug.starts_with(text_of(entry, "number") + "_"))
            << in_list(lesson) << "the slug does not begin with the number";
        EXPECT_LT(last_number, text_of(entry, "number")) << in_list(lesson) << "out of order";
        EXPECT_TRUE(slugs.insert(lesson.slug).second) << in_list(lesson) << "listed twice";
        EXPECT_TRUE(course()["chapters"].contains(text_of(entry, "chapter")))
            << in_list(lesson) << "the chapter is not among the chapters";
        for (const char* field : {"cwe", "cert", "hints", "triggers", "live"}) {
            EXPECT_TRUE(entry.contains(field) && entry[field].is_array())
                << in_list(lesson) << field << " is not a list";
        }
        last_number = text_of(entry, "number");
    }
}

TEST(Course, ThreeHintsOfWhichEachSaysSomething) {
    for (const Lesson& lesson : lessons()) {
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

/// Is `act` a sentence of the language that lessons/README.md describes? `clients` learns who acts.
bool is_act(const std::string& act, std::set<std::string>& clients) {
    if (act == "the server's words are held back" || act == "the server's words are let go") {
        return true;
    }
    if (act.size() < 3 || !std::isupper(static_cast<unsigned char>(act[0])) || act[1] != ' ') {
        return false;
    }
    const std::string who = act.substr(0, 1);
    const std::string what = act.substr(2);
    if (what == "connects") return clients.insert(who).second;
    if (!clients.contains(who)) return false;
    return what == "leaves" || what == "vanishes" ||
           (what.starts_with("says ") && what.size() > std::string("says ").size());
}

TEST(Course, EveryPromiseIsASceneThatCanBePlayed) {
    const std::set<std::string> findings = {
        "byte unread", "spin", "byte printed wrong", "never released", "never accepted", "ended"};
    const std::set<std::string> stages = {"native", "wine"};
    for (const Lesson& lesson : lessons()) {
        std::set<std::string> promises;
        std::set<std::string> broken;
        for (const json& live : lesson.entry.value("live", json::array())) {
            const std::string promise = text_of(live, "promise");
            const std::string where = in_list(lesson) + promise + ": ";
            EXPECT_TRUE(!promise.empty() && std::isupper(static_cast<unsigned char>(promise[0])) &&
                        std::all_of(promise.begin(), promise.end(),
                                    [](unsigned char c) { return std::isalnum(c) != 0; }))
                << where << "a promise is a sentence InOneWord";
            EXPECT_TRUE(promises.insert(promise).second) << where << "promised twice";

            std::set<std::string> clients;
            const json scene = live.value("scene", json::array());
            EXPECT_FALSE(scene.empty()) << where << "the scene is empty";
            for (const json& act : scene) {
                EXPECT_TRUE(act.is_string() && is_act(act.get<std::string>(), clients))
                    << where << "not an act, or of a client that has not connected: " << act;
            }
            const json on = live.value("on", json::array());
            EXPECT_FALSE(on.empty()) << where << "shown nowhere";
            for (const json& stage : on) {
                EXPECT_TRUE(stage.is_string() && stages.contains(stage.get<std::string>()))
                    << where << "shown on " << stage << "?";
            }
            if (!live.contains("symptom")) continue;
            broken.insert(promise);
            EXPECT_TRUE(findings.contains(text_of(live["symptom"], "finding")))
                << where << "no such finding: " << live["symptom"];
            const json suffer = live["symptom"].value("clients", json::array());
            EXPECT_FALSE(suffer.empty()) << where << "which client suffers?";
            for (const json& client : suffer) {
                EXPECT_TRUE(client.is_string() && clients.contains(client.get<std::string>()))
                    << where << client << " never connects in this scene";
            }
        }
        EXPECT_FALSE(broken.empty()) << in_list(lesson) << "no promise shows the mistake";
        for (const std::string& promise : broken) {
            const json triggers = lesson.entry.value("triggers", json::array());
            EXPECT_NE(std::find(triggers.begin(), triggers.end(), promise), triggers.end())
                << in_list(lesson) << promise << " is broken, but no trigger";
        }
    }
}

TEST(Course, EveryFolderHasItsFilesAndIsListed) {
    std::set<std::string> listed;
    for (const Lesson& lesson : lessons()) {
        listed.insert(lesson.slug);
        for (const fs::path& server : {lesson.lesson, lesson.solution}) {
            for (const char* name : {"server.cpp", "README.md"}) {
                const fs::path file = server.parent_path() / name;
                EXPECT_TRUE(fs::exists(file)) << in_list(lesson) << at(file) << " is missing";
            }
        }
    }
    for (const char* folder : {"lessons", "solutions", "tests/course/attempts"}) {
        for (const auto& entry : fs::directory_iterator(kRoot / folder)) {
            if (!entry.is_directory()) continue;
            EXPECT_TRUE(listed.contains(entry.path().filename().string()))
                << at(entry.path()) << ": not in lessons/course.json";
        }
    }
}

TEST(Course, EveryPageHasOneTitleWithItsName) {
    for (const Lesson& lesson : lessons()) {
        const std::string number = text_of(lesson.entry, "number");
        const std::string title = "# " + number + " " + text_of(lesson.entry, "title");
        for (const std::string kind : {"lesson", "solution"}) {
            const fs::path file =
                (kind == "lesson" ? lesson.lesson : lesson.solution).parent_path() / "README.md";
            const std::vector<Line> lines = lines_of(file);
            ASSERT_FALSE(lines.empty()) << at(file) << " is empty";
            EXPECT_TRUE(lines[0].text.starts_with(title) &&
                        lines[0].text.ends_with(
                            std::string(" {#").append(kind).append("_").append(number).append("}")))
                << at(file, 1) << ": expected \"" << title << " ... {#" << kind << "_" << number
                << "}\"";
            bool in_code = false;
            for (const Line& line : lines) {
                if (line.text.starts_with("```")) in_code = !in_code;
                EXPECT_FALSE(!in_code && line.number > 1 && line.text.starts_with("# "))
                    << at(file, line.number) << ": a second title";
            }
        }
    }
}

TEST(Course, ALessonIsTheSolutionBeforeItWithOtherComments) {
    const std::vector<Lesson> all = lessons();
    for (std::size_t i = 1; i < all.size(); ++i) {
        const bool new_chapter =
            text_of(all[i].entry, "chapter") != text_of(all[i - 1].entry, "chapter");
        if (new_chapter) continue;
        if (!all[i].entry.value("detour", false)) {
            expect_same_code(all[i].lesson, all[i - 1].solution);
            continue;
        }
        const std::size_t changed =
            lines_changed(code_of(all[i - 1].solution), code_of(all[i].lesson));
        EXPECT_GE(changed, 1U) << at(all[i].lesson, 1) << ": a detour that leads nowhere";
        EXPECT_LE(changed, kMostLinesOfADetour)
            << at(all[i].lesson, 1) << ": this detour is " << changed << " lines away from "
            << at(all[i - 1].solution);
    }
}

TEST(Course, ARepairIsSmall) {
    for (const Lesson& lesson : lessons()) {
        const std::size_t changed = lines_changed(code_of(lesson.lesson), code_of(lesson.solution));
        EXPECT_GE(changed, 1U) << at(lesson.solution, 1) << ": nothing has been repaired";
        EXPECT_LE(changed, kMostLinesRepaired)
            << at(lesson.solution, 1) << ": " << changed << " lines are changed";
    }
}

TEST(Course, EveryServerFitsThePage) {
    for (const fs::path& file : servers()) {
        const std::vector<Line> lines = lines_of(file);
        EXPECT_LE(lines.size(), kMostLines) << at(file, kMostLines + 1) << ": too long";
        for (const Line& line : lines) {
            EXPECT_LE(columns(line.text), kMostColumns) << at(file, line.number) << ": too wide";
            EXPECT_EQ(line.text.find_first_of("\t\r"), std::string::npos)
                << at(file, line.number) << ": a tab, or a line that ends as on Windows";
            EXPECT_FALSE(line.text.ends_with(' '))
                << at(file, line.number) << ": a blank at the end";
            EXPECT_TRUE(is_whole_line_comment(line) || line.text.find(" // ") == std::string::npos)
                << at(file, line.number) << ": a comment stands above its line, not behind it";
        }
    }
}

/// The headers a lesson may include: Winsock's, and the standard library's.
bool is_allowed_header(const std::string& header) {
    static const std::set<std::string> c = {"stdio.h",  "stdlib.h", "string.h", "stdint.h",
                                            "stddef.h", "limits.h", "ctype.h",  "assert.h",
                                            "time.h",   "signal.h"};
    if (header == "winsock2.h" || header == "windows.h" || c.contains(header)) return true;
    // The C++ library's own headers have no dot and no folder: <vector>, <cstring>.
    return header.find_first_of("./") == std::string::npos;
}

TEST(Course, AServerIncludesWinsockAndTheStandardLibraryOnly) {
    for (const fs::path& file : servers()) {
        std::size_t winsock = 0;
        for (const Line& line : code_of(file)) {
            if (!line.text.starts_with("#include")) continue;
            const auto open = line.text.find('<');
            const auto close = line.text.find('>');
            const bool angled = open != std::string::npos && close != std::string::npos;
            EXPECT_TRUE(angled && is_allowed_header(line.text.substr(open + 1, close - open - 1)))
                << at(file, line.number) << ": " << line.text << " is not for a lesson";
            if (line.text == "#include <winsock2.h>") winsock = line.number;
            EXPECT_TRUE(line.text != "#include <windows.h>" || winsock != 0)
                << at(file, line.number) << ": winsock2.h comes before windows.h";
        }
        EXPECT_NE(winsock, 0U) << at(file, 1) << ": winsock2.h is not included";
    }
}

TEST(Course, EveryAttemptBeginsWithItsVerdict) {
    for (const fs::path& file : files_below(kRoot / "tests/course/attempts", ".cpp")) {
        const std::vector<Line> lines = lines_of(file);
        ASSERT_FALSE(lines.empty()) << at(file) << " is empty";
        EXPECT_TRUE(lines[0].text.starts_with("// Holds: ") ||
                    lines[0].text.starts_with("// Wrong: "))
            << at(file, 1) << ": begin with \"// Holds: \" or \"// Wrong: \", and why";
    }
}

}  // namespace
