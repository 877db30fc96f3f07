#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

#ifdef __linux__
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>
#endif

namespace out_of_step {

namespace fs = std::filesystem;

#ifdef __linux__

namespace {

/// The judge and what it is to judge, both built.
struct Court {
    std::vector<std::string> command;  ///< the judge's command line
    std::optional<std::string> text;   ///< as build() returns it
};

Court build_court(const Lab& lab, const Lesson& lesson, bool solution) {
    const fs::path source = source_of(lesson, solution);
    const fs::path judge = lab.build / "tests" / "lessons" / ("judge_" + lesson.slug);
    if (!fs::exists(judge)) {
        say_paragraph(
            "Building the judge of this lesson. With the first judge the simulator is built, too, "
            "and that takes some minutes.");
    }
    const std::string target = target_of(lesson, solution);
    std::optional<std::string> text =
        build(lab, source, {judge.filename().string(), target + ".zero", target + ".garbage"});
    end_waiting();
    const fs::path module = (lab.build / source).replace_extension(".zero.so");
    // With the source a replay string outlives the build.
    return {{judge.string(), "--module", module.string(), "--source", (lab.root / source).string()},
            std::move(text)};
}

std::vector<char*> for_exec(std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return arguments;
}

[[noreturn]] void refuse_to_start(const std::string& judge, int error) {
    throw Refused(fmt::format("{} cannot be started: {}.", judge, std::strerror(error)));
}

}  // namespace

bool judge_is_here() { return true; }

int become_judge(const Lab& lab, const Lesson& lesson, bool solution,
                 const std::vector<std::string>& words) {
    std::vector<std::string> command = build_court(lab, lesson, solution).command;
    command.insert(command.end(), words.begin(), words.end());
    std::signal(SIGPIPE, SIG_DFL);  // our loops ignore it
    execv(command.front().c_str(), for_exec(command).data());
    refuse_to_start(command.front(), errno);
}

Look judge_in_between(const Lab& lab, const Lesson& lesson, bool solution) {
    auto [command, text] = build_court(lab, lesson, solution);
    command.emplace_back("--brief");
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t as_usual;
    sigemptyset(&as_usual);
    sigaddset(&as_usual, SIGPIPE);  // our loops ignore it
    posix_spawnattr_setsigdefault(&attributes, &as_usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t judge = 0;
    const int error = posix_spawn(&judge, command.front().c_str(), nullptr, &attributes,
                                  for_exec(command).data(), ::environ);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) refuse_to_start(command.front(), error);
    int status = 0;
    while (waitpid(judge, &status, 0) < 0 && errno == EINTR) {
        // a signal that is not about the judge
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : exit_refused;
    if (code != exit_kept && code != exit_broken)
        throw Refused("The judge has come to no verdict.");
    return {code == exit_kept, text};
}

#else

namespace {

[[noreturn]] void refuse() {
    throw Refused("The judge loads servers as modules, and can do that only on Linux so far.");
}

}  // namespace

bool judge_is_here() { return false; }

int become_judge(const Lab& /*lab*/, const Lesson& /*lesson*/, bool /*solution*/,
                 const std::vector<std::string>& /*words*/) {
    refuse();
}

Look judge_in_between(const Lab& /*lab*/, const Lesson& /*lesson*/, bool /*solution*/) { refuse(); }

#endif

int judge_lesson(const Lab& lab, const RunOptions& options) {
    return become_judge(lab, lesson_meant(lab, options.lesson, "judge"), options.solution, {});
}

}  // namespace out_of_step
