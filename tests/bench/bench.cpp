// bench: runs the two servers in turn under the same load, counts their system calls, and compares.
//
// Server and load share one CPU, so what is compared is the work for an echo, not how two CPUs
// happen to overlap. A pair is one run of each server, right after one another; the order changes
// from pair to pair, and the median of the ratios of the pairs is what counts.

#include "bench.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include <sys/resource.h>

namespace {

using Clock = std::chrono::steady_clock;

constexpr double calm = 0.05;  // at most this part of the CPU was taken by others
constexpr int most_tries = 3;

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Other programs on the same CPU would make the rate a matter of luck. So it is put in relation to
// the time that they left: what server and load used, and what nobody used. The latter counts
// against the server, which could have worked.
Result measure_once(const char* name, const Shape& shape) {
    Trial trial(name, shape,
                {"--seconds", std::to_string(options.seconds), "--warm-up",
                 std::to_string(options.warm_up)});
    struct Times {
        double server, load, idle;
        Clock::time_point now = Clock::now();
    };
    const auto read_times = [&trial] {
        return Times{cpu_seconds(trial.server.id()), cpu_seconds(trial.load.id()),
                     idle_seconds(options.cpu)};
    };
    const Times before = read_times();
    trial.load.write_line();
    Result result = parse_result(trial.load.read_line(options.warm_up + options.seconds + 10));
    const Times after = read_times();
    trial.close();

    const double server = after.server - before.server;
    const double ours = server + (after.load - before.load) + (after.idle - before.idle);
    const double wall = std::chrono::duration<double>(after.now - before.now).count();
    result.server_microseconds = server * 1e6 / result.total;
    result.own_rate = result.total / ours;
    result.others = std::max(0.0, 1 - ours / wall);
    return result;
}

// A run that others disturbed is done again, as often as is reasonable; the calmest counts.
Result measure(const char* name, const Shape& shape) {
    Result best = measure_once(name, shape);
    for (int tries = 1; tries < most_tries && best.others > calm; ++tries) {
        const Result again = measure_once(name, shape);
        if (again.others < best.others) best = again;
    }
    return best;
}

bool wanted(const std::string& part) { return options.only.empty() || options.only == part; }

// The servers inherit it: a Winsock program cannot ask. An event object may cost a descriptor too.
void raise_descriptor_limit() {
    constexpr rlim_t needed = 2 * 5040 + 400;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < needed)
        throw std::runtime_error("5040 connections need a hard descriptor limit of " +
                                 std::to_string(needed) + "; it is " +
                                 std::to_string(limit.rlim_max) + " (ulimit -Hn)");
}

}  // namespace

void measure_rates(const Shape& shape) {
    std::printf("%s\n", shape.name);
    std::printf("  %-20s %9s %9s %9s %9s %9s %10s %7s   %s\n", "", "echoes/s", "by clock", "p50 us",
                "p99 us", "max us", "server us", "others", "echoes per client");
    std::vector<double> ratios, costs;
    for (int pair = 1; pair <= options.pairs; ++pair) {
        Result results[2];
        for (int turn = 0; turn < 2; ++turn) {
            const int which = (turn + pair + 1) % 2;
            const Result& r = results[which] = measure(servers[which], shape);
            note("rate", shape.name, servers[which], pair, r.own_rate, "echoes per second");
            note("rate by clock", shape.name, servers[which], pair, r.rate, "echoes per second");
            note("p50", shape.name, servers[which], pair, r.p50, "us");
            note("p99", shape.name, servers[which], pair, r.p99, "us");
            note("max", shape.name, servers[which], pair, r.max, "us");
            note("server CPU", shape.name, servers[which], pair, r.server_microseconds,
                 "us per echo");
            note("CPU taken by others", shape.name, servers[which], pair, 100 * r.others, "%");
        }
        for (int which = 0; which < 2; ++which) {
            const Result& r = results[which];
            std::printf("  %d %-18s %9.0f %9.0f %9.1f %9.1f %9.1f %10.2f %5.0f %%   %.0f to %.0f\n",
                        pair, servers[which], r.own_rate, r.rate, r.p50, r.p99, r.max,
                        r.server_microseconds, 100 * r.others, r.least, r.most);
        }
        ratios.push_back(results[1].own_rate / results[0].own_rate);
        costs.push_back(results[1].server_microseconds / results[0].server_microseconds);
    }
    const double ratio = median(ratios);
    const auto [lowest, highest] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf(
        "  echoes per second, of raw epoll's: median %.3f (%.3f to %.3f), target %.2f: %s\n"
        "  CPU time of the server, of raw epoll's: median %.2f\n\n",
        ratio, *lowest, *highest, shape.target, judge(ratio >= shape.target), median(costs));
    note("ratio", shape.name, "both", 0, ratio, "of raw epoll");
}

int main(int argc, char** argv) try {
    signal(SIGPIPE, SIG_IGN);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    parse_options(argc, argv);
    raise_descriptor_limit();
#ifndef NDEBUG
    std::printf("This build is not optimised: its figures say little. Use the release preset.\n\n");
#endif
    if (wanted("rates"))
        for (const Shape& shape : shapes) measure_rates(shape);
    if (wanted("calls")) count_system_calls();
    if (wanted("idle")) measure_idle();
    if (wanted("allocations")) count_allocations();
    std::printf("%s; %s\n",
                options.quick       ? "smoke run"
                : all_targets_met() ? "all targets met"
                                    : "A TARGET IS MISSED",
                options.csv.c_str());
    return all_targets_met() ? 0 : 1;
} catch (const std::exception& problem) {
    std::cout.flush();
    std::cerr << "bench: " << problem.what() << '\n';
    return 2;
}
