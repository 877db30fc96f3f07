// What is shown while the lab command waits: on a terminal one line, which is gone afterwards. In a
// pipe nothing; there Lab.TutorialALessonIsPlayed waits for as long, and compares word for word.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

#include "fixture_tree.h"
#include "on_terminal.h"

namespace {

using namespace out_of_step;

// The lock of the build tree, as the launcher takes it with flock(1).
class Lock {
public:
    explicit Lock(const FixtureTree& tree)
        : file_(open((tree.root() / "build" / ".lab-lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC,
                     0666)) {}
    ~Lock() { release(); }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    /// Returns whether nobody else has it.
    bool take() const { return flock(file_, LOCK_EX | LOCK_NB) == 0; }

    void release() {
        if (file_ != -1) close(file_);
        file_ = -1;
    }

private:
    int file_;
};

TEST(Waiting, OnATerminalALineSaysForWhat) {
    const FixtureTree tree;
    tree.configure();
    OnTerminal lab(tree.lab_command({"run", "1"}));
    EXPECT_EQ(lab.read_to_end(), 1);
    EXPECT_NE(lab.written().find("\nwaiting for the server to print what A said ..."),
              std::string::npos)
        << lab.written();
    EXPECT_NE(lab.screen().find("  A       says \"hello\"\n"
                                "  server  (has 5 bytes of A that it never reads)\n"),
              std::string::npos)
        << lab.screen();
    EXPECT_EQ(lab.screen().find("waiting for"), std::string::npos) << lab.screen();
}

TEST(Waiting, ForAServerThatDoesNotListen) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "never_listens");
    tree.configure();
    OnTerminal lab(tree.lab_command({"run", "1"}));
    EXPECT_EQ(lab.read_to_end(), 1);
    EXPECT_NE(lab.written().find("\nwaiting for the server to begin to listen ..."),
              std::string::npos)
        << lab.written();
}

TEST(Waiting, ForAnotherLabThatBuilds) {
    const FixtureTree tree;
    tree.configure();
    Lock lock(tree);
    ASSERT_TRUE(lock.take());
    OnTerminal lab(tree.lab_command({"run", "1", "--solution"}));
    EXPECT_TRUE(lab.read_until("waiting for another ./lab, which is building ..."));
    EXPECT_FALSE(std::filesystem::exists(tree.root() / "build/solutions/01_first/server"));
    lock.release();
    EXPECT_EQ(lab.read_to_end(), 0);
    EXPECT_EQ(lab.screen().find("waiting for"), std::string::npos) << lab.screen();
}

TEST(FolderLock, IsNotHeldWhileALessonIsPlayed) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "dawdles");
    tree.configure();
    OnTerminal lab(tree.lab_command({"run", "1"}));
    ASSERT_TRUE(lab.read_until("says \"hello\""));
    EXPECT_TRUE(Lock(tree).take());
}

TEST(FolderLock, GoesWithItsOwner) {
    const FixtureTree tree;
    tree.configure();
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t owner = fork();
    if (owner == 0) {
        const Lock lock(tree);
        const char answer = lock.take() ? 'y' : 'n';
        if (write(ready[1], &answer, 1) == 1) pause();
        _exit(0);
    }
    char answer = 0;
    EXPECT_EQ(read(ready[0], &answer, 1), 1);
    EXPECT_EQ(answer, 'y');
    EXPECT_FALSE(Lock(tree).take());
    kill(owner, SIGKILL);
    waitpid(owner, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
    EXPECT_EQ(tree.lab({"run", "1", "--solution"}).exit_code, 0);
}

TEST(FolderLock, SeveralMayBeStartedAtOnce) {
    const FixtureTree tree;
    tree.configure();
    std::string script;
    for (const char* lab : {"1", "2", "3"}) {
        const std::string output = (tree.root() / lab).string();
        script +=
            for_shell(tree.lab_command({"run", "1", "--solution"})) + ">" + output + " 2>&1 &";
    }
    run_to_end({"sh", "-c", script + " wait"});
    for (const char* lab : {"1", "2", "3"}) {
        const std::string output = tree.read(lab);
        EXPECT_NE(output.find("Every promise of this scene is kept."), std::string::npos) << output;
    }
}

}  // namespace
