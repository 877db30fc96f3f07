// The mutation check: see README.md.

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "check.h"
#include "files.h"
#include "process.h"

namespace course::mutation {

namespace {

void print(const std::vector<Task>& tasks) {
    for (const Task& task : tasks) {
        for (const Mutant& mutant : task.mutants) {
            std::cout << at(task.lesson->solution, mutant.line) << ": " << mutant.in_words()
                      << "\n    " << mutant.text << '\n';
        }
    }
}

int run_with(int argc, char** argv) {
    CLI::App app("Changes one token of a solution at a time: some promise has to be broken.");
    Request request;
    bool only_list = false;
    app.add_option("--solution", request.solution, "only this one: 03; else all");
    app.add_option("--line", request.line, "only mutants of lines that contain this");
    app.add_option("--sample", request.sample, "only so many, of each solution as many");
    app.add_option("--seed", request.seed, "another number draws another sample")
        ->capture_default_str();
    app.add_option("--jobs", request.jobs, "how many are made and judged at once")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    app.add_flag("--list", only_list, "prints the mutants, and judges none");
    app.footer("Exit codes: 0 all is well, 1 it is not, 2 it could not be found out.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const std::vector<Task> tasks = tasks_for(request);
    if (only_list) {
        print(tasks);
        return 0;
    }
    end_children_when_interrupted();
    return check(tasks, request, std::cout) ? 0 : 1;
}

}  // namespace

}  // namespace course::mutation

int main(int argc, char** argv) {
    try {
        return course::mutation::run_with(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
