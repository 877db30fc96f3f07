#include "process.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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

[[noreturn]] void become(const std::vector<std::string>& command, int cpu, int input, int output) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(static_cast<std::size_t>(cpu), &cpus);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
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

Process::Process(std::vector<std::string> command, int cpu)
    : name_(std::filesystem::path(command[0]).filename()) {
    int to_child[2], from_child[2];
    if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0) fail_errno("pipe");
    id_ = fork();
    if (id_ < 0) fail_errno("fork");
    if (id_ == 0) become(command, cpu, to_child[0], from_child[1]);
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
    close(output_);
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
        if (left <= 0 || poll(&readable, 1, static_cast<int>(left)) == 0)
            throw std::runtime_error(name_ + " said nothing for " + std::to_string(seconds) + " s");
        char buffer[4096];
        const ssize_t size = read(output_, buffer, sizeof buffer);
        if (size == 0) throw std::runtime_error(name_ + " ended early");
        if (size > 0) unread_.append(buffer, static_cast<std::size_t>(size));
    }
}

void Process::write_line() {
    if (write(input_, "\n", 1) != 1) fail_errno(name_ + ": its input");
}

int Process::end(int signal, double seconds) {
    if (signal != 0) kill(id_, signal);
    for (const auto give_up = from_now(seconds);;) {
        int status = 0;
        const pid_t ended = waitpid(id_, &status, WNOHANG);
        if (ended < 0) fail_errno("waitpid for " + name_);
        if (ended == id_) {
            id_ = -1;
            return status;
        }
        if (Clock::now() > give_up) throw std::runtime_error(name_ + " does not end");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void Process::finish(double seconds) {
    if (end(0, seconds) != 0) throw std::runtime_error(name_ + " failed");
}

double cpu_seconds(pid_t id) {
    std::ifstream file("/proc/" + std::to_string(id) + "/stat");
    std::string text;
    std::getline(file, text);
    // The name of the program, in parentheses, may hold anything. utime and stime are fields
    // 14, 15.
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0, system = 0;
    if (!(fields >> user >> system))
        throw std::runtime_error("no CPU time in /proc/" + std::to_string(id) +
                                 "/stat: has the server ended?");
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double idle_seconds(int cpu) {
    std::ifstream file("/proc/stat");
    const std::string name = "cpu" + std::to_string(cpu);
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string word;
        double user = 0, nice = 0, system = 0, idle = 0;
        if (fields >> word && word == name && fields >> user >> nice >> system >> idle)
            return idle / static_cast<double>(sysconf(_SC_CLK_TCK));
    }
    throw std::runtime_error("no line for " + name + " in /proc/stat");
}

bool is_traced(pid_t id) {
    for (const auto& task :
         std::filesystem::directory_iterator("/proc/" + std::to_string(id) + "/task")) {
        std::ifstream file(task.path() / "status");
        const std::string text(std::istreambuf_iterator<char>(file), {});
        if (text.find("\nTracerPid:\t0\n") != std::string::npos) return false;
    }
    return true;
}

int free_port() {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (probe < 0 || bind(probe, where, size) != 0 || getsockname(probe, where, &size) != 0)
        fail_errno("a free port");
    close(probe);
    return ntohs(address.sin_port);
}
