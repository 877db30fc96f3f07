// What is counted rather than timed: system calls, CPU time at rest, allocations.

#include "bench.h"
#include "machine.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace {

constexpr double extra_calls_allowed = 0.05;  // per echo, above raw epoll's

// What `strace -c` counted from "connected" until the last echo: calls and a list of the common
// ones.
std::pair<double, std::string> count_calls(const char* name, const Shape& shape) {
    Trial trial(program_of(name), arguments_of(name, shape), options.cpu);
    trial.connect(programs / "load", shape.connections);
    trial.activate(shape.active, slice_seconds(shape.active));
    const std::filesystem::path summary = programs / "strace.txt";
    std::filesystem::remove(summary);
    Process tracer({"strace", "-f", "-qq", "-c", "-U", "calls,name", "-o", summary, "-p",
                    std::to_string(trial.server())},
                   options.cpu);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!is_traced(trial.server())) {
        if (std::chrono::steady_clock::now() > give_up)
            throw std::runtime_error(
                "strace cannot attach to the server: is it installed and allowed to?");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    trial.echoes(options.echoes_traced);
    const Counted counted = trial.report();
    tracer.end(SIGINT, 20);
    trial.close();

    std::ifstream file(summary);
    double total = 0;
    std::ostringstream common;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        double calls = 0;
        std::string call;
        if (!(words >> calls >> call)) continue;
        if (call == "total")
            total = calls / counted.total;
        else if (calls / counted.total >= 0.005) {
            char text[80];
            std::snprintf(text, sizeof text, "  %s %.2f", call.c_str(), calls / counted.total);
            common << text;
        }
    }
    if (total == 0) throw std::runtime_error("no total in " + summary.string());
    return {total, common.str()};
}

}  // namespace

void count_system_calls() {
    std::printf("system calls of the server for one echo\n");
    for (const Shape& shape : shapes) {
        double counts[2] = {};
        std::printf("  %s\n", shape.name);
        for (int which = 0; which < 2; ++which) {
            const auto [count, common] = count_calls(servers[which], shape);
            counts[which] = count;
            std::printf("    %-18s %.3f  (%s )\n", servers[which], count, common.c_str());
            note("system calls", shape.name, servers[which], 0, count, "per echo");
        }
        std::printf("    difference %+.3f, target %+.2f at most: %s\n", counts[1] - counts[0],
                    extra_calls_allowed, judge(counts[1] - counts[0] <= extra_calls_allowed));
    }
    std::printf("\n");
}

void measure_idle() {
    std::printf("60 idle connections for %.0f s\n", options.idle_seconds);
    for (const char* name : servers) {
        Trial trial(program_of(name), arguments_of(name, shapes[0]), options.cpu);
        trial.connect(programs / "load", 60);
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        const double before = cpu_seconds(trial.server());
        std::this_thread::sleep_for(std::chrono::duration<double>(options.idle_seconds));
        const double used = cpu_seconds(trial.server()) - before;
        trial.close();
        std::printf("  %-18s CPU %.1f %%: %s\n", name, 100 * used / options.idle_seconds,
                    name == servers[1] ? judge(used == 0) : "for comparison");
        note("idle CPU", "60 idle", name, 0, 100 * used / options.idle_seconds, "%");
    }
    std::printf("\n");
}

void count_allocations() {
    std::printf("allocations on 64 idle sockets\n");
    Process program({programs / "allocations"}, options.cpu);
    for (int lines = 0; lines < 5; ++lines) {
        const std::string line = program.read_line(20);
        std::printf("  %s\n", line.c_str());
        // "name: N waits, M allocations"
        const std::size_t comma = line.rfind(", ");
        if (comma != std::string::npos)
            note("allocations", line.substr(0, line.rfind(": ")), servers[1], 0,
                 std::stod(line.substr(comma + 2)), "in all waits");
    }
    const int status = program.end(0, 5);
    std::printf("  target none after the first wait: %s\n\n", judge(status == 0));
}
