// How fast the simulator runs executions, and searches. Needs no quiet machine to compare two of
// these figures, and a quiet one to publish any.
//
//     cmake --build build/release --target bench_sim

#include <benchmark/benchmark.h>

#include <string>

#include "sim/search.h"

namespace {

using namespace winsock::sim;

const std::string build = OUT_OF_STEP_BUILD_DIR;

const Scenario three_by_three =
    scenario({"A connects", "B connects", "C connects", "A says a", "B says b", "C says c",
              "A leaves", "B leaves", "C leaves"});

const Module& repaired() {
    static const Module module(build + "/solutions/03_arrays_out_of_step/server.zero.so");
    return module;
}

// The same with about 60 choice points.
const Scenario two_stay = scenario(
    {"A connects", "B connects", "C connects", "A says a", "B says b", "C says c", "A leaves"});

// One server thread, inline: no switches. The counter says how many choice points there were.
void one_execution_inline(benchmark::State& state) {
    const Execution execution(repaired());
    for ([[maybe_unused]] auto _ : state) execution.run(two_stay, RuleSet::windows, {});
    state.counters["choice points"] = World::current().choices.points();
    state.counters["calls"] = World::current().calls();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(one_execution_inline);

// An acceptor and two workers: three real threads, one at a time.
void one_execution_with_three_threads(benchmark::State& state) {
    static const Module module(build + "/tests/sim/search/servers/two_workers.zero.so");
    const Scenario scene = scenario({"A connects", "B connects", "A says a", "B says b"});
    const Execution execution(module);
    for ([[maybe_unused]] auto _ : state) execution.run(scene, RuleSet::windows, {});
    state.counters["choice points"] = World::current().choices.points();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(one_execution_with_three_threads)->MeasureProcessCPUTime()->UseRealTime();

// Every execution of 3 clients x 3 actions with at most that many unlucky moments.
void search_of_three_by_three(benchmark::State& state) {
    const Execution execution(repaired());
    SearchOptions options;
    options.deviations = static_cast<unsigned>(state.range(0));
    options.judged = {Detector::out_of_step, Detector::byte_unread};
    SearchResult result;
    for ([[maybe_unused]] auto _ : state) {
        result = Search(execution, three_by_three, RuleSet::windows, options).run();
        if (result.failure) state.SkipWithError("the repaired lesson fails");
    }
    state.counters["executions"] = static_cast<double>(result.executions);
    state.counters["cut short"] = static_cast<double>(result.cut_short);
    state.counters["states"] = static_cast<double>(result.states);
    state.counters["bytes"] = static_cast<double>(result.bytes);
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(result.executions + result.cut_short));
}
BENCHMARK(search_of_three_by_three)->Arg(2)->Arg(3)->Unit(benchmark::kMillisecond);
BENCHMARK(search_of_three_by_three)->Arg(9)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
