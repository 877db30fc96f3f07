#include "sim/judge/shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>

#include "sim/judge/replay_string.h"
#include "sim/report/pcap.h"
#include "sim/report/row.h"
#include "sim/report/trace_json.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

RecordingOptions recording_of(const Lesson& lesson) {
    RecordingOptions options;
    options.lesson = lesson.slug;
    options.source_root = OUT_OF_STEP_SOURCE_DIR;
    options.arrays = lesson.arrays;
    return options;
}

template <typename Write>
void write_file(const std::filesystem::path& path, Write&& write) {
    std::ofstream file(path, std::ios::binary);
    write(file);
    file.close();
    if (!file) throw std::runtime_error("cannot write " + path.string());
}

std::vector<std::filesystem::path> recordings(const std::string& folder, const std::string& name) {
    std::vector<std::filesystem::path> paths;
    for (const char* const ending : {".json", ".pcap", ".passing.json"}) {
        paths.push_back(std::filesystem::path(folder) / (name + ending));
    }
    return paths;
}

std::string report_on(const Witness& witness, const TerminalOptions& terminal) {
    Beside beside;
    if (witness.passing) beside.passing = &*witness.passing;
    if (witness.window) beside.window = &*witness.window;
    return terminal_report(witness.trace, terminal, beside);
}

/// Names that stand for rule sets in a sentence: "windows", "windows and lenient".
std::string rule_sets_in_words(const std::vector<RuleSet>& sets) {
    std::string text;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (i > 0) text += i + 1 == sets.size() ? " and " : ", ";
        text += name_of(sets[i]);
    }
    return text;
}

/// An execution, and the rule sets under which it happens.
struct Group {
    const Breach* breach;
    std::vector<RuleSet> sets;
};

bool alike(const Breach& one, const Breach& other) {
    return one.scenario == other.scenario && one.symptoms() == other.symptoms() &&
           one.deviations.size() == other.deviations.size();
}

std::vector<Group> grouped(const std::vector<Breach>& breaches) {
    std::vector<Group> groups;
    for (const Breach& breach : breaches) {
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return alike(*group.breach, breach);
        });
        if (known == groups.end()) {
            groups.push_back({&breach, {breach.rules}});
        } else {
            known->sets.push_back(breach.rules);
        }
    }
    return groups;
}

/// In a few lines.
std::string summary(const Promise& promise, const Group& group, std::size_t width) {
    const Breach& breach = *group.breach;
    const std::size_t luck = breach.deviations.size();
    std::string text =
        paragraph(fmt::format("Under {}, with {}: {}.", rule_sets_in_words(group.sets),
                              luck == 0 ? "no unlucky moment" : counted(luck, "unlucky moment"),
                              script_text(promise.scenarios[breach.scenario].script())),
                  width - 2, 2);
    for (const Finding& finding : breach.findings) {
        text +=
            paragraph(sentence(finding.symptom()) + " " + sentence(finding.detail), width - 4, 4);
    }
    return text + "    Replay: " + breach.replay + "\n";
}

class Shower {
public:
    Shower(std::ostream& out, const Lesson& lesson, const Judged& judged,
           const TerminalOptions& terminal)
        : out_(out), lesson_(lesson), judged_(judged), terminal_(terminal) {}

    void promise(const PromiseVerdict& one) {
        const Promise& promise = lesson_.promises[one.promise];
        const std::size_t width = terminal_.width;
        const std::string name = promise.name + (one.kept() ? ": kept" : ": broken");
        if (terminal_.briefly && one.kept()) {
            out_ << name << '\n';
            named_ = true;
            return;
        }
        if (named_) out_ << '\n';
        out_ << Ink(terminal_.colour).bold(name) << '\n'
             << paragraph(promise.sentence, width - 2, 2);
        if (one.kept()) {
            out_ << paragraph(sentence(Verdict::certificate(lesson_, one)), width - 2, 2);
        }
        for (const Group& group : grouped(one.breaches)) {
            if (shown_) {
                out_ << summary(promise, group, width);
            } else {
                in_full(promise, group);
            }
        }
        out_ << '\n';
    }

private:
    void in_full(const Promise& promise, const Group& group) {
        shown_ = true;
        const Witness seen = witness_of(lesson_, judged_, promise, *group.breach);
        out_ << '\n' << report_on(seen, terminal_);
        if (!seen.fails()) {
            out_ << paragraph(
                "Run again, this execution passes: what the program does depends on something "
                "besides its calls, such as what the executions before it have left.",
                terminal_.width);
            for (const Finding& finding : group.breach->findings) {
                out_ << paragraph("What was found: " + sentence(finding.detail), terminal_.width);
            }
        }
        out_ << "\nReplay: " << group.breach->replay << '\n';
        const std::vector<RuleSet> others(group.sets.begin() + 1, group.sets.end());
        if (!others.empty()) out_ << "The same under " << rule_sets_in_words(others) << ".\n";
    }

