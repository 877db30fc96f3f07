#include "progress.h"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "folder_lock.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

using Json = nlohmann::json;

Json object_in(const Json& json, const char* name) {
    const Json object = json.is_object() ? json.value(name, Json()) : Json();
    return object.is_object() ? object : Json::object();
}

}  // namespace

Progress::Progress(std::filesystem::path folder) : folder_(std::move(folder)) { read(); }

void Progress::read() {
    seen_.clear();
    hints_.clear();
    latest_.clear();
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
    return change([&] {
        seen_[lesson] = seen;
        latest_ = lesson;
    });
}

bool Progress::note_hints(const std::string& lesson, std::size_t read) {
    return change([&] { hints_[lesson] = read; });
}

bool Progress::forget(const std::string& lesson) {
    if (of(lesson) == Seen::never) return true;
    return change([&] {
        seen_.erase(lesson);
        if (latest_ == lesson) latest_.clear();
    });
}

bool Progress::change(const std::function<void()>& one) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    const FolderLock lock(folder_, [] {});
    read();
    one();
    Json lessons = Json::object();
    for (const auto& [name, what] : seen_) lessons[name] = what == Seen::kept ? "kept" : "broken";
    const Json json{{"lessons", lessons}, {"hints", hints_}, {"latest", latest_}};
    return write_whole_file(folder_ / "progress.json", json.dump(2) + "\n");
}

}  // namespace out_of_step
