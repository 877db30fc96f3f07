#include "progress.h"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "whole_file.h"

namespace out_of_step {

namespace {

using Json = nlohmann::json;

Json object_in(const Json& json, const char* name) {
    const Json object = json.is_object() ? json.value(name, Json()) : Json();
    return object.is_object() ? object : Json::object();
}

}  // namespace

Progress::Progress(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::ifstream file(folder_ / "progress.json");
    const Json json = Json::parse(file, nullptr, false);
    const Json lessons = object_in(json, "lessons");
    for (const auto& [lesson, seen] : lessons.items()) {
        if (seen == "kept") seen_[lesson] = Seen::kept;
        if (seen == "broken") seen_[lesson] = Seen::broken;
    }
    const Json hints = object_in(json, "hints");
    for (const auto& [lesson, read] : hints.items()) {
        if (read.is_number_unsigned()) hints_[lesson] = read;
    }
    const Json latest = json.is_object() ? json.value("latest", Json()) : Json();
    if (latest.is_string() && seen_.contains(latest)) latest_ = latest;
}

Progress::Seen Progress::of(const std::string& lesson) const {
    const auto found = seen_.find(lesson);
    return found == seen_.end() ? Seen::never : found->second;
}

std::size_t Progress::hints_of(const std::string& lesson) const {
    const auto found = hints_.find(lesson);
    return found == hints_.end() ? 0 : found->second;
}

bool Progress::note(const std::string& lesson, Seen seen) {
    seen_[lesson] = seen;
    latest_ = lesson;
    return keep();
}

bool Progress::note_hints(const std::string& lesson, std::size_t read) {
    hints_[lesson] = read;
    return keep();
}

bool Progress::forget(const std::string& lesson) {
    if (seen_.erase(lesson) == 0) return true;
    if (latest_ == lesson) latest_.clear();
    return keep();
}

bool Progress::keep() const {
    Json lessons = Json::object();
    for (const auto& [name, what] : seen_) lessons[name] = what == Seen::kept ? "kept" : "broken";
    const Json json{{"lessons", lessons}, {"hints", hints_}, {"latest", latest_}};
    return write_whole_file(folder_ / "progress.json", json.dump(2) + "\n");
}

}  // namespace out_of_step
