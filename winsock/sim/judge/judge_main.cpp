// The command line of a lesson's test program.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#ifdef __linux__
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#endif

#include "sim/judge/judge.h"
#include "sim/judge/page.h"
#include "sim/judge/replay_string.h"
#include "sim/judge/shown.h"
#include "sim/judge/sign_of_life.h"
#include "sim/judge/stepping.h"
#include "sim/judge/verdict_json.h"

namespace winsock::sim {

namespace {

/// What the command line asks for.
struct Request {
    Judged judged;
    std::vector<std::string> promises;
    std::vector<std::string> rules;
    unsigned deviations = 0;
    bool asks_for_deviations = false;
    bool as_json = false;
    bool list = false;
    bool brief = false;
    bool step = false;
    bool replays = false;
    std::string replay;
    std::string traces;
    std::string page;
};

constexpr int kept = 0;
constexpr int broken = 1;
constexpr int not_judged = 2;

void describe(CLI::App& app, Request& request) {
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("--module", request.judged.module,
                   "the server, built as a module: server.zero.so");
    app.add_option("--garbage", request.judged.garbage,
                   "its twin with garbage on the stack; server.garbage.so beside it if not given");
    app.add_option("--source", request.judged.source,
                   "the file it was built from, for replay strings");
    app.add_option("--promise", request.promises, "only these promises")->take_all();
    app.add_option("--rules", request.rules, "only these rule sets")
        ->take_all()
        ->check(CLI::IsMember({"windows", "documented", "lenient"}));
    app.add_option("--deviations", request.deviations,
                   "up to so many unlucky moments, whatever a promise says; one about the quiet "
                   "execution stays there");
    auto* const replay = app.add_option("--replay", request.replay,
                                        "shows the execution of a replay string, and judges that");
    app.add_option("--traces", request.traces,
                   "a folder for recordings (JSON) and captures (pcap) of what goes wrong");
    auto* const json = app.add_flag("--json", request.as_json, "prints the verdict as JSON");
    auto* const brief =
        app.add_flag("--brief", request.brief,
                     "looks no further once a promise is broken, and says no more than needed");
    app.add_flag("--list", request.list, "prints what is declared, as JSON, and judges nothing");
    auto* const step = app.add_flag(
        "--step", request.step, "shows the first execution that fails step by step, on a terminal");
    for (const char* const other : {"--json", "--traces"}) step->excludes(app.get_option(other));
    auto* const page = app.add_option(
        "--page", request.page,
        "writes into this file, as JSON, what a page shows of the first promise that is broken, or "
        "of the first one if all are kept");
    for (const char* const other : {"--json", "--traces", "--brief", "--step", "--replay"}) {
        page->excludes(app.get_option(other));
    }
    // The string says all that: which promise, which rules, where it deviates.
    for (const char* const other : {"--promise", "--rules", "--deviations"}) {
        replay->excludes(app.get_option(other));
    }
    replay->excludes(json);
    brief->excludes(json)->excludes(replay)->excludes(step);
    app.footer(
        "Exit codes: 0 every promise is kept, or the page is written; 1 one is broken; 2 it could "
        "not be judged.");
}

/// "" if there is none.
std::string garbage_twin_of(const std::string& module) {
    const std::size_t place = module.rfind(".zero.");
    if (place == std::string::npos) return "";
    std::string twin = module;
    twin.replace(place, 6, ".garbage.");
    return std::filesystem::exists(twin) ? twin : "";
}

template <typename T>
bool contains(const std::vector<T>& list, const T& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Throws std::runtime_error for a promise that the lesson does not have.
JudgeOptions options_of(const Request& request, const Lesson& lesson) {
    JudgeOptions options;
    if (request.asks_for_deviations) options.deviations = request.deviations;
    options.up_to_the_first = request.brief || request.step || !request.page.empty();
    if (!request.rules.empty()) {
        std::erase_if(options.rules, [&](RuleSet set) {
            return !contains(request.rules, std::string(name_of(set)));
        });
    }
    for (const std::string& name : request.promises) {
        const auto found =
            std::find_if(lesson.promises.begin(), lesson.promises.end(),
                         [&](const Promise& promise) { return promise.name == name; });
        if (found == lesson.promises.end()) {
            std::string all;
            for (const Promise& one : lesson.promises) all.append("\n  ").append(one.name);
            throw std::runtime_error(
                fmt::format("lesson {} has no promise \"{}\". It has{}", lesson.slug, name, all));
        }
        const auto place = static_cast<std::size_t>(found - lesson.promises.begin());
        if (!contains(options.promises, place)) options.promises.push_back(place);
    }
    return options;
}

std::ostream* terminal_to_wait_at() {
#ifdef __linux__
    return isatty(STDERR_FILENO) != 0 ? &std::cerr : nullptr;
#else
    return nullptr;
#endif
}

Verdict judge_with_a_sign_of_life(const Lesson& lesson, const Request& request) {
    JudgeOptions options = options_of(request, lesson);
    SignOfLife sign(lesson, terminal_to_wait_at());
    options.meanwhile = [&](const Progress& progress) { sign.tell(progress); };
    return judge(lesson, request.judged, options);
}

int answer(Request& request, const Lesson& lesson) {
    if (request.list) {
        std::cout << declared_json(lesson) << '\n';
        return kept;
    }
    if (request.judged.module.empty()) {
        throw std::runtime_error("what shall be judged? --module server.zero.so");
    }
    if (request.judged.garbage.empty()) {
        request.judged.garbage = garbage_twin_of(request.judged.module);
    }
    TerminalOptions terminal = terminal_of_stdout();
    terminal.briefly = request.brief || (request.step && !request.replays);
    if (request.step) terminal.colour = false;  // where it cannot be drawn on, it is plain
    if (request.replays) {
        const Seen seen = named_by(request.replay, lesson, request.judged);
        if (request.step && somebody_can_step()) {
            return step_again(lesson, request.judged, seen) ? broken : kept;
        }
        const bool fails =
            show_again(std::cout, lesson, request.judged, seen, terminal, request.traces);
        return fails ? broken : kept;
    }
    if (request.step) {
        const JudgeOptions options = options_of(request, lesson);
        return step_through(std::cout, lesson, request.judged, options, terminal) ? broken : kept;
    }
    if (!request.page.empty()) {
        write_page(request.page, lesson, request.judged, options_of(request, lesson));
        return kept;
    }
    if (!request.traces.empty()) make_folder(request.traces);
    const Verdict verdict = judge_with_a_sign_of_life(lesson, request);
    expect_executions(lesson, verdict);
    if (request.as_json) {
        std::cout << verdict_json(lesson, verdict) << '\n';
    } else {
        show(std::cout, lesson, request.judged, verdict, terminal);
    }
    if (!request.traces.empty()) {
        const std::size_t files = write_recordings(lesson, request.judged, verdict, request.traces);
        std::cerr << files << " files are in " << request.traces << " now.\n";
    }
    return verdict.kept() ? kept : broken;
}

}  // namespace

int judge_main(int argc, char** argv, const Lesson& lesson) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody would read what it comes to
    prctl(PR_SET_CHILD_SUBREAPER, 1);  // whatever a program leaves behind is ours to end
#endif
    CLI::App app("Judges a server against the promises of lesson " + lesson.slug + ".");
    Request request;
    describe(app, request);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kept : not_judged;
    }
    request.asks_for_deviations = app.count("--deviations") > 0;
    request.replays = app.count("--replay") > 0;
    try {
        return answer(request, lesson);
    } catch (const std::exception& error) {
        std::cerr << "Nothing was judged: " << error.what() << '\n';
        return not_judged;
    }
}

}  // namespace winsock::sim
