#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace course::mutation {

namespace {

// Each child leads a group of its own, so that the compiler that a shell has started ends with it.
std::array<std::atomic<pid_t>, 64> children;
std::atomic<bool> interrupted = false;

static_assert(std::atomic<pid_t>::is_always_lock_free, "a signal handler looks at it");

void end_children(int) {
    const int error = errno;
    interrupted = true;
    for (const std::atomic<pid_t>& child : children) {
        if (child != 0) kill(-child, SIGKILL);
    }
    errno = error;
}

/// A slot in `children` while a child runs.
class Running {
public:
    explicit Running(pid_t child) {
        for (std::atomic<pid_t>& slot : children) {
            pid_t free = 0;
            if (!slot.compare_exchange_strong(free, child)) continue;
            slot_ = &slot;
            break;
        }
        if (slot_ == nullptr || interrupted) kill(-child, SIGKILL);
    }
    ~Running() {
        if (slot_ != nullptr) *slot_ = 0;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    std::atomic<pid_t>* slot_ = nullptr;
};

pid_t start(std::vector<std::string>& command, const std::filesystem::path& log) {
    std::vector<char*> words;
    for (std::string& word : command) words.push_back(word.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, words.front(), &files, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::system_error(error, std::generic_category(), command.front());
    return child;
}

/// False if the child has ended within this time, else it is sent away.
bool is_too_slow(pid_t child, std::chrono::milliseconds patience) {
    const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "pidfd_open");
    pollfd its_end{descriptor, POLLIN, 0};
    int ended = 0;
    while ((ended = poll(&its_end, 1, static_cast<int>(patience.count()))) < 0 && errno == EINTR) {
        // Ctrl-C, which ends the child as well.
    }
    close(descriptor);
    if (ended != 0) return false;
    kill(-child, SIGKILL);
    return true;
}

}  // namespace

void end_children_when_interrupted() {
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, end_children);
}

int run(std::vector<std::string> command, const std::filesystem::path& log,
        std::optional<std::chrono::seconds> patience) {
    if (interrupted) throw Interrupted();
    const pid_t child = start(command, log);
    const Running running(child);
    const bool too_slow = patience && is_too_slow(child, *patience);
    siginfo_t ended{};
    // Its id stays taken until it is waited for below, when no handler ends it any more.
    while (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED) != 0 && errno == EINTR) {
    }
    if (interrupted) throw Interrupted();
    if (too_slow) return out_of_time;
    return ended.si_code == CLD_EXITED ? ended.si_status : 128 + ended.si_status;
}

}  // namespace course::mutation
