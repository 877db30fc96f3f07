// The lab command. The launcher ./lab starts it with --root and --build, and with what was typed.
#include <cctype>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/completion.h"
#include "fingerprint.h"
#include "stage/error.h"
#include "stage/port.h"
#include "text.h"

namespace {

using namespace out_of_step;

constexpr const char* exit_codes_of_others =
    "Exit code: 0 done; 2 it could not be done, and a sentence\n"
    "says why.";

constexpr const char* exit_codes =
    "Exit code: 0 done, or every promise is kept; 1 a promise\n"
    "is broken; 2 it could not be done, and a sentence says why.";

// What a command is about: which lesson, which execution, which shell.
enum class About { nothing, lesson, perhaps_a_lesson, execution, shell };

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
    {"run", "Play a lesson's scenes", About::perhaps_a_lesson, true, run_lesson},
    {"check", "Judge it, then play its scenes", About::perhaps_a_lesson, true, check_lesson},
    {"watch", "Check it again at each save", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return watch_lesson(lab, typed.lesson); }},
    {"hint", "A hint; each time it says more", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return show_hint(lab, typed.lesson); }},
    {"step", "What fails, step by step", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return step_lesson(lab, typed); }},
    {"diff", "What the solution changes", About::perhaps_a_lesson, false,
     [](Lab& lab, const RunOptions& typed) { return show_difference(lab, typed.lesson); }},
    {"reset", "Start anew; yours is put aside", About::lesson, false,
     [](Lab& lab, const RunOptions& typed) { return reset_lesson(lab, typed.lesson); }},
    {"judge", "Try every bad moment in a lesson", About::perhaps_a_lesson, true,
     [](Lab& lab, const RunOptions& typed) { return judge_lesson(lab, typed); }},
    {"replay", "What a replay string shows", About::execution, false,
     [](Lab& lab, const RunOptions& typed) { return replay_execution(lab, typed); }},
    {"completion", "Have a shell complete ./lab", About::shell, false, nullptr},
};

struct Typed {
    std::string root = ".";
    std::string build = "build/asan";
    std::string port;
    std::string promise;
    std::string shell;
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
    void add_measuring(CLI::App& run);
    void add_promise(CLI::App& step);
    void add_execution(CLI::App& replay);
    void add_shell(CLI::App& completion);
    void refuse_what_is_left() const;
    static void need(const CLI::App& command, About about);
    std::string help();
    std::vector<CompletedCommand> all_that_can_be_typed() const;

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
    app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
    app_.get_formatter()->label("Positionals", "What it takes");
    app_.get_formatter()->label("REQUIRED", "");
    std::string footer = "The launcher itself does:\n";
    for (const CompletedCommand& command : launcher_commands()) {
        footer += fmt::format("  {:<26}{}\n", command.name.word, command.name.what);
    }
    app_.footer(footer + "\n" + exit_codes);
    app_.set_help_flag("-h,--help", "Show this");
    app_.allow_extras();
    // For the launcher, so not shown.
    app_.add_option("--root", typed_.root)->group("");
    app_.add_option("--build", typed_.build)->group("");
    for (const Command& command : commands) add(command);
    add_port(*app_.get_subcommand("run"));
    add_measuring(*app_.get_subcommand("run"));
    add_promise(*app_.get_subcommand("step"));
}

void CommandLine::add(const Command& command) {
    CLI::App& added = *app_.add_subcommand(command.name, command.what);
    added.allow_extras()->group("Commands");
    const bool judges = command.has_solution || command.about == About::execution ||
                        command.name == std::string_view("step");
    added.footer(judges ? exit_codes : exit_codes_of_others);
    switch (command.about) {
        case About::nothing: break;
        case About::lesson: add_lesson(added, true); break;
        case About::perhaps_a_lesson: add_lesson(added, false); break;
        case About::execution: add_execution(added); break;
        case About::shell: add_shell(added); break;
    }
    if (command.has_solution) {
        added.add_flag("--solution", typed_.run.solution, "Do it with the repaired server");
    }
}

