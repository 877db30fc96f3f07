// bench: runs the two servers under the same load, counts their system calls, and compares.
//
// Server and load share one CPU, so what is compared is the work for an echo, not how two CPUs
// happen to overlap. In a pair both servers are up, each with its clients connected, and they work
// in turn, a tenth of a second each: whatever else the machine does meets both alike. The median of
// the ratios of the pairs is what counts.

#include "bench.h"
#include "machine.h"
#include "statistics.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace {

using Clock = std::chrono::steady_clock;

constexpr double calm = 0.05;  // at most this part of the CPU was taken by others
constexpr int most_tries = 3;

struct Side {
    Counted counted;
    double server_microseconds = 0;  // CPU time of the server for one echo
};

struct Pair {
    Side sides[2];
    double others = 0;  // the part of the CPU that other programs took
};

// What CPU time has gone where so far.
struct Times {
    double server[2] = {}, all = 0;
    Clock::time_point now = Clock::now();

    explicit Times(const std::unique_ptr<Trial> (&trials)[2]) : all(idle_seconds(options.cpu)) {
        for (int which = 0; which < 2; ++which) {
            server[which] = cpu_seconds(trials[which]->server());
            all += server[which] + cpu_seconds(trials[which]->load());
        }
    }
};

Pair measure_once(const Shape& shape, const char* const (&compared)[2]) {
    const double length = slice_seconds(shape.active);
    const int slices = std::max(1, static_cast<int>(options.seconds / length + 0.5));
    std::unique_ptr<Trial> trials[2];
    for (int which = 0; which < 2; ++which)
        trials[which] = std::make_unique<Trial>(program_of(compared[which]),
                                                arguments_of(compared[which], shape), options.cpu);
    for (auto& trial : trials) trial->connect(programs / "load", shape.connections);
    for (auto& trial : trials) trial->activate(shape.active, length);
    const Times before(trials);
    for (int slice = 0; slice < slices; ++slice) {
        for (int turn = 0; turn < 2; ++turn) {
            trials[(turn + slice) % 2]->slice(length);  // who was second is first next time
        }
    }
    const Times after(trials);
    Pair pair;
    for (int which = 0; which < 2; ++which) {
        Side& side = pair.sides[which];
        side.counted = trials[which]->report();
        side.server_microseconds =
            (after.server[which] - before.server[which]) * 1e6 / side.counted.total;
        trials[which]->close();
    }
    const double wall = std::chrono::duration<double>(after.now - before.now).count();
    pair.others = std::max(0.0, 1 - (after.all - before.all) / wall);
    return pair;
}

// A pair that others disturbed is done again, as often as is reasonable; the calmest counts.
Pair measure(const Shape& shape, const char* const (&compared)[2]) {
    Pair best = measure_once(shape, compared);
    for (int tries = 1; tries < most_tries && best.others > calm; ++tries) {
        const Pair again = measure_once(shape, compared);
        if (again.others < best.others) best = again;
    }
    return best;
}

bool wanted(const std::string& part) { return options.only.empty() || options.only == part; }

void need_descriptors() {
    constexpr std::size_t needed = 2 * 5040 + 400;  // an event object may cost one, too
    if (!raise_descriptor_limit(needed))
        throw std::runtime_error("5040 connections need a hard descriptor limit of " +
                                 std::to_string(needed) + " (ulimit -Hn)");
}

}  // namespace

void measure_rates(const Shape& shape, const char* const (&compared)[2]) {
    std::printf("%s\n", shape.name);
    std::printf("  %-20s %9s %9s %9s %9s %10s %7s   %s\n", "", "echoes/s", "p50 us", "p99 us",
                "max us", "server us", "others", "echoes per client");
    std::vector<double> ratios, slowest, costs;
    for (int number = 1; number <= options.pairs; ++number) {
        const Pair pair = measure(shape, compared);
        for (int which = 0; which < 2; ++which) {
            const Counted& c = pair.sides[which].counted;
            const double cost = pair.sides[which].server_microseconds;
            const char* const server = compared[which];
            note("rate", shape.name, server, number, c.rate(), "echoes per second");
            note("p50", shape.name, server, number, c.p50, "us");
            note("p99", shape.name, server, number, c.p99, "us");
            note("max", shape.name, server, number, c.max, "us");
            note("server CPU", shape.name, server, number, cost, "us per echo");
            note("CPU taken by others", shape.name, server, number, 100 * pair.others, "%");
            std::printf("  %d %-18s %9.0f %9.1f %9.1f %9.1f %10.2f %5.0f %%   %.0f to %.0f\n",
                        number, server, c.rate(), c.p50, c.p99, c.max, cost, 100 * pair.others,
                        c.least, c.most);
        }
        const auto& [epoll, other] = pair.sides;
        ratios.push_back(other.counted.rate() / epoll.counted.rate());
        slowest.push_back(other.counted.max / epoll.counted.max);
        costs.push_back(other.server_microseconds / epoll.server_microseconds);
    }
    const double ratio = median(ratios);
    const auto [lowest, highest] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf(
        "  echoes per second, of raw epoll's: median %.3f (%.3f to %.3f), target %.2f: %s\n", ratio,
        *lowest, *highest, shape.least_rate, judge(ratio >= shape.least_rate));
    if (shape.most_slowest > 0) {
        std::printf("  slowest echo, of raw epoll's: median %.2f, target %.1f at most: %s\n",
                    median(slowest), shape.most_slowest,
                    judge(median(slowest) <= shape.most_slowest));
    }
    std::printf("  CPU time of the server, of raw epoll's: median %.2f\n\n", median(costs));
    note("ratio", shape.name, compared[1], 0, ratio, "of raw epoll");
    note("slowest", shape.name, compared[1], 0, median(slowest), "of raw epoll");
}

int main(int argc, char** argv) try {
    signal(SIGPIPE, SIG_IGN);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    parse_options(argc, argv);
    need_descriptors();
#ifndef NDEBUG
    std::printf("This build is not optimised: its figures say little. Use the release preset.\n\n");
#endif
    if (wanted("rates"))
        for (const Shape& shape : shapes) measure_rates(shape, servers);
    if (wanted("framework"))
        for (const Shape& shape : framework_shapes) measure_rates(shape, framework_servers);
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
