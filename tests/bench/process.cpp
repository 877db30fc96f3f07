#include "process.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail_errno(const std::string& what) {
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

Clock::time_point from_now(double seconds) {
    return Clock::now() +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

struct Streams {
    int input, output, errors;
};

[[noreturn]] void become(const std::vector<std::string>& command, int cpu, const Streams& streams,
                         pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    setpgid(0, 0);
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(static_cast<std::size_t>(cpu), &cpus);
    dup2(streams.input, STDIN_FILENO);
    dup2(streams.output, STDOUT_FILENO);
    if (streams.errors >= 0) dup2(streams.errors, STDERR_FILENO);
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    // Without this, whoever of server and load costs a little more is interrupted by the other in
    // the middle of a batch: the scheduler repays the difference, and it would count twice.
    const sched_param priority{};
    sched_setscheduler(0, SCHED_BATCH, &priority);
    if (sched_setaffinity(0, sizeof cpus, &cpus) == 0) execvp(arguments[0], arguments.data());
    const std::string problem = command[0] + ": cannot start: " + std::strerror(errno) + "\n";
    [[maybe_unused]] const ssize_t ignored = write(STDERR_FILENO, problem.data(), problem.size());
    _exit(127);
}

}  // namespace

Process::Process(std::vector<std::string> command, int cpu, Output output)
    : name_(std::filesystem::path(command[0]).filename()) {
    int to_child[2], from_child[2] = {-1, -1};
    if (pipe2(to_child, O_CLOEXEC) != 0) fail_errno("pipe");
    if (output == Output::to_us) {
        if (pipe2(from_child, O_CLOEXEC) != 0) fail_errno("pipe");
    } else {
        from_child[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
        errors_ = memfd_create("errors", MFD_CLOEXEC);
        if (from_child[1] < 0 || errors_ < 0) fail_errno("where output goes");
    }
    const pid_t parent = getpid();
    id_ = fork();
    if (id_ < 0) fail_errno("fork");
    if (id_ == 0) become(command, cpu, {to_child[0], from_child[1], errors_}, parent);
    close(to_child[0]);
    close(from_child[1]);
    input_ = to_child[1];
    output_ = from_child[0];
}

Process::~Process() {
    if (id_ > 0) {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    close(input_);
    if (output_ >= 0) close(output_);
    if (errors_ >= 0) close(errors_);
}

std::string Process::read_line(double seconds) {
    const auto give_up = from_now(seconds);
    for (;;) {
        if (const auto length = unread_.find('\n'); length != std::string::npos) {
            std::string line = unread_.substr(0, length);
            unread_.erase(0, length + 1);
            return line;
        }
        pollfd readable{output_, POLLIN, 0};
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(give_up - Clock::now()).count();
        const int ready = left <= 0 ? 0 : poll(&readable, 1, static_cast<int>(left));
        if (ready == 0)
            throw TimedOut(name_ + " said nothing for " + std::to_string(std::lround(seconds)) +
                           " s");
        if (ready < 0) continue;  // a signal
        char buffer[4096];
        const ssize_t size = read(output_, buffer, sizeof buffer);
        if (size == 0) throw std::runtime_error(name_ + " ended early");
        if (size > 0) unread_.append(buffer, static_cast<std::size_t>(size));
    }
}

void Process::write_line(const std::string& line) {
    const std::string text = line + "\n";
    if (write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        fail_errno(name_ + ": its input");
}

bool Process::has_ended() {
    if (id_ > 0 && waitpid(id_, &status_, WNOHANG) == id_) id_ = -1;
    return id_ < 0;
}

std::string Process::how_it_ended() const {
    return WIFSIGNALED(status_) ? "killed by signal " + std::to_string(WTERMSIG(status_))
                                : "exit code " + std::to_string(WEXITSTATUS(status_));
}

std::string Process::last_words() const {
    if (errors_ < 0) return "";
    const off_t size = lseek(errors_, 0, SEEK_END);
    std::string text(static_cast<std::size_t>(std::min<off_t>(size, 400)), '\0');
    const ssize_t got =
        pread(errors_, text.data(), text.size(), size - static_cast<off_t>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    while (text.ends_with('\n')) text.pop_back();
    const std::size_t line = text.rfind('\n');
    return line == std::string::npos ? text : text.substr(line + 1);
}

int Process::end(int signal, double seconds) {
    if (!has_ended() && signal != 0) kill(id_, signal);
    for (const auto give_up = from_now(seconds);;) {
        if (has_ended()) return status_;
        if (Clock::now() > give_up) throw std::runtime_error(name_ + " does not end");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void Process::finish(double seconds) {
    if (end(0, seconds) != 0) throw std::runtime_error(name_ + " failed");
}
