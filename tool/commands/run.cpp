#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/outcome.h"
#include "commands/scenes.h"
#include "text.h"

namespace out_of_step {

namespace {

int port_from(const std::string& typed) {
    int port = 0;
    const char* end = typed.data() + typed.size();
    const auto parsed = std::from_chars(typed.data(), end, port);
    if (parsed.ec != std::errc() || parsed.ptr != end || port < 1 || port > 65535) {
        throw Refused(
            fmt::format("\"{}\" is not a port. Give a number from 1 to 65535, for example 4567.",
                        printable(typed)));
    }
    return port;
}

// "lessons/03_arrays_out_of_step/server.cpp", as a shell completes it, is about that folder.
std::string folder_in(const std::string& named) {
    std::filesystem::path path = named;
    if (path.extension() == ".cpp" || path.extension() == ".md") path = path.parent_path();
    if (!path.has_filename()) path = path.parent_path();
    return path.filename().string();
}

// What a client could see over real sockets would not tell, or not for certain.
Look have_it_judged(const Lab& lab, const Lesson& lesson, bool solution) {
    say_paragraph(
        fmt::format("No {} can show for certain what is wrong in this lesson. The judge can: it "
                    "runs the {} in a simulated Winsock.",
                    lesson.program == "client" ? "server" : "client", lesson.program));
    say("\n");
    build_program(lab, lesson, solution);  // to try it by hand, as its page says
    return judge_in_between(lab, lesson, solution);
}

}  // namespace

const Lesson& lesson_named(const Lab& lab, const std::string& named) {
    const Lesson* lesson = find_lesson(lab.course, folder_in(named));
    if (lesson == nullptr) {
        throw Refused(fmt::format("There is no lesson \"{}\". ./lab list shows those there are.",
                                  printable(named)));
    }
    return *lesson;
}

void say_title(const Lesson& lesson, bool solution) {
    say(wrapped(fmt::format("Lesson {}: {}{}", lesson.number, lesson.title,
                            solution ? ", the solution" : "")) +
        "\n");
}

int run_lesson(Lab& lab, const RunOptions& options) {
    const Lesson& lesson = lesson_meant(lab, options.lesson, "run");
    std::optional<int> port;
    if (options.port) port = port_from(*options.port);
    if (lesson.measures) return measure_lesson(lab, lesson, options);
    if (options.quick || options.wine) {
        throw Refused(
            fmt::format("--quick and --wine are for a lesson that measures; lesson {} "
                        "is played.",
                        lesson.number));
    }
    for (const Promise& promise : lesson.live) scene_of(lesson, promise);  // all of them, or none
    say_title(lesson, options.solution);
    const bool scenes = !lesson.live.empty();
    Outlook outlook;
    outlook.solution = options.solution;
    outlook.judged = !scenes || !judge_is_here();
    outlook.look = scenes ? play_scenes(lab, lesson, options.solution, port)
                          : have_it_judged(lab, lesson, options.solution);
    outlook.by_the_judge = !scenes && !outlook.look.kept;
    return conclude(lab, lesson, outlook);
}

}  // namespace out_of_step
