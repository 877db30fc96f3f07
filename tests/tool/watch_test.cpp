// ./lab watch: each save is checked, the last one last, and nothing that was begun stays behind.
//
// The judges here say what the server says that was built last, so that a verdict shows which save
// it is about.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "fixture_tree.h"
#include "ways_to_save.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

bool comes_true(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

bool is_gone(pid_t process) { return kill(process, 0) == -1 && errno == ESRCH; }

std::string number(int n) { return "number " + std::to_string(n); }

std::string verdict(int n) { return "The judge: " + number(n) + "\n"; }

// A server that says this and ends.
std::string source(const std::string& says) {
    return "extern \"C\" int puts(const char*);\nint main() { puts(\"" + says + "\"); }\n";
}

// Prints what the server says, and breaks a promise unless that is "good". If it is "wait", it
// first starts somebody in a session of its own who does not want to end; notes who both are; and
// waits for ever.
constexpr const char* judge = R"(#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
int main() {
    char line[100] = "";
    FILE* server = popen(SERVER, "r");
    if (server == nullptr || fgets(line, sizeof line, server) == nullptr) return 2;
    pclose(server);
    const std::string said = line;
    if (said == "wait\n") {
        const pid_t another = fork();
        if (another == 0) {
            setsid();
            std::signal(SIGTERM, SIG_IGN);
        } else {
            std::ofstream(NOTES) << getpid() << ' ' << another << std::endl;
        }
        for (;;) pause();
    }
    std::printf("The judge: %s", line);
    return said == "good\n" ? 0 : 1;
}
)";

// ./lab watch 01 without a terminal.
class Watching : public testing::Test {
protected:
    Watching() {
        tree_.write("tests/lessons/01_first.cpp",
                    "#define SERVER \"" +
                        (tree_.root() / "build/lessons/01_first/server").string() +
                        "\"\n#define NOTES \"" + (tree_.root() / notes_).string() + "\"\n" + judge);
        tree_.write("lessons/01_first/server.cpp", source(number(0)));
    }

    ~Watching() override {
        if (process_ > 0) end_by(SIGTERM);
    }

    void start() {
        tree_.configure();
        std::vector<std::string> command = tree_.lab_command({"watch", "1"});
        std::vector<char*> arguments;
        for (std::string& word : command) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        process_ = fork();
        if (process_ != 0) return;
        const int output = open((tree_.root() / "output").c_str(), O_WRONLY | O_CREAT, 0666);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        execv(arguments.front(), arguments.data());
        _exit(127);
    }

    // Returns how it ended: 128 and the signal's number, or the exit code.
    int end_by(int signal) {
        kill(process_, signal);
        int status = 0;
        waitpid(process_, &status, 0);
        process_ = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

    std::string output() const { return tree_.read("output"); }

    // The last verdict is about this, and no check runs.
    bool comes_to(const std::string& text) const {
        return comes_true([&] {
            const std::string all = output();
            const std::size_t last = all.rfind("The judge: ");
            return last != std::string::npos && all.substr(last).starts_with(text) &&
                   all.ends_with("\n== waiting for a save\n");
        });
    }

    // The processes that a judge or a compiler has written down.
    std::vector<pid_t> noted_processes() const {
        std::vector<pid_t> all;
        EXPECT_TRUE(comes_true([&] { return tree_.read(notes_).ends_with('\n'); })) << output();
        std::istringstream text(tree_.read(notes_));
        for (pid_t one = 0; text >> one;) all.push_back(one);
        fs::remove(tree_.root() / notes_);
        return all;
    }

    const FixtureTree tree_;
    const fs::path server_ = tree_.root() / "lessons/01_first/server.cpp";
    const std::string notes_ = "processes";
    pid_t process_ = -1;
};

TEST_F(Watching, TutorialEachSaveIsChecked) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    save::in_place(server_, source(number(1)));
    ASSERT_TRUE(comes_to(verdict(1))) << output();
    EXPECT_EQ(end_by(SIGTERM), 128 + SIGTERM);
    const std::string all = output();
    const std::size_t of_check = all.find("The judge: ");
    EXPECT_EQ(all.substr(of_check, all.find("== ", of_check) - of_check), R"(The judge: number 0

Next: find out why, and repair server.cpp. The task is in
  lessons/01_first/README.md
Look at each step: ./lab step 01
Then look again: ./lab check 01
Stuck? ./lab hint 01

)");
    EXPECT_TRUE(all.starts_with("== ")) << all;
    EXPECT_EQ(all.substr(11, 23), " check of lesson 01\nLes") << all;
    EXPECT_EQ(all.find('\x1b'), std::string::npos);
}

