// The lab command. The launcher ./lab starts it with --root and --build, and with what was typed.
#include <cstdio>
#include <exception>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "fingerprint.h"
#include "stage/error.h"
#include "stage/port.h"
#include "text.h"

namespace {

using namespace out_of_step;

constexpr const char* launcher_commands =
    "The launcher itself does:\n"
    "  test                        Run every test there is\n"
    "  docs                        Build the pages, say where\n"
    "  doctor                      What is installed, what not\n"
    "\n";

constexpr const char* exit_codes =
    "Exit code: 0 done, or every promise is kept; 1 a promise\n"
    "is broken; 2 it could not be done, and a sentence says why.";

// Which lesson, or which execution, a command is about.
enum class About { nothing, lesson, perhaps_a_lesson, execution };

struct Command {
    const char* name;
    const char* what;
    About about;
    bool has_solution;  // it can be told to take the repaired server
    int (*obey)(Lab& lab, const RunOptions& typed);
};

constexpr Command commands[] = {
    {"list", "All lessons, and how far you are", About::nothing, false,
     [](Lab& lab, const RunOptions&) { return list_lessons(lab); }},
    {"run", "Play a lesson's scenes", About::lesson, true, run_lesson},
    {"judge", "Try every bad moment in a lesson", About::lesson, true,
     [](Lab& lab, const RunOptions& typed) { return judge_lesson(lab, typed); }},
    {"check", "Judge it, then play its scenes", About::perhaps_a_lesson, true, check_lesson},
    {"watch", "Check it again at each save", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return watch_lesson(lab, typed.lesson); }},
    {"step", "What fails, step by step", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return step_lesson(lab, typed); }},
    {"replay", "What a replay string shows", About::execution, false,
     [](Lab& lab, const RunOptions& typed) { return replay_execution(lab, typed); }},
    {"hint", "A hint; each time it says more", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return show_hint(lab, typed.lesson); }},
    {"diff", "What the solution changes", About::lesson, false,
     [](Lab& lab, const RunOptions& typed) { return show_difference(lab, typed.lesson); }},
    {"reset", "Start anew; yours is put aside", About::lesson, false,
     [](Lab& lab, const RunOptions& typed) { return reset_lesson(lab, typed.lesson); }},
};

struct Typed {
    std::string root = ".";
    std::string build = "build/asan";
    std::string port;
    std::string promise;
    RunOptions run;
};

class CommandLine {
public:
    CommandLine();

    /// Returns the exit code.
    int obey(int argc, char* argv[]);

private:
    void add(const Command& command);
    void add_lesson(CLI::App& command, bool must);
    void add_port(CLI::App& run);
    void add_promise(CLI::App& step);
    void add_execution(CLI::App& replay);
    void refuse_what_is_left() const;
    static void need(const CLI::App& command, About about);

    CLI::App app_{
        "Out of Step: learn WSAEventSelect from a server that\n"
        "gets it wrong. Without a command: where you are and what\nis next."};
    CLI::Option* port_ = nullptr;
    CLI::Option* promise_ = nullptr;
    Typed typed_;
};

// CLI11's own complaints are for programmers; so it is asked to let everything pass, and what is
// wrong is said here.
CommandLine::CommandLine() {
    app_.name("./lab");
    app_.get_formatter()->column_width(28);
    app_.footer(std::string(launcher_commands) + exit_codes);
    app_.set_help_flag("-h,--help", "Show this");
    app_.allow_extras();
    // For the launcher, so not shown.
    app_.add_option("--root", typed_.root)->group("");
    app_.add_option("--build", typed_.build)->group("");
    for (const Command& command : commands) add(command);
    add_port(*app_.get_subcommand("run"));
    add_promise(*app_.get_subcommand("step"));
}

void CommandLine::add(const Command& command) {
    CLI::App& added = *app_.add_subcommand(command.name, command.what);
    added.allow_extras()->footer(exit_codes);
    switch (command.about) {
        case About::nothing: break;
        case About::lesson: add_lesson(added, true); break;
        case About::perhaps_a_lesson: add_lesson(added, false); break;
        case About::execution: add_execution(added); break;
    }
    if (command.has_solution) {
        added.add_flag("--solution", typed_.run.solution, "Do it with the repaired server");
    }
}

