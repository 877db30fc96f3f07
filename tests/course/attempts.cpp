#include "attempts.h"

#include <algorithm>
#include <set>

#include "files.h"

namespace course {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path& folder() {
    static const fs::path path = root() / "tests/course/attempts";
    return path;
}

const std::vector<std::string>& all_rules() {
    static const std::vector<std::string> names = {"windows", "documented", "lenient"};
    return names;
}

Attempt attempt_from(const json& entry) {
    Attempt attempt;
    attempt.file = entry.at("file");
    const fs::path path = attempt.file;
    attempt.lesson = path.parent_path().string();
    attempt.name = path.stem().string();
    const std::string verdict = entry.at("verdict");
    if (verdict != "accepted" && verdict != "rejected") {
        throw NoVerdict(attempt.file + ": \"" + verdict + "\" is neither accepted nor rejected");
    }
    attempt.accepted = verdict == "accepted";
    if (entry.contains("deviations")) attempt.deviations = entry["deviations"];
    for (const json& breach : entry.value("breaks", json::array())) {
        Symptoms symptoms = breach.at("symptoms");
        std::sort(symptoms.begin(), symptoms.end());
        ByRules& reasons = attempt.broken[breach.at("promise")];
        for (const std::string& rules : breach.value("under", all_rules())) {
            const bool is_known =
                std::find(all_rules().begin(), all_rules().end(), rules) != all_rules().end();
            if (!is_known || symptoms.empty() || !reasons.emplace(rules, symptoms).second) {
                throw NoVerdict(attempt.file + ": what is broken under " + rules + "?");
            }
        }
    }
    if (attempt.accepted != attempt.broken.empty()) {
        throw NoVerdict(attempt.file + ": rejected attempts break something, others nothing");
    }
    return attempt;
}

}  // namespace

std::vector<Attempt> attempts_from(const json& list) {
    std::vector<Attempt> all;
    try {
        for (const json& entry : list.at("attempts")) all.push_back(attempt_from(entry));
    } catch (const json::exception& error) {
        throw NoVerdict(std::string("attempts.json: ") + error.what());
    }
    return all;
}

const std::vector<Attempt>& attempts() {
    static const std::vector<Attempt> all = attempts_from(
        json::parse(read(folder() / "attempts.json"), nullptr, /*allow_exceptions=*/false));
    return all;
}

std::map<std::string, std::string> first_lines_of_attempts() {
    std::map<std::string, std::string> lines;
    for (const fs::path& file : files_below(folder(), ".cpp")) {
        const std::vector<Line> all = lines_of(file);
        lines.emplace(fs::relative(file, folder()).generic_string(),
                      all.empty() ? "" : all[0].text);
    }
    return lines;
}

Complaints about_attempts(const std::vector<Attempt>& declared,
                          const std::map<std::string, std::string>& first_lines) {
    Complaints complaints;
    std::set<std::string> known;
    for (const Attempt& attempt : declared) {
        if (!known.insert(attempt.file).second) {
            complaints.push_back(attempt.file + " is declared twice in attempts.json.");
        }
        const auto file = first_lines.find(attempt.file);
        if (file == first_lines.end()) {
            complaints.push_back(attempt.file + " is declared in attempts.json, and not there.");
            continue;
        }
        const std::string wanted = attempt.accepted ? "// Holds: " : "// Wrong: ";
        if (!file->second.starts_with(wanted)) {
            complaints.push_back("tests/course/attempts/" + attempt.file + ":1: is declared " +
                                 (attempt.accepted ? "accepted" : "rejected") +
                                 ", so it begins with \"" + wanted + "\", and why.");
        }
    }
    for (const auto& [file, line] : first_lines) {
        if (!known.contains(file)) {
            complaints.push_back("tests/course/attempts/" + file +
                                 ":1: is not declared in attempts.json.");
        }
    }
    return complaints;
}

}  // namespace course
