// How a process is told to stop: signals, for which Windows has console events.
//
//     SIGINT   CTRL_C_EVENT       Ctrl-C in the terminal
//     SIGHUP   CTRL_CLOSE_EVENT   the terminal's window is closed
//     SIGTERM  CTRL_CLOSE_EVENT   Windows sends no such thing; it gives a process the same time to
//                                 put things in order
//
// A signal may come between any two instructions, also while the thread that it meets holds a lock.
// So all that is done there is to write its number to a pipe. A thread reads the pipe, and starts
// for each event a thread that calls the handlers, as Windows does. Nobody waits for these threads:
// they end with the process.
//
// A process that never calls SetConsoleCtrlHandler() has none of this, and keeps its signals as
// they are.

#include <windows.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "core/console_handlers.h"

namespace winsock {

namespace {

using Clock = std::chrono::steady_clock;

/// So long may handlers take when the console is closed (Microsoft, HandlerRoutine).
constexpr auto time_to_close = std::chrono::seconds(5);
constexpr std::array signals{SIGINT, SIGHUP, SIGTERM};

DWORD event_of(int signal) { return signal == SIGINT ? CTRL_C_EVENT : CTRL_CLOSE_EVENT; }

// The only thing that the signal handler touches. Nothing can be registered before it is set.
std::atomic<int> pipe_to_console{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void note_signal(int signal) {
    const int error = errno;
    const auto number = static_cast<unsigned char>(signal);
    [[maybe_unused]] const ssize_t written = ::write(pipe_to_console.load(), &number, 1);
    errno = error;
}

void set_disposition(int signal, void (*disposition)(int)) {
    struct sigaction action {};
    action.sa_handler = disposition;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

bool is_ignored(int signal) {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// As if nobody had ever looked at this signal.
void die_of(int signal) {
    set_disposition(signal, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    ::raise(signal);
}

/// Never destroyed: its threads outlive main().
class Console {
public:
    static Console& instance() {
        static Console& console = *new Console;
        return console;
    }

    /// ERROR_SUCCESS, or why not.
    DWORD change(PHANDLER_ROUTINE handler, bool add);

private:
    Console() { handlers_.ignore_ctrl_c(is_ignored(SIGINT)); }

    bool start();
    void attend_to_ctrl_c() const;
    void listen(int pipe);
    void tell(int signal);
    void run_handlers(int signal);

    std::mutex mutex_;  // guards what follows
    ConsoleHandlers handlers_;
    bool started_ = false;
    std::mutex turn_;      // whose handlers run
    std::mutex starting_;  // held until a thread for them has been let go
};

DWORD Console::change(PHANDLER_ROUTINE handler, bool add) {
    const std::lock_guard lock(mutex_);
    if (handler != nullptr) {
        if (add && !start()) return ERROR_NOT_ENOUGH_MEMORY;
        return handlers_.change(handler, add) ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER;
    }
    if (add != handlers_.ignores_ctrl_c()) {
        handlers_.ignore_ctrl_c(add);
        attend_to_ctrl_c();
    }
    return ERROR_SUCCESS;
}

// Ignored for the system, too: then the processes that this one starts ignore it, as on Windows.
void Console::attend_to_ctrl_c() const {
    void (*const told)(int) = started_ ? note_signal : SIG_DFL;
    set_disposition(SIGINT, handlers_.ignores_ctrl_c() ? SIG_IGN : told);
}

// The threads here get none of these signals: whoever gets one is interrupted.
bool Console::start() {
    if (started_) return true;
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return false;
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(ends[1], F_SETFL, O_NONBLOCK);  // whoever was told so often has been told
    sigset_t ours;
    sigset_t before;
    sigemptyset(&ours);
    for (const int signal : signals) sigaddset(&ours, signal);
    ::pthread_sigmask(SIG_BLOCK, &ours, &before);
    try {
        std::thread([this, pipe = ends[0]] { listen(pipe); }).detach();
        started_ = true;
    } catch (const std::system_error&) {
        for (const int end : ends) ::close(end);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!started_) return false;
    pipe_to_console = ends[1];
    attend_to_ctrl_c();
    for (const int signal : signals) {
        if (signal != SIGINT && !is_ignored(signal)) set_disposition(signal, note_signal);
    }
    return true;
}

void Console::listen(int pipe) {
    std::optional<Clock::time_point> end;  // of the time to close
    int closing = 0;
    for (;;) {
        int left = -1;
        if (end) {
            const auto time = std::chrono::ceil<std::chrono::milliseconds>(*end - Clock::now());
            if (time.count() <= 0) return die_of(closing);
            left = static_cast<int>(time.count());
        }
        pollfd query{pipe, POLLIN, 0};
        if (::poll(&query, 1, left) <= 0) continue;
        unsigned char signal = 0;
        if (::read(pipe, &signal, 1) != 1) continue;
        if (event_of(signal) == CTRL_CLOSE_EVENT && !end) {
            end = Clock::now() + time_to_close;
            closing = signal;
        }
        tell(signal);
    }
}

void Console::tell(int signal) {
    try {
        // What they do may end the program: not before their thread has been let go.
        const std::lock_guard start(starting_);
        std::thread([this, signal] {
            { const std::lock_guard started(starting_); }
            run_handlers(signal);
        }).detach();
    } catch (const std::system_error&) {
        die_of(signal);  // nobody can be asked
    }
}

// One at a time: a program that is told twice is told again when the first has been dealt with.
void Console::run_handlers(int signal) {
    const std::lock_guard turn(turn_);
    const ConsoleHandlers asked = [this] {
        const std::lock_guard lock(mutex_);
        return handlers_;
    }();
    const bool dealt_with = asked.deal_with(event_of(signal));
    // A console that is closed does not stay for the sake of a program.
    if (!dealt_with || event_of(signal) == CTRL_CLOSE_EVENT) die_of(signal);
}

}  // namespace

}  // namespace winsock

BOOL SetConsoleCtrlHandler(PHANDLER_ROUTINE handler, BOOL add) {
    const DWORD error = winsock::Console::instance().change(handler, add != FALSE);
    if (error == ERROR_SUCCESS) return TRUE;
    SetLastError(error);
    return FALSE;
}
