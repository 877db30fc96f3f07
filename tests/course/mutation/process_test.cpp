#include "process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "files.h"
#include "judging.h"

namespace {

using namespace course::mutation;

class Process : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(log.parent_path());
        std::filesystem::remove(log);
    }

    const std::filesystem::path log = course::build() / "Testing" / "mutation" /
                                      testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Process, Tutorial) {
    EXPECT_EQ(run({"sh", "-c", "echo out; echo err >&2; exit 3"}, log), 3);
    EXPECT_EQ(course::read(log), "out\nerr\n");
}

TEST_F(Process, ASignalIsAnEndToo) {
    EXPECT_EQ(run({"sh", "-c", "kill -9 $$"}, log), 128 + SIGKILL);
}

TEST_F(Process, WhatIsNotThereCannotBeStarted) {
    EXPECT_THROW(run({"/no/such/program"}, log), std::runtime_error);
}

TEST_F(Process, WhatDoesNotEndIsEnded) {
    using std::chrono::seconds;
    EXPECT_EQ(run({"sh", "-c", "sleep 1000 & wait"}, log, seconds(0)), out_of_time);
    EXPECT_EQ(run({"sh", "-c", "exit 3"}, log, seconds(60)), 3);
}

/// Whether a process of this group is there, a while after it should have ended.
bool lives(pid_t group) {
    for (int i = 0; i < 500 && kill(-group, 0) == 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return kill(-group, 0) == 0;
}

// The shell starts a program of its own, as it does with the compiler.
TEST_F(Process, NothingIsLeftWhenInterrupted) {
    end_children_when_interrupted();
    std::thread interrupts([&] {
        while (course::read(log).find('\n') == std::string::npos) std::this_thread::yield();
        std::raise(SIGTERM);
    });
    EXPECT_THROW(run({"sh", "-c", "sleep 100 & echo $$; wait"}, log), Interrupted);
    interrupts.join();
    EXPECT_FALSE(lives(std::stoi(course::read(log))));
    EXPECT_THROW(run({"true"}, log), Interrupted);
}

}  // namespace
