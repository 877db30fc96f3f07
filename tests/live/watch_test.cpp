// What counts as sleep for a Windows program: the wineserver that answers its calls sleeps as well.
#include "stage/watch.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "stage/os_view.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

/// A command under Wine's conditions: this prefix in its environment, and this name.
class Process {
public:
    Process(const fs::path& name, std::vector<std::string> arguments, std::string prefix) {
        prefix.insert(0, "WINEPREFIX=");
        std::vector<char*> words{const_cast<char*>(name.c_str())};
        for (std::string& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        std::array<char*, 2> environment{prefix.data(), nullptr};
        EXPECT_EQ(
            posix_spawn(&id_, name.c_str(), nullptr, nullptr, words.data(), environment.data()), 0);
        wait_until_it_shows(name.filename(), prefix);
    }
    ~Process() { end(); }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    int id() const { return id_; }
    void end() {
        if (id_ <= 0) return;
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
        id_ = 0;
    }

private:
    // posix_spawn() returns while the kernel still gives the new program its name and environment.
    void wait_until_it_shows(const std::string& name, const std::string& variable) const {
        const fs::path folder = fs::path("/proc") / std::to_string(id_);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        std::string comm;
        std::string environment;
        while (comm != name || environment != variable) {
            ASSERT_LT(std::chrono::steady_clock::now(), deadline) << name << " does not begin";
            std::ifstream comm_file(folder / "comm");
            std::getline(comm_file, comm);
            std::ifstream environment_file(folder / "environ");
            std::getline(environment_file, environment, '\0');
        }
    }

    pid_t id_ = 0;
};

class UnderWine : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder);
        fs::create_symlink("/bin/sh", wineserver);
    }
    void TearDown() override { fs::remove_all(folder); }

    const fs::path folder = fs::temp_directory_path() / ("watch_test_" + std::to_string(getpid()));
    const fs::path wineserver = folder / "wineserver";
    const std::string prefix = folder / "prefix";
    const std::vector<std::string> busy{"-c", "while :; do :; done"};
};

TEST_F(UnderWine, TheWineserverIsTheOneOfThisPrefix) {
    const Process program("/bin/sleep", {"1000"}, prefix);
    EXPECT_EQ(os_view::wineserver_of(program.id()), std::nullopt) << "there is none yet";
    const Process of_another(wineserver, busy, prefix + "2");
    const Process its(wineserver, busy, prefix);
    EXPECT_EQ(os_view::wineserver_of(program.id()), its.id());
    EXPECT_EQ(os_view::wineserver_of(getpid()), std::nullopt) << "this is no Windows program";
}

TEST_F(UnderWine, AProgramIsNotQuietWhileItsWineserverHasSomethingToDo) {
    const Process program("/bin/sleep", {"1000"}, prefix);
    Process its(wineserver, busy, prefix);
    Watch watch(program.id());
    double used = 0;
    for (double last = 0; used < 0.2; last = used) {
        watch.look();
        used = os_view::activity_of(its.id())->cpu_seconds;
        EXPECT_GE(used, last);
    }
    EXPECT_EQ(watch.quiet_seconds(), 0);
    its.end();
    while (watch.quiet_seconds() < 0.1) watch.look();
}

TEST_F(UnderWine, NorIsItAnyOtherProgramsBusiness) {
    const Process program("/bin/sleep", {"1000"}, prefix);
    const Process of_another(wineserver, busy, prefix + "2");
    Watch watch(program.id());
    while (watch.quiet_seconds() < 0.1) watch.look();
}

}  // namespace