void CommandLine::add_lesson(CLI::App& command, bool must) {
    command
        .add_option("N", typed_.run.lesson,
                    must ? "The lesson: 3, 03 or its\nfolder's name"
                         : "The lesson: 3, 03 or its\nfolder's name. If none is\nnamed, the one "
                           "that you are at")
        ->type_name("");
}

void CommandLine::add_execution(CLI::App& replay) {
    replay.add_option("STRING", typed_.run.replay, "As the judge prints it behind\n\"Replay:\"")
        ->type_name("");
    replay.add_flag("--step", typed_.run.step, "Step by step, as ./lab step does");
}

void CommandLine::add_promise(CLI::App& step) {
    promise_ = step.add_option("--promise", typed_.promise,
                               "This promise, and not the first\none that is broken");
    promise_->expected(0, 1);
    promise_->type_name("NAME");
}

void CommandLine::add_shell(CLI::App& completion) {
    completion.add_option("SHELL", typed_.shell, "bash, zsh or fish")->type_name("");
}

void CommandLine::add_port(CLI::App& run) {
    port_ = run.add_option("--port", typed_.port,
                           fmt::format("Where the server listens: a port\nfrom 1 to 65535. Without "
                                       "it a\nfree one is chosen, from {}\nto {}.",
                                       first_port, last_port));
    port_->expected(0, 1);
    port_->type_name("PORT");
}

void CommandLine::add_measuring(CLI::App& run) {
    run.add_flag("--quick", typed_.run.quick, "Where a lesson measures: about a\nminute of it");
    run.add_flag("--wine", typed_.run.wine, "Where a lesson measures:\nWindows programs, on Wine");
}

void CommandLine::refuse_what_is_left() const {
    for (const std::string& word : app_.remaining(true)) {
        if (word == "--") continue;
        const bool option = word.starts_with('-');
        const bool command = app_.get_subcommands().empty();
        if (command && !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
            throw Refused(
                fmt::format("There is no command \"{0}\". Is lesson {0} meant? Play it: "
                            "./lab run {0}. Have it judged: ./lab check {0}.",
                            printable(word)));
        }
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

std::string CommandLine::help() {
    for (const Command& command : commands) {
        if (command.about == About::perhaps_a_lesson) continue;
        for (CLI::Option* option : app_.get_subcommand(command.name)->get_options()) {
            if (option->get_positional()) option->required();  // no brackets around it
        }
    }
    return CLI::detail::find_and_replace(app_.help(), "\n\n\n", "\n\n");
}

std::vector<CompletedCommand> CommandLine::all_that_can_be_typed() const {
    std::vector<CompletedCommand> all;
    for (const Command& command : commands) {
        const CLI::App* added = app_.get_subcommand(command.name);
        CompletedCommand typed{{command.name, command.what}};
        for (const CLI::Option* option : added->get_options()) {
            if (option->nonpositional()) {
                typed.options.push_back({"--" + option->get_lnames().front(),
                                         option->get_description(),
                                         option->get_items_expected_max() > 0});
            }
        }
        typed.takes_lesson = added->get_option_no_throw("N") != nullptr;
        if (command.about == About::shell) typed.subjects = completed_shells();
        all.push_back(typed);
    }
    for (const CompletedCommand& command : launcher_commands()) all.push_back(command);
    return all;
}

int CommandLine::obey(int argc, char* argv[]) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        say(help());
        return exit_kept;
    }
    if (app_.remaining() == std::vector<std::string>{"help"}) {
        say(help());
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
    if (command == nullptr) return show_where_you_are(lab);
    if (command->about == About::shell) {
        return print_completion(typed_.shell, all_that_can_be_typed(), lab.course);
    }
    return command->obey(lab, typed_.run);
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
