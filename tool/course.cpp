#include "course.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "stage/error.h"

namespace out_of_step {

namespace {

using Json = nlohmann::json;

// `where` is for the reader of the message: "lesson 03", "lesson 03, promise X".
const Json& member(const Json& object, const char* name, const std::string& where) {
    if (!object.is_object() || !object.contains(name)) {
        throw BrokenCourse(fmt::format("{}: \"{}\" is missing.", where, name));
    }
    return object[name];
}

std::string text(const Json& object, const char* name, const std::string& where) {
    const Json& value = member(object, name, where);
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
        throw BrokenCourse(fmt::format("{}: \"{}\" must be a text.", where, name));
    }
    return value.get<std::string>();
}

std::vector<std::string> texts(const Json& object, const char* name, const std::string& where) {
    const Json& list = member(object, name, where);
    const bool good =
        list.is_array() && !list.empty() &&
        std::all_of(list.begin(), list.end(), [](const Json& j) { return j.is_string(); });
    if (!good) throw BrokenCourse(fmt::format("{}: \"{}\" must be a list of texts.", where, name));
    return list.get<std::vector<std::string>>();
}

// The list may be missing, or empty.
std::vector<std::string> texts_or_none(const Json& object, const char* name,
                                       const std::string& where) {
    if (!object.contains(name) || object[name] == Json::array()) return {};
    return texts(object, name, where);
}

void add_symptoms(const Json& symptom, const std::string& where, Promise& promise) {
    const std::string name = text(symptom, "finding", where);
    const std::optional<Finding::Kind> kind = kind_named(name);
    if (!kind) throw BrokenCourse(fmt::format("{}: there is no finding \"{}\".", where, name));
    for (const std::string& client : texts(symptom, "clients", where)) {
        promise.symptoms.emplace_back(*kind, client);
    }
}

Promise promise_from(const Json& entry, const std::string& lesson) {
    Promise promise;
    promise.name = text(entry, "promise", lesson);
    const std::string where = lesson + ", promise " + promise.name;
    promise.scene = texts(entry, "scene", where);
    promise.on = texts(entry, "on", where);
    promise.arguments = texts_or_none(entry, "arguments", where);
    if (entry.contains("symptom")) {
        const Json& symptom = entry["symptom"];
        for (const Json& each : symptom.is_array() ? symptom : Json::array({symptom})) {
            add_symptoms(each, where, promise);
        }
    }
    std::sort(promise.symptoms.begin(), promise.symptoms.end());
    return promise;
}

Lesson lesson_from(const Json& entry, const Course& course) {
    const std::string position = fmt::format("lesson in place {}", course.lessons.size() + 1);
    Lesson lesson;
    lesson.number = text(entry, "number", position);
    const std::string where = "lesson " + lesson.number;
    lesson.slug = text(entry, "slug", where);
    lesson.title = text(entry, "title", where);
    lesson.chapter = text(entry, "chapter", where);
    if (!course.chapters.contains(lesson.chapter)) {
        throw BrokenCourse(fmt::format("{}: there is no chapter \"{}\".", where, lesson.chapter));
    }
    if (find_lesson(course, lesson.number) != nullptr ||
        find_lesson(course, lesson.slug) != nullptr) {
        throw BrokenCourse(fmt::format("{}: there are two lessons of this name.", where));
    }
    if (entry.contains("program")) lesson.program = text(entry, "program", where);
    if (lesson.program != "server" && lesson.program != "client") {
        throw BrokenCourse(fmt::format("{}: \"program\" must be \"server\" or \"client\".", where));
    }
    lesson.detour = entry.contains("detour") && entry["detour"] == true;
    lesson.measures = entry.contains("kind") && entry["kind"] == "measure";
    lesson.skeleton = entry.contains("kind") && entry["kind"] == "skeleton";
    if (entry.contains("defect")) lesson.defect = text(entry, "defect", where);
    if (entry.contains("article")) lesson.article = text(entry, "article", where);
    lesson.cwe = texts_or_none(entry, "cwe", where);
    lesson.cert = texts_or_none(entry, "cert", where);
    if (entry.contains("hints")) lesson.hints = texts(entry, "hints", where);
    if (entry.contains("leads_to")) lesson.leads_to = text(entry, "leads_to", where);
    if (entry.contains("live")) {
        const Json& live = entry["live"];
        if (!live.is_array()) throw BrokenCourse(where + ": \"live\" must be a list.");
        lesson.scenes = live.dump();
        for (const Json& promise : live) lesson.live.push_back(promise_from(promise, where));
    }
    return lesson;
}

Course course_from(const Json& json) {
    Course course;
    course.title = text(json, "title", "the course");
    const Json& chapters = member(json, "chapters", "the course");
    if (!chapters.is_object()) throw BrokenCourse("the course: \"chapters\" must be an object.");
    for (const auto& [key, value] : chapters.items()) {
        course.chapters[key] = text(chapters, key.c_str(), "chapters");
    }
    const Json& lessons = member(json, "lessons", "the course");
    if (!lessons.is_array() || lessons.empty()) {
        throw BrokenCourse("the course: \"lessons\" must be a list with at least one lesson.");
    }
    for (const Json& lesson : lessons) course.lessons.push_back(lesson_from(lesson, course));
    return course;
}

std::optional<int> number_in(const std::string& written) {
    int number = 0;
    const char* end = written.data() + written.size();
    const auto parsed = std::from_chars(written.data(), end, number);
    if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
    return number;
}

// nlohmann's message begins with "[json.exception.parse_error.101] parse error at ".
std::string without_prefix(const std::string& message) {
    const std::size_t at = message.find("at line");
    return at == std::string::npos ? message : message.substr(at);
}

}  // namespace

Course read_course(const std::filesystem::path& file) {
    std::ifstream input(file);
    if (!input) throw BrokenCourse("it cannot be read: " + file.string());
    Json json;
    try {
        json = Json::parse(input);
    } catch (const Json::parse_error& error) {
        throw BrokenCourse("it is not JSON, " + without_prefix(error.what()) + ".");
    }
    return course_from(json);
}

const Lesson* find_lesson(const Course& course, const std::string& named) {
    const std::optional<int> number = number_in(named);
    for (const Lesson& lesson : course.lessons) {
        if (lesson.slug == named || lesson.number == named) return &lesson;
        if (number && number_in(lesson.number) == number) return &lesson;
    }
    return nullptr;
}

std::filesystem::path source_of(const Lesson& lesson, bool solution) {
    return std::filesystem::path(solution ? "solutions" : "lessons") / lesson.slug / lesson.file();
}

Scene scene_of(const Lesson& lesson, const Promise& promise) {
    try {
        Scene scene = parse_scene(promise.scene);
        if (is_for_a_client(scene) == (lesson.program == "client")) return scene;
        throw StageError(
            lesson.program == "client"
                ? "its program is a client, so a server has to accept it, or to refuse."
                : "its program is a server, so clients have to connect.");
    } catch (const StageError& error) {
        throw BrokenCourse(
            fmt::format("lesson {}, promise {}: {}", lesson.number, promise.name, error.what()));
    }
}

}  // namespace out_of_step