    std::ostream& out_;
    const Lesson& lesson_;
    const Judged& judged_;
    const TerminalOptions& terminal_;
    bool named_ = false;  // what is kept, briefly
    bool shown_ = false;  // one execution in full
};

/// The promise and the scenario that a replay string is about.
std::optional<Seen> find(const Lesson& lesson, const ReplayString& replay) {
    for (const Promise& promise : lesson.promises) {
        for (std::size_t i = 0; i < promise.scenarios.size(); ++i) {
            if (scenario_in_replay(promise, promise.scenarios[i]) == replay.scenario) {
                return Seen{promise, i, replay.rules, replay.deviations};
            }
        }
    }
    return std::nullopt;
}

}  // namespace

Witness witness_of(const Lesson& lesson, const Judged& judged, const Promise& promise,
                   const Breach& breach) {
    const bool hangs =
        std::any_of(breach.findings.begin(), breach.findings.end(),
                    [](const Finding& finding) { return finding.detector == Detector::hang; });
    return witness(judged, {promise, breach.scenario, breach.rules, breach.deviations, hangs},
                   recording_of(lesson));
}

std::string source_of(const Judged& judged, const Trace& trace) {
    std::string path = judged.source;
    for (const Step& step : trace.steps) {
        if (!path.empty()) break;
        if (!step.file.empty()) path = std::string(OUT_OF_STEP_SOURCE_DIR "/") + step.file;
    }
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

void make_folder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!std::filesystem::is_directory(folder, error)) {
        throw std::runtime_error("there is no folder " + folder + ", and it cannot be made");
    }
}

std::size_t write_recordings(const Witness& witness, const std::string& folder,
                             const std::string& name) {
    const std::vector<std::filesystem::path> paths = recordings(folder, name);
    for (const std::filesystem::path& path : paths) std::filesystem::remove(path);
    write_file(paths[0], [&](std::ostream& out) { out << to_json(witness.trace); });
    write_file(paths[1], [&](std::ostream& out) { write_pcap(witness.trace, out); });
    if (!witness.passing) return 2;
    write_file(paths[2], [&](std::ostream& out) { out << to_json(*witness.passing); });
    return 3;
}

std::size_t write_recordings(const Lesson& lesson, const Judged& judged, const Verdict& verdict,
                             const std::string& folder) {
    std::size_t files = 0;
    for (const PromiseVerdict& one : verdict.promises) {
        const Promise& promise = lesson.promises[one.promise];
        for (const RuleSet set : all_rule_sets) {
            const std::string name = promise.name + "." + name_of(set);
            for (const auto& old : recordings(folder, name)) std::filesystem::remove(old);
        }
        for (const Breach& breach : one.breaches) {
            files += write_recordings(witness_of(lesson, judged, promise, breach), folder,
                                      promise.name + "." + name_of(breach.rules));
        }
    }
    return files;
}

void show(std::ostream& out, const Lesson& lesson, const Judged& judged, const Verdict& verdict,
          const TerminalOptions& terminal) {
    Shower shower(out, lesson, judged, terminal);
    for (const PromiseVerdict& one : verdict.promises) shower.promise(one);
    if (verdict.left > 0) {
        out << paragraph(
            fmt::format("{} looked at once this one is kept.",
                        verdict.left == 1 ? "One more promise is"
                                          : fmt::format("{} more promises are", verdict.left)),
            terminal.width);
    }
    if (verdict.kept()) out << paragraph(sentence(verdict.certificate(lesson)), terminal.width);
}

Seen named_by(const std::string& replay, const Lesson& lesson, const Judged& judged) {
    const ReplayString string = parse_replay_string(replay);
    std::optional<Seen> seen = find(lesson, string);
    if (!seen) {
        throw ReplayError(
            "this replay string belongs to another lesson than " + lesson.slug +
            ", or the lesson's tests have changed since. Judge again to get a new one.");
    }
    if (string.lesson != program_in_replay(judged)) {
        throw ReplayError(
            "this replay string belongs to another version of the program. Judge again to get a "
            "new one. If it was got with --source, name the same file again.");
    }
    return *std::move(seen);
}

Witness witness_again(const Lesson& lesson, const Judged& judged, const Seen& seen) {
    Witness what = witness(judged, seen, recording_of(lesson));
    if (what.trace.deviations() != seen.deviations) {
        throw ReplayError(
            "this replay string is damaged: the program does not come to the moments that it "
            "names. Copy it again from the report.");
    }
    return what;
}

bool show_again(std::ostream& out, const Lesson& lesson, const Judged& judged, const Seen& seen,
                const TerminalOptions& terminal, const std::string& folder) {
    if (!folder.empty()) make_folder(folder);
    const Witness what = witness_again(lesson, judged, seen);
    out << seen.promise.name << (what.fails() ? ": broken\n" : ": kept in this execution\n")
        << paragraph(seen.promise.sentence, terminal.width - 2, 2) << '\n'
        << report_on(what, terminal);
    if (!folder.empty()) write_recordings(what, folder, "replay");
    return what.fails();
}

}  // namespace winsock::sim