void CommandLine::add_lesson(CLI::App& command, bool must) {
    command
        .add_option("N", typed_.run.lesson,
                    must ? "The lesson, as 3, 03 or its folder's\nname"
                         : "The lesson, as 3, 03 or its folder's\nname; if none is named, the "
                           "one that\nyou are at")
        ->type_name("");
}

void CommandLine::add_execution(CLI::App& replay) {
    replay
        .add_option("STRING", typed_.run.replay,
                    "The replay string: the last line of\na report of the judge")
        ->type_name("");
    replay.add_flag("--step", typed_.run.step, "Step by step, as ./lab step does");
}

void CommandLine::add_promise(CLI::App& step) {
    promise_ = step.add_option("--promise", typed_.promise,
                               "Look at this promise, and not at the\nfirst one that is broken");
    promise_->expected(0, 1);
    promise_->type_name("NAME");
}

void CommandLine::add_port(CLI::App& run) {
    port_ = run.add_option(
        "--port", typed_.port,
        fmt::format(
            "Where the server listens: a port\nfrom 1 to 65535. Without this\noption a free one is "
            "chosen, from\n{} to {}.",
            first_port, last_port));
    port_->expected(0, 1);
    port_->type_name("PORT");
}

void CommandLine::refuse_what_is_left() const {
    for (const std::string& word : app_.remaining(true)) {
        if (word == "--") continue;
        const bool option = word.starts_with('-');
        const bool command = app_.get_subcommands().empty();
        const std::string shown = printable(word);
        throw Refused(fmt::format(
            fmt::runtime(option ? "There is no option \"{}\". ./lab --help shows what there is."
                         : command
                             ? "There is no command \"{}\". ./lab --help shows what there is."
                             : "\"{}\" is one word too many. ./lab --help shows what there is."),
            shown));
    }
}

void CommandLine::need(const CLI::App& command, About about) {
    if (about == About::lesson && command.get_option("N")->count() == 0) {
        throw Refused(
            fmt::format("Which lesson? For example: ./lab {} 03. ./lab list shows those there are.",
                        command.get_name()));
    }
    if (about == About::execution && command.get_option("STRING")->count() == 0) {
        throw Refused(
            "Which execution? For example: ./lab replay 1w-562a259e-fcc09a1a-17.3.1. Such a string "
            "stands at the end of the judge's report.");
    }
}

int CommandLine::obey(int argc, char* argv[]) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        say(app_.help());
        return exit_kept;
    }
    refuse_what_is_left();
    const auto typed = app_.get_subcommands();
    const Command* command = nullptr;
    for (const Command& one : commands) {
        if (!typed.empty() && typed.front()->get_name() == one.name) command = &one;
    }
    if (command != nullptr) need(*typed.front(), command->about);
    if (port_->count() > 0) typed_.run.port = typed_.port;
    if (promise_->count() > 0) typed_.run.promise = typed_.promise;
    const std::filesystem::path root = typed_.root;
    const Course course = read_course(root / "lessons" / "course.json");
    const Progress progress(root / ".lab", [&](const std::string& slug) {
        const Lesson* lesson = find_lesson(course, slug);
        return lesson == nullptr ? "" : fingerprint_of(root, *lesson);
    });
    Lab lab{root, typed_.build, course, progress};
    return command == nullptr ? show_where_you_are(lab) : command->obey(lab, typed_.run);
}

int refuse(const std::string& why) {
    end_waiting();
    std::fputs((wrapped("lab: " + why) + "\n").c_str(), stderr);
    return exit_refused;
}

}  // namespace

int main(int argc, char* argv[]) {
    try {
        return CommandLine().obey(argc, argv);
    } catch (const CLI::ParseError& error) {
        return refuse(std::string(error.what()) + ". ./lab --help shows what there is.");
    } catch (const BrokenCourse& error) {
        return refuse(std::string("lessons/course.json is broken: ") + error.what());
    } catch (const std::exception& error) {  // Refused, StageError
        return refuse(error.what());
    }
}
