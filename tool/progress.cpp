#include "progress.h"

#include <fstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "whole_file.h"

namespace out_of_step {

namespace {

using Json = nlohmann::json;

}  // namespace

Progress::Progress(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::ifstream file(folder_ / "progress.json");
    const Json json = Json::parse(file, nullptr, false);
    if (!json.is_object() || !json.contains("lessons") || !json["lessons"].is_object()) return;
    for (const auto& [lesson, seen] : json["lessons"].items()) {
        if (seen == "kept") seen_[lesson] = Seen::kept;
        if (seen == "broken") seen_[lesson] = Seen::broken;
    }
    const Json latest = json.value("latest", Json());
    if (latest.is_string() && seen_.contains(latest)) latest_ = latest;
}

Progress::Seen Progress::of(const std::string& lesson) const {
    const auto found = seen_.find(lesson);
    return found == seen_.end() ? Seen::never : found->second;
}

bool Progress::note(const std::string& lesson, Seen seen) {
    seen_[lesson] = seen;
    latest_ = lesson;
    Json lessons = Json::object();
    for (const auto& [name, what] : seen_) lessons[name] = what == Seen::kept ? "kept" : "broken";
    const Json json{{"lessons", lessons}, {"latest", latest_}};
    return write_whole_file(folder_ / "progress.json", json.dump(2) + "\n");
}

}  // namespace out_of_step
