#pragma once

#include <string>
#include <vector>

#include "course.h"

namespace out_of_step {

/// A word that can be typed, and what a shell says beside it.
struct CompletedWord {
    std::string word;
    std::string what;
    bool wants_value = false;  ///< of an option: the word behind it is the learner's own
};

/// A command, and what can follow it.
struct CompletedCommand {
    CompletedWord name{};
    std::vector<CompletedWord> options{};  ///< with their dashes
    bool takes_lesson = false;             ///< a lesson's number
    std::vector<std::string> subjects{};   ///< the words that it takes instead
};

/// The shells that there is a script for.
const std::vector<std::string>& completed_shells();

/// `./lab completion SHELL`: prints the script by which this shell completes what is typed behind
/// ./lab. Throws Refused if there is none for this shell.
int print_completion(const std::string& shell, const std::vector<CompletedCommand>& commands,
                     const Course& course);

/// What the launcher itself does: the lab command only tells of it.
std::vector<CompletedCommand> launcher_commands();

}  // namespace out_of_step
