#include "progress.h"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "fingerprint.h"
#include "folder_lock.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

using Json = nlohmann::json;

constexpr const char* file_name = "progress.json";

Json object_in(const Json& json, const char* name) {
    const Json object = json.is_object() ? json.value(name, Json()) : Json();
    return object.is_object() ? object : Json::object();
}

std::string text_in(const Json& json, const char* name) {
    const Json text = json.is_object() ? json.value(name, Json()) : Json();
    return text.is_string() ? text.get<std::string>() : "";
}

// What is noted; that something has changed since is found out when it is asked for.
constexpr std::pair<Progress::Seen, const char*> names[] = {
    {Progress::Seen::broken, "broken"},
    {Progress::Seen::played, "played"},
    {Progress::Seen::kept, "kept"},
};

std::optional<Progress::Seen> seen_named(const std::string& name) {
    for (const auto& [seen, its_name] : names) {
        if (name == its_name) return seen;
    }
    return std::nullopt;
}

std::string name_of(Progress::Seen seen) {
    for (const auto& [one, name] : names) {
        if (one == seen) return name;
    }
    return names[0].second;
}

}  // namespace

Progress::Progress(std::filesystem::path folder, Fingerprint fingerprint)
    : folder_(std::move(folder)), fingerprint_(std::move(fingerprint)) {
    read();
}

void Progress::read() {
    notes_.clear();
    hints_.clear();
    latest_.clear();
    const std::string text = read_whole_file(folder_ / file_name).value_or("");
    const Json json = Json::parse(text, nullptr, false);
    makes_no_sense_ = !text.empty() && !json.is_object();
    const Json lessons = object_in(json, "lessons");
    for (const auto& [lesson, note] : lessons.items()) {
        // Once this was only a word, tied to nothing.
        const std::string seen = note.is_string() ? note.get<std::string>() : text_in(note, "seen");
        if (seen_named(seen)) notes_[lesson] = {seen, text_in(note, "of")};
    }
    const Json hints = object_in(json, "hints");
    for (const auto& [lesson, read] : hints.items()) {
        if (read.is_number_unsigned()) hints_[lesson] = read;
    }
    const Json latest = json.is_object() ? json.value("latest", Json()) : Json();
    if (latest.is_string() && notes_.contains(latest)) latest_ = latest;
}

Progress::Seen Progress::of(const std::string& lesson) const {
    const auto found = notes_.find(lesson);
    if (found == notes_.end()) return Seen::never;
    const Seen seen = seen_named(found->second.seen).value_or(Seen::never);
    if (seen == Seen::broken || holds(lesson, found->second)) return seen;
    return seen == Seen::kept ? Seen::changed : Seen::broken;
}

bool Progress::holds(const std::string& lesson, const Note& note) const {
    return note.of == fingerprint({fingerprint_(lesson), note.seen});
}

std::size_t Progress::hints_of(const std::string& lesson) const {
    const auto found = hints_.find(lesson);
    return found == hints_.end() ? 0 : found->second;
}

bool Progress::note(const std::string& lesson, Seen seen, const std::string& fingerprint_then) {
    return change([&] {
        latest_ = lesson;
        const std::string name = name_of(seen);
        const Note now{name, fingerprint({fingerprint_then, name})};
        const auto found = notes_.find(lesson);
        if (found != notes_.end() && holds(lesson, found->second)) {
            // What is known of the server as it is says more than what was seen of an older one,
            // and every moment more than the scenes.
            if (!holds(lesson, now)) return;
            if (seen == Seen::played && found->second.seen == name_of(Seen::kept)) return;
        }
        notes_[lesson] = now;
    });
}

bool Progress::note_hints(const std::string& lesson, std::size_t read) {
    return change([&] { hints_[lesson] = read; });
}

bool Progress::forget(const std::string& lesson) {
    if (of(lesson) == Seen::never) return true;
    return change([&] {
        notes_.erase(lesson);
        if (latest_ == lesson) latest_.clear();
    });
}

bool Progress::change(const std::function<void()>& one) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    const FolderLock lock(folder_, [] {});
    read();
    if (makes_no_sense_) put_aside();
    one();
    Json lessons = Json::object();
    for (const auto& [lesson, note] : notes_) {
        lessons[lesson] = {{"seen", note.seen}, {"of", note.of}};
    }
    const Json json{{"lessons", lessons}, {"hints", hints_}, {"latest", latest_}};
    return write_whole_file(folder_ / file_name, json.dump(2) + "\n");
}

// It may have been somebody's by hand.
void Progress::put_aside() const {
    for (int number = 1;; ++number) {
        const std::filesystem::path aside =
            folder_ / ("progress.unreadable." + std::to_string(number) + ".json");
        std::error_code error;
        if (std::filesystem::exists(aside, error)) continue;
        std::filesystem::rename(folder_ / file_name, aside, error);
        return;
    }
}

}  // namespace out_of_step
