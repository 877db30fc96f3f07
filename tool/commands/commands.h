#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "course.h"
#include "progress.h"

namespace out_of_step {

/// What the tool's exit code says.
enum ExitCode {
    exit_kept = 0,    ///< done; of a scene: every promise was kept
    exit_broken = 1,  ///< the scene was played, and a promise was broken
    exit_refused = 2  ///< it could not be done, and a sentence on stderr says why
};

/// It cannot be done; the text says why, in one or two sentences for whoever typed it.
class Refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Where the tool works and what it knows there.
struct Lab {
    std::filesystem::path root;   ///< the source tree
    std::filesystem::path build;  ///< its build tree
    Course course;
    Progress progress;
};

struct RunOptions {
    std::string lesson;  ///< a number or a slug
    bool solution = false;
    std::optional<std::string> port = std::nullopt;     ///< as typed; none: any that is free
    std::optional<std::string> promise = std::nullopt;  ///< only this one
    std::string replay = {};                            ///< a replay string
    bool step = false;                                  ///< step by step
    bool quick = false;                                 ///< measure for a minute only
    bool wine = false;                                  ///< measure Windows programs
};

/// What has come of looking at a program.
struct Look {
    bool kept = false;                ///< every promise that was looked at
    std::optional<std::string> text;  ///< what was looked at, as build() returns it
};

// Each returns the exit code and throws Refused, StageError or BrokenCourse.

/// `./lab`: where you are and what is next; the first time it runs the first lesson.
int show_where_you_are(Lab& lab);

/// `./lab list`
int list_lessons(const Lab& lab);

/// `./lab run N`: the lesson's program among its peers, as its scenes say.
int run_lesson(Lab& lab, const RunOptions& options);

/// The same for a lesson that measures: the server of the lesson before it beside others.
int measure_lesson(Lab& lab, const Lesson& lesson, const RunOptions& options);

/// `./lab judge N`: its judge tries every bad moment. Does not return if the judge can be started:
/// what it prints, and its exit code, are the command's.
int judge_lesson(const Lab& lab, const RunOptions& options);

/// Whether there is a judge on this system.
bool judge_is_here();

/// The same in the middle of another command, and briefly: returns when the judge has ended.
Look judge_in_between(const Lab& lab, const Lesson& lesson, bool solution);

/// Starts the judge of a lesson in our place, both built, with these words more. Does not return
/// if it can be started.
int become_judge(const Lab& lab, const Lesson& lesson, bool solution,
                 const std::vector<std::string>& words);

/// `./lab step [N]`: the first execution that fails, step by step. Does not return, like the judge.
int step_lesson(const Lab& lab, const RunOptions& options);

/// `./lab replay STRING`: the execution of a replay string. Does not return, like the judge.
int replay_execution(const Lab& lab, const RunOptions& options);

/// `./lab check [N]`: the judge's verdict, and then that of the scenes.
int check_lesson(Lab& lab, const RunOptions& options);

/// `./lab watch [N]`: the check of now, and again at each save, until it is ended. Ended by a
/// signal it does not return: the signal is what ends the process, as with the other commands.
int watch_lesson(const Lab& lab, const std::string& lesson);

/// `./lab hint [N]`: one hint more each time, and those before it.
int show_hint(Lab& lab, const std::string& lesson);

/// `./lab diff N`: what the solution's code has, and what this program's.
int show_difference(const Lab& lab, const std::string& lesson);

/// `./lab reset N`: the lesson's program as it was in the beginning. What was there becomes a
/// numbered file in .lab/backups, or nothing is changed.
int reset_lesson(Lab& lab, const std::string& lesson);

/// The lesson of that number or slug. Throws Refused if there is none.
const Lesson& lesson_named(const Lab& lab, const std::string& named);

/// The one lesson that was run last without success, or else the first one that is not done yet;
/// null if all are done.
const Lesson* next_lesson(const Lab& lab);

/// The lesson that is asked about: the one of that number or slug. If none is named the one that
/// was run last, repaired or not, or else the first that is not done yet. Throws Refused, also if
/// the lesson measures, and the command is about a program.
const Lesson& lesson_meant(const Lab& lab, const std::string& named, const std::string& command);

/// "Done: 2 of 14 lessons."
void say_how_far(const Lab& lab);

/// Nobody should wonder where it has gone.
void say_if_progress_makes_no_sense(const Lab& lab);

/// Throws Refused if the lesson measures: it has no program to `command`.
void expect_a_program(const Lesson& lesson, const std::string& command);

/// The line that a lesson begins with.
void say_title(const Lesson& lesson, bool solution = false);

/// What CMake calls the program: lesson_03_arrays_out_of_step.
std::string target_of(const Lesson& lesson, bool solution);

/// Builds these targets, because of `source`. Returns what is built: the source's text; nothing if
/// it was saved meanwhile, so that nobody knows. Throws Refused after showing the compiler's
/// message.
std::optional<std::string> build(const Lab& lab, const std::filesystem::path& source,
                                 const std::vector<std::string>& targets);

struct BuiltProgram {
    std::filesystem::path program;
    std::optional<std::string> text;  ///< as build() returns it
};

/// Builds the lesson's program. Throws Refused after showing the compiler's message.
BuiltProgram build_program(const Lab& lab, const Lesson& lesson, bool solution);

}  // namespace out_of_step
