#include <fmt/format.h>

#include "commands/commands.h"
#include "stage/child.h"
#include "text.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Ninja's and Make's own lines say how far they are; the rest is the compiler's.
std::string compiler_messages(const Finished& build) {
    std::string all = build.output + build.errors;
    if (!all.empty() && all.back() != '\n') all += '\n';
    return all;
}

}  // namespace

fs::path build_server(const Lab& lab, const Lesson& lesson, bool solution) {
    const std::string kind = solution ? "solution" : "lesson";
    const fs::path source = fs::path(kind + "s") / lesson.slug / "server.cpp";
    if (!fs::exists(lab.root / source)) {
        throw Refused(fmt::format("There is no {}. The course's list names it; has it been moved?",
                                  source.generic_string()));
    }
    if (!fs::exists(lab.build / "CMakeCache.txt")) {
        throw Refused(
            fmt::format("There is no build in {}. Start ./lab: it makes one.", lab.build.string()));
    }
    const Finished build = run_to_end({"cmake", "--build", lab.build.string(), "--target",
                                       fmt::format("{}_{}", kind, lesson.slug)});
    if (build.exit_code != 0) {
        say(compiler_messages(build));
        throw Refused(fmt::format(
            "{} does not compile; the compiler's message is above. Nothing was started.",
            source.generic_string()));
    }
    fs::path program = lab.build / source.parent_path() / "server";
#ifdef _WIN32
    program += ".exe";
#endif
    if (!fs::exists(program)) {
        throw Refused(fmt::format("The build went well, but {} is not there.", program.string()));
    }
    return program;
}

}  // namespace out_of_step
