#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

#ifdef __linux__
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

namespace out_of_step {

namespace fs = std::filesystem;

#ifdef __linux__

namespace {

/// The judge and the module that it is to judge, both built.
struct Court {
    fs::path judge;
    fs::path module;
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
    // The server itself, too: the pages say how to try it by hand.
    build(lab, source, {judge.filename().string(), target + ".zero", target + ".garbage", target});
    end_waiting();
    return {judge, lab.build / source.parent_path() / "server.zero.so"};
}

[[noreturn]] void refuse_to_start(const fs::path& judge, int error) {
    throw Refused(fmt::format("{} cannot be started: {}.", judge.string(), std::strerror(error)));
}

}  // namespace

bool judge_is_here() { return true; }

int judge_lesson(const Lab& lab, const RunOptions& options) {
    const Court court = build_court(lab, lesson_named(lab, options.lesson), options.solution);
    execl(court.judge.c_str(), court.judge.c_str(), "--module", court.module.c_str(), nullptr);
    refuse_to_start(court.judge, errno);
}

int judge_in_between(const Lab& lab, const Lesson& lesson, bool solution) {
    const Court court = build_court(lab, lesson, solution);
    std::string words[] = {court.judge.string(), "--brief", "--module", court.module.string()};
    char* const arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                               nullptr};
    pid_t judge = 0;
    const int error = posix_spawn(&judge, arguments[0], nullptr, nullptr, arguments, ::environ);
    if (error != 0) refuse_to_start(court.judge, error);
    int status = 0;
    while (waitpid(judge, &status, 0) < 0 && errno == EINTR) {
        // a signal that is not about the judge
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : exit_refused;
    if (code != exit_kept && code != exit_broken)
        throw Refused("The judge has come to no verdict.");
    return code;
}

#else

namespace {

[[noreturn]] void refuse() {
    throw Refused("The judge loads servers as modules, and can do that only on Linux so far.");
}

}  // namespace

bool judge_is_here() { return false; }

int judge_lesson(const Lab& /*lab*/, const RunOptions& /*options*/) { refuse(); }

int judge_in_between(const Lab& /*lab*/, const Lesson& /*lesson*/, bool /*solution*/) { refuse(); }

#endif

}  // namespace out_of_step
