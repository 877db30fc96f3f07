#include <fmt/format.h>

#include "commands/commands.h"
#include "text.h"

#ifndef _WIN32
#include <unistd.h>

#include <cerrno>
#include <cstring>
#endif

namespace out_of_step {

int judge_lesson([[maybe_unused]] const Lab& lab, [[maybe_unused]] const RunOptions& options) {
#ifdef __linux__
    const Lesson& lesson = lesson_named(lab, options.lesson);
    const std::filesystem::path source = source_of(lesson, options.solution);
    const std::filesystem::path judge = lab.build / "tests" / "lessons" / ("judge_" + lesson.slug);
    if (!std::filesystem::exists(judge)) {
        say_paragraph("Building the simulator and the judge. This once it takes some minutes.");
    }
    const std::string target = target_of(lesson, options.solution);
    build(lab, source, {judge.filename().string(), target + ".zero", target + ".garbage"});
    end_waiting();
    const std::filesystem::path module = lab.build / source.parent_path() / "server.zero.so";
    execl(judge.c_str(), judge.c_str(), "--module", module.c_str(), nullptr);
    throw Refused(fmt::format("{} cannot be started: {}.", judge.string(), std::strerror(errno)));
#else
    throw Refused("The judge loads servers as modules, and can do that only on Linux so far.");
#endif
}

}  // namespace out_of_step
