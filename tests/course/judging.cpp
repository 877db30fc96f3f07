#include "judging.h"

#include "files.h"
#include "kept_verdicts.h"
#include "list.h"
#include "stage/child.h"

namespace course {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

json answer_of(const std::vector<std::string>& command, bool may_be_broken) {
    const out_of_step::Finished finished = out_of_step::run_to_end(command);
    const bool is_answer = finished.exit_code == 0 || (may_be_broken && finished.exit_code == 1);
    std::string line;
    for (const std::string& word : command) line += (line.empty() ? "" : " ") + word;
    if (!is_answer) {
        throw CannotJudge("No verdict, exit code " + std::to_string(finished.exit_code) + ": " +
                          line + "\n" + finished.errors);
    }
    json printed = json::parse(finished.output, nullptr, /*allow_exceptions=*/false);
    if (printed.is_discarded()) throw CannotJudge("No JSON: " + line + "\n" + finished.output);
    // The exit code is what scripts look at: it must say the same.
    if (printed.contains("kept") && printed["kept"] != (finished.exit_code == 0)) {
        throw CannotJudge("The verdict and the exit code disagree: " + line);
    }
    return printed;
}

/// The same, unless it was asked before and nothing has changed since.
json kept_answer_of(const std::vector<std::string>& command, const Module& module) {
    fs::path garbage = module.module;
    garbage.replace_extension().replace_extension(".garbage.so");
    const std::vector<fs::path> files = {command.front(), build() / "winsock/libwinsock_sim.so",
                                         module.module, garbage, module.source};
    const KeptVerdicts kept(build() / "verdicts");
    if (std::optional<json> known = kept.find(command, files)) return *std::move(known);
    const std::string state = KeptVerdicts::state_of(files);
    json answer = answer_of(command, true);
    kept.keep(command, state, answer);
    return answer;
}

/// The module that lies in the build tree where this file lies in the project.
Module made_from(const fs::path& source) {
    fs::path module = build() / source.lexically_relative(root());
    module.replace_extension(".zero.so");
    return {module, source};
}

std::string judge_of(const std::string& slug) {
    const fs::path program = build() / "tests" / "lessons" / ("judge_" + slug);
    if (!fs::exists(program)) {
        throw CannotJudge(program.string() + " is not there: tests/lessons/" + slug +
                          ".cpp has to be built.");
    }
    return program.string();
}

}  // namespace

const fs::path& build() {
    static const fs::path folder = OUT_OF_STEP_BINARY_DIR;
    return folder;
}

Module lesson_module(const std::string& slug) { return made_from(lesson_named(slug).lesson); }

Module solution_module(const std::string& slug) { return made_from(lesson_named(slug).solution); }

Module attempt_module(const std::string& file) {
    return made_from(root() / "tests/course/attempts" / file);
}

std::string why_not(const Module& module) {
    if (!fs::exists(module.source)) return module.source.string() + " is not there.";
    fs::path garbage = module.module;
    garbage.replace_extension().replace_extension(".garbage.so");
    if (!fs::exists(module.module)) {
        return module.module.string() + " is not there: does " + at(module.source) + " compile?";
    }
    for (const fs::path& twin : {module.module, garbage}) {
        // An attempt has the one with garbage where its lesson is about that; the judge asks for
        // it.
        if (!fs::exists(twin)) continue;
        if (fs::last_write_time(twin) < fs::last_write_time(module.source)) {
            return twin.string() + " is older than its source: does " + at(module.source) +
                   " compile?";
        }
    }
    return "";
}

Declaration declaration_of(const std::string& slug) {
    try {
        return declaration_from(answer_of({judge_of(slug), "--list"}, false));
    } catch (const NoVerdict& error) {
        throw CannotJudge(slug + ": " + error.what());
    }
}

Verdict judge(const std::string& slug, const Module& module,
              const std::vector<std::string>& promises,
              const std::vector<std::string>& more_arguments) {
    if (const std::string reason = why_not(module); !reason.empty()) throw CannotJudge(reason);
    std::vector<std::string> command = {judge_of(slug), "--json", "--module",
                                        module.module.string()};
    for (const std::string& promise : promises) {
        command.insert(command.end(), {"--promise", promise});
    }
    command.insert(command.end(), more_arguments.begin(), more_arguments.end());
    try {
        return verdict_from(kept_answer_of(command, module));
    } catch (const NoVerdict& error) {
        throw CannotJudge(slug + " on " + at(module.source) + ": " + error.what());
    }
}

Verdict judge_up_to(unsigned most, const Declaration& declared, const Module& module) {
    std::vector<std::string> whole;
    std::vector<std::string> less;
    for (const DeclaredPromise& promise : declared.promises) {
        (promise.deviations > most ? less : whole).push_back(promise.name);
    }
    if (less.empty()) return judge(declared.lesson, module);
    Verdict verdict = judge(declared.lesson, module, less, {"--deviations", std::to_string(most)});
    if (whole.empty()) return verdict;
    const Verdict rest = judge(declared.lesson, module, whole);
    verdict.promises.insert(verdict.promises.end(), rest.promises.begin(), rest.promises.end());
    verdict.certificate += rest.certificate.empty() ? "" : "\n" + rest.certificate;
    return verdict;
}

}  // namespace course
