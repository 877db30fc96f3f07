// Ctrl-C, or a terminal that is closed, must not leave a server behind that has the port.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "fixture_tree.h"
#include "on_terminal.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

bool runs_a_program_of(const FixtureTree& tree) {
    std::error_code error;
    for (fs::directory_iterator process("/proc", error), end; !error && process != end;
         process.increment(error)) {
        std::error_code no_process;
        const fs::path program = fs::read_symlink(process->path() / "exe", no_process);
        if (program.string().starts_with((tree.root() / "build").string())) return true;
    }
    return false;
}

// What has been killed may take a moment to go.
bool all_programs_go(const FixtureTree& tree) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (runs_a_program_of(tree)) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

TEST(Interruption, TakesTheServerAlong) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "dawdles");  // so that there is time for it
    tree.configure();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        OnTerminal lab(tree.lab_command({"run", "1"}));
        ASSERT_TRUE(lab.read_until("says \"hello\"")) << lab.written();
        EXPECT_TRUE(runs_a_program_of(tree));
        lab.send(signal);
        EXPECT_EQ(lab.read_to_end(), 128 + signal);
        EXPECT_TRUE(all_programs_go(tree));
    }
}

TEST(Interruption, WhenNobodyReadsOnTheServerIsTakenAlong) {
    const FixtureTree tree;
    tree.configure();
    const Finished shell =
        run_to_end({"sh", "-c", for_shell(tree.lab_command({"run", "1"})) + "| head -n 1"});
    EXPECT_EQ(shell.output, "Lesson 01: The first\n") << shell.errors;
    EXPECT_TRUE(all_programs_go(tree));
}

}  // namespace
