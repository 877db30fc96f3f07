// Being told to stop, with real signals. Each case starts a process of its own, which is
// fixtures/told_to_stop.cpp in one of its modes, and sends them to that.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "../contract.h"

using namespace contract;

namespace {

/// The program in one of its modes, until it has ended.
class Told {
public:
    explicit Told(const char* mode, bool ignores_ctrl_c = false);
    ~Told();
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;

    void signal(int number) const { ::kill(process_, number); }
    void write_to_it() const { EXPECT_EQ(1, ::write(input_, "x", 1)); }
    /// Waits until it has said this, as a whole line.
    void await(const std::string& line);
    /// Waits until it has ended: what it has said since the last await(), and how it ended.
    std::string end();

private:
    bool read_more();

    pid_t process_ = -1;
    int input_ = -1;
    int output_ = -1;
    std::string said_;
};

Told::Told(const char* mode, bool ignores_ctrl_c) {
    int input[2];
    int output[2];
    EXPECT_EQ(0, ::pipe(input));
    EXPECT_EQ(0, ::pipe(output));
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::dup2(output[1], STDOUT_FILENO);
        for (const int end : {input[0], input[1], output[0], output[1]}) ::close(end);
        // Whatever has started us may ignore some.
        for (const int number : {SIGHUP, SIGTERM}) ::signal(number, SIG_DFL);
        ::signal(SIGINT, ignores_ctrl_c ? SIG_IGN : SIG_DFL);
        ::execl(TOLD_TO_STOP, TOLD_TO_STOP, mode, nullptr);
        ::_exit(127);
    }
    ::close(input[0]);
    ::close(output[1]);
    input_ = input[1];
    output_ = output[0];
    await("ready 0");
}

Told::~Told() {
    if (process_ > 0) end();
}

bool Told::read_more() {
    char text[256];
    const ssize_t size = ::read(output_, text, sizeof text);
    if (size > 0) said_.append(text, static_cast<std::size_t>(size));
    return size > 0;
}

void Told::await(const std::string& line) {
    while (said_.find(line + "\n") == std::string::npos) {
        if (!read_more()) {
            ADD_FAILURE() << "It has ended, and not said \"" << line << "\", but:\n" << said_;
            return;
        }
    }
    said_.erase(0, said_.find(line + "\n") + line.size() + 1);
}

std::string Told::end() {
    while (read_more()) {
    }
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    ::close(input_);
    ::close(output_);
    return said_ + (WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                        : "exit code " + std::to_string(WEXITSTATUS(status)));
}

std::string signal_text(int number) { return "signal " + std::to_string(number); }

}  // namespace

TEST(ToldToStop, Tutorial) {
    RULE(
        "Being told to stop: in a thread of its own, the last handler first, until one deals with "
        "it");
    Told program("asks_the_last_first");
    program.signal(SIGINT);
    EXPECT_EQ("declines 0\ndeals with 0\nstopped 0\nexit code 0", program.end());
}

TEST(ToldToStop, WhatNobodyDealsWithEndsIt) {
    RULE("Being told to stop: if no handler returns TRUE the process ends");
    Told program("declines");
    program.signal(SIGINT);
    EXPECT_EQ("declines 0\ndeclines 0\n" + signal_text(SIGINT), program.end());
}

TEST(ToldToStop, AHandlerThatIsGoneIsNotAsked) {
    RULE("Being told to stop: if no handler returns TRUE the process ends");
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        Told program("has_taken_it_away");
        program.signal(number);
        EXPECT_EQ(signal_text(number), program.end());
    }
}

TEST(ToldToStop, AHandlerMayTakeItselfAway) {
    RULE("Being told to stop: the list may change while it is asked");
    Told program("goes_for_good");
    program.signal(SIGINT);
    program.await("deals once with 0");
    program.signal(SIGINT);
    EXPECT_EQ(signal_text(SIGINT), program.end());
}

TEST(ToldToStop, AProgramWithoutHandlersKeepsItsSignals) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        Told program("has_nothing");
        program.await("untouched 1");
        program.signal(number);
        EXPECT_EQ(signal_text(number), program.end());
    }
}

TEST(ToldToStop, CtrlCMayBeIgnored) {
    RULE("Being told to stop: NULL and TRUE ignores Ctrl-C, and nothing else");
    Told program("ignores_ctrl_c");
    program.signal(SIGINT);
    program.signal(SIGTERM);
    EXPECT_EQ("deals with 2\nstopped 0\nexit code 0", program.end());
}

TEST(ToldToStop, CtrlCIsIgnoredByWhoeverInheritsThat) {
    RULE("Being told to stop: that Ctrl-C is ignored is inherited");
    Told program("waits_for_main", true);
    program.signal(SIGINT);
    program.signal(SIGTERM);
    EXPECT_EQ("deals with 2\nstopped 0\nexit code 0", program.end());
}

TEST(ToldToStop, CtrlCNeedNotBeIgnoredForEver) {
    RULE("Being told to stop: NULL and FALSE no longer ignores it");
    Told program("ignored_ctrl_c");
    program.signal(SIGINT);
    EXPECT_EQ(signal_text(SIGINT), program.end());
}

TEST(ToldToStop, AConsoleThatIsClosedWaitsForTheHandler) {
    RULE("Being told to stop: CTRL_CLOSE_EVENT");
    for (const int number : {SIGTERM, SIGHUP}) {
        Told program("waits_for_main");
        program.signal(number);
        EXPECT_EQ("deals with 2\nstopped 0\nexit code 0", program.end());
    }
}

// Whatever it returns. main() may say something in the meantime, or not get so far.
TEST(ToldToStop, AConsoleThatIsClosedEndsTheProgramWhenTheHandlerReturns) {
    RULE("Being told to stop: CTRL_CLOSE_EVENT ends the process also after TRUE");
    Told program("goes_for_good");
    program.signal(SIGTERM);
    EXPECT_EQ("deals once with 2\n" + signal_text(SIGTERM), program.end());
}

TEST(ToldToStop, AConsoleThatIsClosedWaitsForFiveSeconds) {
    RULE("Being told to stop: CTRL_CLOSE_EVENT ends the process after 5 s");
    Told program("never_comes_back");
    const auto began = now();
    program.signal(SIGTERM);
    EXPECT_EQ("never comes back from 2\n" + signal_text(SIGTERM), program.end());
    EXPECT_GE(now() - began, std::chrono::milliseconds(4990));
}

// And it does so although a handler hangs in an earlier event.
TEST(ToldToStop, AProgramThatHangsInAHandlerCanStillBeClosed) {
    RULE("Being told to stop: CTRL_CLOSE_EVENT ends the process after 5 s");
    Told program("never_comes_back");
    program.signal(SIGINT);
    program.await("never comes back from 0");
    program.signal(SIGTERM);
    EXPECT_EQ(signal_text(SIGTERM), program.end());
}

TEST(ToldToStop, WhoIsToldTwiceIsToldOneAfterTheOther) {
    RULE("Being told to stop: the handlers run for one event at a time");
    Told program("takes_its_time");
    program.signal(SIGINT);
    program.await("begins 1");
    program.signal(SIGINT);
    program.write_to_it();
    EXPECT_EQ("ends 1\nbegins 2\nends 2\nstopped 0\nexit code 0", program.end());
}

TEST(ToldToStop, ACallThatBlocksGoesOn) {
    RULE("Being told to stop: in a thread of its own");
    Told program("lets_it_wait");
    program.signal(SIGINT);
    program.await("deals with 0");
    program.signal(SIGINT);
    EXPECT_EQ("deals with 0\nreceived 1\nexit code 0", program.end());
}
