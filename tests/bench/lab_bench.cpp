// How long a learner waits for the lab command: from a save to the verdict, for the list of the
// lessons, and what watching costs while nobody saves.
//
// It works with the real lessons and their build, and changes neither: a save is a new time of last
// change, and progress is noted in a folder of its own.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "stage/child.h"
#include "stage/error.h"
#include "stage/os_view.h"
#include "stage/pipe.h"
#include "stage/spawn.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

const fs::path source_tree = SOURCE_TREE;
const fs::path build_tree = BUILD_TREE;
constexpr const char* slug = "03_arrays_out_of_step";

// What the lab command needs of the source tree besides the build: gone when the object is.
class Copy {
public:
    Copy() : root_(fs::temp_directory_path() / fmt::format("lab-{}", std::random_device()())) {
        for (const char* folder : {"lessons", "solutions"}) {
            const fs::path server = fs::path(folder) / slug / "server.cpp";
            fs::create_directories((root_ / server).parent_path());
            fs::copy_file(source_tree / server, root_ / server);
        }
        fs::copy_file(source_tree / "lessons/course.json", root_ / "lessons/course.json");
    }
    ~Copy() {
        std::error_code error;
        fs::remove_all(root_, error);
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;

    std::vector<std::string> lab(const std::vector<std::string>& words) const {
        std::vector<std::string> command{LAB_TOOL, "--root", root_.string(), "--build",
                                         build_tree.string()};
        command.insert(command.end(), words.begin(), words.end());
        return command;
    }

private:
    fs::path root_;
};

// Milliseconds until the command has said one of these, or has ended.
double until_it_says(std::vector<std::string> command, const std::vector<std::string>& words) {
    Loop loop;
    std::string said;
    double heard = 0;
    const double began = now();
    Pipe output(loop, [&](std::string_view text) {
        said += text;
        const auto is_there = [&](const std::string& word) {
            return said.find(word) != std::string::npos;
        };
        if (heard == 0 && std::any_of(words.begin(), words.end(), is_there)) heard = now();
    });
    Pipe errors(loop, [&](std::string_view text) { said += text; });
    Child child;
    child.command = std::move(command);
    bool ended = false;
    child.data = &ended;
    child.on_exit = [](uv_process_t* process, std::int64_t, int) {
        *static_cast<bool*>(process->data) = true;
    };
    const Handle<uv_process_t> process = spawn(loop, std::move(child), output, errors);
    output.close_write_end();
    errors.close_write_end();
    while (!ended || !output.at_end() || !errors.at_end()) {
        loop.turn();
        // What comes behind the verdict, the scenes above all, is not waited for.
        if (heard != 0 && !ended) uv_process_kill(process.get(), SIGTERM);
    }
    if (!words.empty() && heard == 0) throw StageError("There was no verdict:\n" + said);
    return ((words.empty() ? now() : heard) - began) * 1000;
}

void print(const char* what, std::vector<double> milliseconds, const char* target) {
    std::sort(milliseconds.begin(), milliseconds.end());
    fmt::print("{:<44}{:>8.0f}{:>8.0f}{:>8.0f}   {}\n", what, milliseconds.front(),
               milliseconds[milliseconds.size() / 2], milliseconds.back(), target);
    std::fflush(stdout);
}

void measure(const char* what, const char* target, int rounds,
             const std::function<double()>& once) {
    once();  // warm
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) times.push_back(once());
    print(what, times, target);
}

// A save, as a build sees it; the time of before comes back when the object goes.
class Saved {
public:
    explicit Saved(const char* folder)
        : file_(source_tree / folder / slug / "server.cpp"), before_(fs::last_write_time(file_)) {}
    ~Saved() {
        std::error_code error;
        fs::last_write_time(file_, before_, error);
    }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

    void again() const { fs::last_write_time(file_, fs::file_time_type::clock::now()); }

private:
    fs::path file_;
    fs::file_time_type before_;
};

// The whole way, and its two parts alone.
void measure_a_check(const Copy& copy, const char* folder, const char* target, int rounds) {
    const bool solution = std::string_view(folder) == "solutions";
    const std::string name = std::string(solution ? "solution_" : "lesson_") + slug;
    const std::string module = (build_tree / folder / slug / "server.zero.so").string();
    const std::string judge = (build_tree / "tests/lessons/judge_").string() + slug;
    std::vector<std::string> check{"check", "03"};
    if (solution) check.emplace_back("--solution");
    const std::vector<std::string> verdict{": broken\n", "distinct executions of"};

    const Saved saved(folder);

    fmt::print("{} 03\n", solution ? "solution" : "lesson");
    measure("  save to verdict", target, rounds, [&] {
        saved.again();
        return until_it_says(copy.lab(check), verdict);
    });
    measure("    of that, building", "", rounds, [&] {
        saved.again();
        return until_it_says({"cmake", "--build", build_tree.string(), "--target", name + ".zero",
                              name + ".garbage", judge.substr(judge.rfind('/') + 1)},
                             {});
    });
    measure("    of that, judging", "", rounds, [&] {
        return until_it_says({judge, "--brief", "--module", module}, verdict);
    });
}

// In percent of one core, from its first verdict on.
void measure_watching(const Copy& copy) {
    constexpr double seconds = 20;
    Loop loop;
    std::string said;
    Pipe output(loop, [&](std::string_view text) { said += text; });
    Pipe errors(loop, [](std::string_view) {});
    Child child;
    child.command = copy.lab({"watch", "03"});
    const Handle<uv_process_t> process = spawn(loop, std::move(child), output, errors);
    output.close_write_end();
    errors.close_write_end();
    while (said.find("waiting for a save") == std::string::npos && !output.at_end()) loop.turn();
    const auto used = [&] { return os_view::activity_of(process->pid).value().cpu_seconds; };
    const double began = now();
    const double before = used();
    while (now() - began < seconds) loop.turn();
    const double percent = 100 * (used() - before) / (now() - began);
    uv_process_kill(process.get(), SIGTERM);
    while (!output.at_end()) loop.turn();
    fmt::print("./lab watch, while nobody saves: {:.3f} % of a core (target: under 0.5)\n",
               percent);
}

}  // namespace

int main() {
    try {
        const Copy copy;
        fmt::print("{:<44}{:>8}{:>8}{:>8}   target\n", "milliseconds", "least", "median", "most");
        const std::string launcher = (source_tree / "lab").string();
        measure("./lab list", "under 30", 50, [&] {
            return until_it_says({launcher, "list"}, {});
        });
        measure_a_check(copy, "lessons", "at most 500, aim 350", 20);
        measure_a_check(copy, "solutions", "", 5);
        measure_watching(copy);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 2;
    }
}
