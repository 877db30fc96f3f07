#include <fmt/format.h>

#include "commands/commands.h"
#include "fingerprint.h"
#include "folder_lock.h"
#include "stage/child.h"
#include "text.h"

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#endif

namespace out_of_step {

#ifdef __linux__

namespace {

namespace fs = std::filesystem;

// The study build looks for mistakes in memory at every step, so its figures would say little.
fs::path optimised_build(const Lab& lab) { return lab.build.parent_path() / "release"; }
fs::path windows_build(const Lab& lab) { return lab.build.parent_path() / "mingw-wine"; }

std::string last_lines(const std::string& text, std::size_t count) {
    std::size_t at = text.size();
    for (std::size_t i = 0; i <= count && at != std::string::npos && at > 0; ++i)
        at = text.rfind('\n', at - 1);
    return at == std::string::npos || at == 0 ? text : text.substr(at + 1);
}

bool succeeds(const std::vector<std::string>& command, const std::string& waiting_for,
              std::string& said) {
    const Finished finished =
        run_to_end(command, [&](const Finished&) { say_waiting(waiting_for); });
    end_waiting();
    said = finished.output + finished.errors;
    return finished.exit_code == 0;
}

// CMake looks again for libraries that were missing.
void prepare(const Lab& lab, const fs::path& build) {
    const std::string preset = build.filename().string();
    std::string said;
    if (succeeds({"cmake", "-S", lab.root.string(), "--preset", preset}, "CMake", said)) return;
    say(last_lines(said, 20));
    throw Refused(fmt::format("CMake could not prepare {}; its messages are above.",
                              build.lexically_relative(lab.root).generic_string()));
}

// "" if it was built, else the end of what the compiler said.
std::string build_in(const fs::path& build, const std::vector<std::string>& targets) {
    std::vector<std::string> command{"cmake", "--build", build.string(), "--target"};
    command.insert(command.end(), targets.begin(), targets.end());
    std::string said;
    const FolderLock lock(build, [] { say_waiting("another ./lab, which is building"); });
    if (succeeds(command, "the compiler", said)) return "";
    return said.empty() ? "the build failed" : last_lines(said, 20);
}

struct Server {
    fs::path program;  // empty if there is none
    std::string name;  // "your server of lesson 22"
};

// The server of the lesson before: the learner's own once that is done, else the solution.
Server server_to_measure(const Lab& lab, const Lesson& lesson, bool solution,
                         const fs::path& build) {
    const auto& lessons = lab.course.lessons;
    const Lesson& before = *(&lesson == &lessons.front() ? &lesson : &lesson - 1);
    const bool own = !solution && lab.progress.of(before.slug) == Progress::Seen::kept;
    const std::string number = before.number;
    Server server{build / (own ? "lessons" : "solutions") / before.slug / "server",
                  own ? "your server of lesson " + number : "the solution of lesson " + number};
    if (lab.build.parent_path() / "mingw-wine" == build) server.program += ".exe";
    const std::string problem = build_in(build, {target_of(before, !own)});
    if (!problem.empty()) {
        say(problem);
        say_paragraph(
            fmt::format("({} could not be built, so it is not among those that are "
                        "measured; the messages are above.)",
                        server.name));
        server.program.clear();
    }
    return server;
}

volatile pid_t measuring = 0;

// The runner keeps what it has, and says so; then we end by the same signal.
void pass_on(int signal) {
    if (measuring > 0) kill(measuring, signal);
}

// Returns its status, as waitpid does.
int run_and_wait(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) throw Refused(fmt::format("It cannot be started: {}.", std::strerror(errno)));
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() == parent) {
            std::signal(SIGPIPE, SIG_DFL);  // our loops ignore it
            execv(arguments[0], arguments.data());
        }
        _exit(127);
    }
    measuring = child;
    std::signal(SIGINT, pass_on);
    std::signal(SIGTERM, pass_on);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        // a signal, which was passed on
    }
    measuring = 0;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    return status;
}

std::string typed(const Lesson& lesson, const RunOptions& options) {
    std::string command = "./lab run " + lesson.number;
    if (options.solution) command += " --solution";
    if (options.quick) command += " --quick";
    if (options.wine) command += " --wine";
    return command;
}

void expect_measurable(const Lesson& lesson, const RunOptions& options) {
    if (!options.port) return;
    throw Refused(
        fmt::format("Lesson {} measures several servers, each on a port of its own, so "
                    "--port makes no sense here.",
                    lesson.number));
}

std::vector<std::string> runner_command(const Lab& lab, const Lesson& lesson,
                                        const RunOptions& options) {
    const fs::path build = optimised_build(lab);
    say_paragraph("Building what is measured, optimised. The first time this takes some minutes.");
    prepare(lab, build);
    const std::string target = "measure_" + lesson.slug;
    if (const std::string problem = build_in(build, {target}); !problem.empty()) {
        say(problem);
        throw Refused(target + " could not be built; the messages are above.");
    }
    const std::string slug = options.wine ? lesson.slug + "_wine" : lesson.slug;
    fs::path output = build / "measured" / slug;
    if (options.quick) output += "_quick";
    std::vector<std::string> command{
        (build / "tests" / "bench" / lesson.slug.substr(lesson.slug.find('_') + 1)).string(),
        "--output", output.string()};
    fs::path of_server = build;
    if (options.wine) {
        of_server = windows_build(lab);
        prepare(lab, of_server);
        if (const std::string problem = build_in(of_server, {target}); !problem.empty()) {
            say(problem);
            throw Refused(target + " could not be built for Windows; the messages are above.");
        }
        command.insert(command.end(), {"--wine", (lab.root / "tests/wine/run").string(),
                                       "--windows-programs", (of_server / "tests/bench").string()});
    }
    const Server server = server_to_measure(lab, lesson, options.solution, of_server);
    if (server.program.empty()) {
        command.insert(command.end(), {"--no-server", server.name + " does not compile"});
    } else {
        command.insert(command.end(), {"--server", server.program.string()});
    }
    if (options.quick) command.emplace_back("--quick");
    command.insert(command.end(), {"--about", "server=" + server.name, "--about",
                                   "command=" + typed(lesson, options)});
    return command;
}

}  // namespace

int measure_lesson(Lab& lab, const Lesson& lesson, const RunOptions& options) {
    expect_measurable(lesson, options);
    say_title(lesson);
    say("\n");
    const std::vector<std::string> command = runner_command(lab, lesson, options);
    const int status = run_and_wait(command);
    const bool stopped = WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGINT;
    if (stopped || (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)) std::raise(SIGINT);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return exit_refused;
    say("\n");
    if (options.quick) {
        RunOptions whole = options;
        whole.quick = false;
        say_paragraph("That was a part of it. The whole is " + typed(lesson, whole));
        return exit_kept;
    }
    if (options.wine) {
        say_paragraph(
            fmt::format("These are figures about Wine. What they can tell, and what they cannot: "
                        "solutions/{}/README.md",
                        lesson.slug));
        return exit_kept;
    }
    say_paragraph("Now compare it with what you have predicted. What came out here, and why:");
    say(fmt::format("  solutions/{}/README.md\n", lesson.slug));
    if (!lab.progress.note(lesson.slug, Progress::Seen::kept, fingerprint_of(lab.root, lesson)))
        say_paragraph("(Your progress could not be written to the folder .lab here.)");
    return exit_kept;
}

#else

int measure_lesson(Lab& /*lab*/, const Lesson& lesson, const RunOptions& /*options*/) {
    throw Refused(fmt::format("Lesson {} measures on Linux only so far.", lesson.number));
}

#endif

}  // namespace out_of_step
