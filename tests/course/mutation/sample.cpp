// Which mutants are judged.

#include <algorithm>
#include <stdexcept>

#include "check.h"
#include "files.h"
#include "survivors.h"

namespace course::mutation {

namespace {

/// The same everywhere and each time, unlike std::hash. FNV-1a.
std::uint64_t lot_of(const Mutant& mutant, const std::string& solution, std::uint64_t seed) {
    std::uint64_t lot = 14695981039346656037U;
    for (const std::string& text : {std::to_string(seed), solution, mutant.text, mutant.token,
                                    std::to_string(mutant.nth), mutant.becomes}) {
        for (const char c : text + '\n') {
            lot = (lot ^ static_cast<unsigned char>(c)) * 1099511628211U;
        }
    }
    return lot;
}

/// Those who must not survive, in the order of their lots, so that a mutant more or less in one
/// place changes nothing in the others.
void draw(Task& task, std::uint64_t seed) {
    const std::string& solution = task.lesson->number;
    std::erase_if(task.mutants,
                  [&](const Mutant& mutant) { return may_survive(survivors(), solution, mutant); });
    std::stable_sort(task.mutants.begin(), task.mutants.end(),
                     [&](const Mutant& one, const Mutant& other) {
                         return lot_of(one, solution, seed) < lot_of(other, solution, seed);
                     });
}

void take_sample(std::vector<Task>& tasks, const Request& request) {
    for (Task& task : tasks) draw(task, request.seed);
    std::vector<std::size_t> taken(tasks.size(), 0);
    std::size_t left = request.sample;
    for (bool any = true; any && left > 0;) {
        any = false;
        for (std::size_t t = 0; t < tasks.size() && left > 0; ++t) {
            if (taken[t] == tasks[t].mutants.size()) continue;
            ++taken[t], --left;
            any = true;
        }
    }
    for (std::size_t t = 0; t < tasks.size(); ++t) tasks[t].mutants.resize(taken[t]);
}

}  // namespace

std::vector<Task> tasks_for(const Request& request) {
    std::vector<Task> tasks;
    for (const Lesson& lesson : lessons()) {
        if (!request.solution.empty() && request.solution != lesson.number) continue;
        Task task{.lesson = &lesson, .source = read(lesson.solution), .mutants = {}};
        task.mutants = mutants_of(task.source);
        std::erase_if(task.mutants, [&](const Mutant& mutant) {
            return mutant.text.find(request.line) == std::string::npos;
        });
        tasks.push_back(std::move(task));
    }
    if (tasks.empty()) throw std::runtime_error("There is no solution " + request.solution + ".");
    if (request.sample > 0) take_sample(tasks, request);
    return tasks;
}

}  // namespace course::mutation
