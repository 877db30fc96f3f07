// What the operating system says about processes, ports and the CPU.
#include "machine.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

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
        throw std::runtime_error(std::string("a free port: ") + std::strerror(errno));
    close(probe);
    return ntohs(address.sin_port);
}

bool is_listening(int port) {
    std::ifstream table("/proc/net/tcp");
    std::string line;
    std::getline(table, line);  // the headings
    while (std::getline(table, line)) {
        // "sl local_address rem_address st": 0100007F:1F90, state 0A is LISTEN
        std::istringstream fields(line);
        std::string number, local, remote, state;
        if (!(fields >> number >> local >> remote >> state)) continue;
        const std::size_t colon = local.find(':');
        if (state == "0A" && std::stoi(local.substr(colon + 1), nullptr, 16) == port) return true;
    }
    return false;
}

Footprint footprint(pid_t id) {
    std::ifstream file("/proc/" + std::to_string(id) + "/status");
    Footprint found;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        std::string name;
        std::size_t value = 0;
        if (!(fields >> name >> value)) continue;
        if (name == "VmRSS:") found.resident_bytes = value * 1024;
        if (name == "VmSize:") found.reserved_bytes = value * 1024;
        if (name == "Threads:") found.threads = static_cast<int>(value);
    }
    if (found.threads == 0) throw std::runtime_error("the server has ended");
    return found;
}

int last_allowed_cpu() {
    cpu_set_t cpus;
    if (sched_getaffinity(0, sizeof cpus, &cpus) != 0)
        throw std::runtime_error("sched_getaffinity failed");
    int last = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(static_cast<std::size_t>(cpu), &cpus)) last = cpu;
    return last;
}