TEST_F(Watching, OfAThousandSavesTheLastOneHasTheLastVerdict) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    std::mt19937 random(1);
    int last = 0;
    // As fast as can be, then with gaps in which a check begins or even ends.
    for (const unsigned longest_gap_in_milliseconds : {1U, 5U, 20U, 100U}) {
        const int saves = longest_gap_in_milliseconds == 100 ? 100 : 300;
        for (int i = 0; i < saves; ++i) {
            const auto& way = save::ways[random() % save::ways.size()];
            way.save(server_, source(number(++last)));
            std::this_thread::sleep_for(
                std::chrono::milliseconds(random() % longest_gap_in_milliseconds));
        }
        ASSERT_TRUE(comes_to(verdict(last))) << output();
    }
    EXPECT_EQ(last, 1000);
    // And some at moments that lie close to the beginning and the end of a check.
    for (int gap = 0; gap < 400; gap += 20) {
        save::in_place(server_, source(number(++last)));
        std::this_thread::sleep_for(std::chrono::milliseconds(gap));
        save::in_place(server_, source(number(++last)));
        ASSERT_TRUE(comes_to(verdict(last))) << output();
    }
}

TEST_F(Watching, ASaveCancelsTheJudgeAndAllThatItHasStarted) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    for (int n = 1; n <= 3; ++n) {
        save::in_place(server_, source("wait"));
        const std::vector<pid_t> processes = noted_processes();
        EXPECT_EQ(processes.size(), 2U);
        save::in_place(server_, source(number(n)));
        ASSERT_TRUE(comes_to(verdict(n))) << output();
        for (const pid_t one : processes) EXPECT_TRUE(is_gone(one));
    }
}

TEST_F(Watching, ASaveCancelsACompilerThatHangs) {
    tree_.write("compiler", "#!/bin/sh\nif grep -q hang '" + server_.string() +
                                "'; then\n"
                                "    trap '' TERM\n    sleep 3600 &\n    echo $$ $! >'" +
                                (tree_.root() / notes_).string() +
                                "'\n    wait\n    wait\nfi\nexec \"$@\"\n");
    fs::permissions(tree_.root() / "compiler", fs::perms::owner_all);
    setenv("CMAKE_CXX_COMPILER_LAUNCHER", (tree_.root() / "compiler").c_str(), 1);
    start();
    unsetenv("CMAKE_CXX_COMPILER_LAUNCHER");
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    save::in_place(server_, source("hang"));
    const std::vector<pid_t> processes = noted_processes();
    EXPECT_EQ(processes.size(), 2U);
    save::in_place(server_, source(number(1)));
    ASSERT_TRUE(comes_to(verdict(1))) << output();
    for (const pid_t one : processes) EXPECT_TRUE(is_gone(one));
}

TEST_F(Watching, ItsEndIsTheEndOfTheCheck) {
    tree_.write("lessons/01_first/server.cpp", source("wait"));
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        start();
        const std::vector<pid_t> processes = noted_processes();
        EXPECT_EQ(processes.size(), 2U);
        EXPECT_EQ(end_by(signal), 128 + signal);
        for (const pid_t one : processes) EXPECT_TRUE(is_gone(one));
    }
}

TEST_F(Watching, WhatDoesNotCompileIsSaidAndTheNextSaveIsChecked) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    save::in_place(server_, "int main( {}\n");
    EXPECT_TRUE(comes_true([&] {
        return output().find("lab: lessons/01_first/server.cpp does not compile;") !=
               std::string::npos;
    })) << output();
    save::in_place(server_, source(number(1)));
    ASSERT_TRUE(comes_to(verdict(1))) << output();
}

TEST_F(Watching, ASaveThatChangesNothingIsNotChecked) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    const std::string before = output();
    for (const auto& way : save::ways) {
        way.save(server_, source(number(0)));
        std::this_thread::sleep_for(std::chrono::milliseconds(120));  // as long as it would take
    }
    EXPECT_EQ(output(), before);
    save::in_place(server_, source(number(1)));
    ASSERT_TRUE(comes_to(verdict(1))) << output();
}

TEST_F(Watching, AFileThatIsMissingIsWaitedFor) {
    start();
    ASSERT_TRUE(comes_to(verdict(0))) << output();
    fs::remove(server_);
    EXPECT_TRUE(comes_true([&] {
        return output().ends_with(
            "\nThere is no file any more, and the lab waits for it:\n"
            "  lessons/01_first/server.cpp\n");
    })) << output();
    save::in_place(server_, source(number(1)));
    ASSERT_TRUE(comes_to(verdict(1))) << output();
}

TEST_F(Watching, WhatIsKeptIsSaid) {
    tree_.write_server("lessons/01_first", "is_good");
    tree_.write_judge("01_first", "return 0;");
    start();
    EXPECT_TRUE(comes_true([&] {
        return output().ends_with(
            "\nAll promises of lesson 01 are kept.\n"
            "\n== waiting for a save\n");
    })) << output();
}

TEST_F(Watching, WhatIsMeantIsSaidLikeInACheck) {
    const Finished lab = tree_.lab({"watch", "7"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.errors, tree_.lab({"check", "7"}).errors);
    EXPECT_EQ(lab.output, "");
}

}  // namespace
