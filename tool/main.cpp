// The lab command. The launcher ./lab starts it with --root and --build, and with what was typed.
#include <cstdio>
#include <exception>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "commands/commands.h"
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

struct Typed {
    std::string root = ".";
    std::string build = "build/asan";
    RunOptions run;
};

class CommandLine {
public:
    CommandLine();

    /// Returns the exit code.
    int obey(int argc, char* argv[]);

private:
    void refuse_what_is_left() const;
    void need_a_lesson() const;

    CLI::App app_{
        "Out of Step: learn WSAEventSelect from a server that\n"
        "gets it wrong. Without a command: where you are and what\nis next."};
    CLI::App* list_ = nullptr;
    CLI::App* run_ = nullptr;
    CLI::App* judge_ = nullptr;
    CLI::App* check_ = nullptr;
    CLI::App* hint_ = nullptr;
    CLI::App* diff_ = nullptr;
    CLI::App* reset_ = nullptr;
    CLI::Option* port_ = nullptr;
    std::string typed_port_;
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

    list_ = app_.add_subcommand("list", "All lessons, and how far you are");
    run_ = app_.add_subcommand("run", "Play a lesson's scenes");
    judge_ = app_.add_subcommand("judge", "Try every bad moment in a lesson");
    check_ = app_.add_subcommand("check", "Judge it, then play its scenes");
    hint_ = app_.add_subcommand("hint", "A hint; each time it says more");
    diff_ = app_.add_subcommand("diff", "What the solution changes");
    reset_ = app_.add_subcommand("reset", "Start anew; yours is put aside");
    for (CLI::App* command : {list_, run_, judge_, check_, hint_, diff_, reset_}) {
        command->allow_extras()->footer(exit_codes);
        if (command == list_) continue;
        command->add_option("N", typed_.run.lesson, "The lesson, as 3, 03 or its folder's\nname")
            ->type_name("");
    }
    for (CLI::App* command : {check_, hint_}) {
        command->get_option("N")->description(
            "The lesson, as 3, 03 or its folder's\nname; if none is named, the one that\nyou are "
            "at");
    }
    for (CLI::App* command : {run_, judge_, check_}) {
        command->add_flag("--solution", typed_.run.solution, "Do it with the repaired server");
    }
    port_ = run_->add_option(
        "--port", typed_port_,
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

void CommandLine::need_a_lesson() const {
    const CLI::App& command = *app_.get_subcommands().front();
    if (command.get_option("N")->count() > 0) return;
    throw Refused(
        fmt::format("Which lesson? For example: ./lab {} 03. ./lab list shows those there are.",
                    command.get_name()));
}

int CommandLine::obey(int argc, char* argv[]) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        say(app_.help());
        return exit_kept;
    }
    refuse_what_is_left();
    for (const CLI::App* command : {run_, judge_, diff_, reset_}) {
        if (command->parsed()) need_a_lesson();
    }
    if (port_->count() > 0) typed_.run.port = typed_port_;
    const std::filesystem::path root = typed_.root;
    Lab lab{root, typed_.build, read_course(root / "lessons" / "course.json"),
            Progress(root / ".lab")};
    if (list_->parsed()) return list_lessons(lab);
    if (run_->parsed()) return run_lesson(lab, typed_.run);
    if (judge_->parsed()) return judge_lesson(lab, typed_.run);
    if (check_->parsed()) return check_lesson(lab, typed_.run);
    if (hint_->parsed()) return show_hint(lab, typed_.run.lesson);
    if (diff_->parsed()) return show_difference(lab, typed_.run.lesson);
    if (reset_->parsed()) return reset_lesson(lab, typed_.run.lesson);
    return show_where_you_are(lab);
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
