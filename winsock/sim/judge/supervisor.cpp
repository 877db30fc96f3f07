#include "sim/judge/supervisor.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <system_error>

#include "sim/judge/watchdog.h"

namespace winsock::sim {

namespace {

constexpr std::string_view done_line = "done";
constexpr std::size_t most_noise = 16U << 20;  // bytes

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) _exit(120);  // nobody listens any more
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

struct Pipe {
    int read_end = -1;
    int write_end = -1;
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
        read_end = ends[0];
        write_end = ends[1];
    }
    ~Pipe() {
        close_end(read_end);
        close_end(write_end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    static void close_end(int& end) {
        if (end >= 0) close(end);
        end = -1;
    }
};

// One thread of the program runs at a time, so a second processor would only be far away.
void stay_on_one_processor() {
    const int here = sched_getcpu();
    if (here < 0) return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(here, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/// Begins each line of a worker, so that nobody else's is taken for one.
std::string new_mark() {
    std::random_device random;
    return std::to_string(random()) + "-" + std::to_string(random()) + " ";
}

[[noreturn]] void be_the_worker(const Supervisor::Work& work, const std::string& mark,
                                InFlight& page, Pipe& results, Pipe& noise) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(noise.write_end, STDOUT_FILENO);
    dup2(noise.write_end, STDERR_FILENO);
    // High up, where a program that counts on its own descriptors does not meet it.
    const int way_back = fcntl(results.write_end, F_DUPFD_CLOEXEC, 200);
    for (int* const end :
         {&results.read_end, &results.write_end, &noise.read_end, &noise.write_end}) {
        Pipe::close_end(*end);
    }
    stay_on_one_processor();
    set_in_flight(&page);
    std::string lines;
    const auto send = [&](const std::string& line) {
        lines += mark + line;
        lines += '\n';
        write_all(way_back, lines);
        lines.clear();
    };
    work(page, send);
    send(std::string(done_line));
    _exit(0);
}

/// Reads what there is; false at the end.
template <typename Take>
bool drain(int fd, Take&& take) {
    std::array<char, 1U << 16> buffer;
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    if (got > 0) take(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
    return got > 0;
}

std::string signal_words(int signal) {
    const char* const name = sigabbrev_np(signal);
    return std::string("it is ended by signal ") + std::to_string(signal) +
           (name != nullptr ? std::string(" (SIG") + name + ")" : std::string());
}

WorkerEnd end_of(int status, const InFlight& page) {
    if (page.sanitizer[0] != '\0') {
        return {WorkerEnd::How::crashed, std::string("a sanitizer stops it: ") + page.sanitizer};
    }
    if (WIFSIGNALED(status)) return {WorkerEnd::How::crashed, signal_words(WTERMSIG(status))};
    return {WorkerEnd::How::left,
            "its process ends, with exit code " + std::to_string(WEXITSTATUS(status))};
}

/// Whoever it has forked is in its group; or has left that, by setsid(), and is our child by now if
/// this process adopts those that have lost their parent, as the judge does.
void end_whom_it_has_forked(pid_t process) {
    kill(-process, SIGKILL);
    int adopts = 0;
    if (prctl(PR_GET_CHILD_SUBREAPER, &adopts) != 0 || adopts == 0) return;
    for (bool any = true; any;) {
        any = false;
        std::ifstream children("/proc/thread-self/children");
        for (pid_t child = 0; children >> child; any = true) {
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
        }
    }
}

int end_process(pid_t process) {
    kill(-process, SIGKILL);
    kill(process, SIGKILL);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    end_whom_it_has_forked(process);
    return status;
}

}  // namespace

Supervisor::Supervisor(Patience patience) : patience_(patience) {
    void* const memory =
        mmap(nullptr, sizeof(InFlight), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) fail("mmap");
    page_ = new (memory) InFlight{};
}

Supervisor::~Supervisor() { munmap(page_, sizeof(InFlight)); }

WorkerEnd Supervisor::run(const Work& work, const OnLine& on_line, const Meanwhile& meanwhile) {
    new (page_) InFlight{};
    const std::string mark = new_mark();
    Pipe results;
    Pipe noise;
    const pid_t process = fork();
    if (process < 0) fail("fork");
    if (process == 0) be_the_worker(work, mark, *page_, results, noise);
    setpgid(process, process);
    Pipe::close_end(results.write_end);
    Pipe::close_end(noise.write_end);

    Watchdog watchdog(process, patience_ == Patience::little ? Watchdog::little : 1);
    std::string unfinished;
    std::size_t noise_bytes = 0;
    bool done = false;
    bool hung = false;
    bool foreign = false;  // somebody else has written where the worker does
    std::array<pollfd, 2> ends{pollfd{results.read_end, POLLIN, 0},
                               pollfd{noise.read_end, POLLIN, 0}};
    while (!done && !hung && !foreign && ends[0].fd >= 0 && noise_bytes <= most_noise) {
        poll(ends.data(), ends.size(), 50);
        if (meanwhile) meanwhile(*page_);
        if ((ends[1].revents & (POLLIN | POLLHUP)) != 0 &&
            !drain(noise.read_end, [&](std::string_view text) { noise_bytes += text.size(); })) {
            ends[1].fd = -1;
        }
        const bool more =
            (ends[0].revents & (POLLIN | POLLHUP)) == 0 ||
            drain(results.read_end, [&](std::string_view text) { unfinished += text; });
        if (!more) ends[0].fd = -1;
        for (std::size_t end = 0; (end = unfinished.find('\n')) != std::string::npos;) {
            const std::string line = unfinished.substr(0, end);
            unfinished.erase(0, end + 1);
            foreign = foreign || !line.starts_with(mark);
            if (foreign) break;
            const std::string_view said = std::string_view(line).substr(mark.size());
            if (said == done_line) {
                done = true;
            } else {
                on_line(said);
            }
        }
        hung = watchdog.has_hung(page_->heartbeat.load(std::memory_order_relaxed));
    }
    if (done || hung || foreign || noise_bytes > most_noise) end_process(process);
    if (done) return {};
    if (foreign) return {WorkerEnd::How::left, "it writes to descriptors that are not its own"};
    if (hung) return {WorkerEnd::How::hung, "it does not come back to any call"};
    if (noise_bytes > most_noise) {
        return {WorkerEnd::How::endless_output, "it writes to the terminal without end"};
    }
    // The way back is closed: the process has ended, or is about to, or has closed what is not its.
    int status = 0;
    const double until = seconds_on(CLOCK_MONOTONIC) + Watchdog::longest_sleep;
    while (waitpid(process, &status, WNOHANG) == 0) {
        if (seconds_on(CLOCK_MONOTONIC) > until) {
            end_process(process);
            return {WorkerEnd::How::left, "it closes descriptors that are not its own"};
        }
        pollfd nothing{-1, 0, 0};
        poll(&nothing, 1, 5);
    }
    end_whom_it_has_forked(process);
    return end_of(status, *page_);
}

}  // namespace winsock::sim
