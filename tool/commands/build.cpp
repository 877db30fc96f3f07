#include <utility>

#include <fmt/format.h>

#include "commands/built_from.h"
#include "commands/commands.h"
#include "commands/compiler_messages.h"
#include "folder_lock.h"
#include "stage/child.h"
#include "text.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// Of a build that takes its time: ", step 12 of 80".
std::string how_far(const std::string& output) {
    const std::size_t begin = output.rfind("\n[");
    const std::size_t end = output.find(']', begin == std::string::npos ? 0 : begin);
    const std::size_t from = begin == std::string::npos ? 1 : begin + 2;
    if (!output.starts_with('[') || end == std::string::npos) return "";
    const std::string place = output.substr(from, end - from);  // 12/80
    const std::size_t slash = place.find('/');
    if (slash == std::string::npos) return "";
    return fmt::format(", step {} of {}", place.substr(0, slash), place.substr(slash + 1));
}

struct Build {
    Finished finished;
    std::optional<std::string> text;
};

Build build_targets(const Lab& lab, const fs::path& source,
                    const std::vector<std::string>& targets) {
    const FolderLock lock(lab.build, [] { say_waiting("another ./lab, which is building"); });
    const BuiltFrom built_from(lab, source);
    std::vector<std::string> command{"cmake", "--build", lab.build.string(), "--target"};
    command.insert(command.end(), targets.begin(), targets.end());
    Finished finished = run_to_end(command, [](const Finished& so_far) {
        say_waiting("the compiler" + how_far(so_far.output));
    });
    return {std::move(finished), built_from.note()};
}

// The build tree is prepared again when a file has come or gone; that is CMake's work.
bool is_cmakes_failure(const std::string& output) {
    return output.find("CMake Error") != std::string::npos ||
           output.find("ninja: error: ") != std::string::npos;
}

}  // namespace

std::string target_of(const Lesson& lesson, bool solution) {
    return fmt::format("{}_{}", solution ? "solution" : "lesson", lesson.slug);
}

std::optional<std::string> build(const Lab& lab, const fs::path& source,
                                 const std::vector<std::string>& targets) {
    if (!fs::exists(lab.root / source)) {
        throw Refused(fmt::format("There is no {}. The course's list names it; has it been moved?",
                                  source.generic_string()));
    }
    if (!fs::exists(lab.build / "CMakeCache.txt")) {
        throw Refused(
            fmt::format("There is no build in {}. Start ./lab: it makes one.", lab.build.string()));
    }
    const auto [build, text] = build_targets(lab, source, targets);
    const std::string output = build.output + build.errors;
    const bool warned = output.find(": warning: ") != std::string::npos;
    if (build.exit_code != 0 || warned) {
        say("\n" + compiler_messages(output, lab.root.string()) + "\n");
    }
    if (build.exit_code == 0) return text;
    throw Refused(fmt::format(
        fmt::runtime(is_cmakes_failure(output)
                         ? "{} could not be built; the messages are above. Nothing was started."
                         : "{} does not compile; the compiler's message is above. Nothing was "
                           "started."),
        source.generic_string()));
}

BuiltProgram build_program(const Lab& lab, const Lesson& lesson, bool solution) {
    const fs::path source = source_of(lesson, solution);
    std::optional<std::string> text = build(lab, source, {target_of(lesson, solution)});
    fs::path program = lab.build / source.parent_path() / lesson.program;
#ifdef _WIN32
    program += ".exe";
#endif
    if (!fs::exists(program)) {
        throw Refused(fmt::format("The build went well, but {} is not there.", program.string()));
    }
    return {program, std::move(text)};
}

}  // namespace out_of_step
