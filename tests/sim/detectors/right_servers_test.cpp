// Servers that are right, each in its own way. Whatever happens around them, under whatever rules,
// no detector may find anything.

#include "detected.h"

namespace detected {
namespace {

struct Around {
    const char* name;
    std::vector<std::string> sentences;
};

const Around scenes[] = {
    {"ComeAndGo", {"A connects", "A leaves", "B connects", "B leaves"}},
    {"AWord", {"A connects", "A says hello", "A leaves"}},
    {"ManyBytes", {"A connects", "A says 300 bytes", "A leaves"}},
    {"TwoAtOnce", {"A connects", "B connects", "A says one", "B says two", "A leaves", "B leaves"}},
    {"OneLeaves", {"A connects", "B connects", "A leaves", "B says sunday"}},
    {"Reset", {"A connects", "A says hello", "A vanishes", "B connects", "B says b"}},
    {"ResetAtOnce", {"A connects", "A vanishes", "B connects"}},
};

class RightServer : public testing::TestWithParam<std::tuple<const char*, Around>> {};

TEST_P(RightServer, NothingIsFound) {
    const auto& [server, around] = GetParam();
    expect_nothing(server, scenario(around.sentences));
}

INSTANTIATE_TEST_SUITE_P(
    , RightServer,
    testing::Combine(testing::Values("parallel_arrays", "structs_swapped", "reset_first",
                                     "one_event", "thread_per_client", "polls_with_timeout",
                                     "event_pool", "events_made_first", "echo", "hands_over",
                                     "checks_everything", "idle_workers", "waits_in_threads",
                                     "creates_before_accept"),
                     testing::ValuesIn(scenes)),
    [](const auto& parameters) {
        return std::string(std::get<0>(parameters.param)) + "_" +
               std::get<1>(parameters.param).name;
    });

// Some have room for one client at a time.
TEST(RightServers, OneAfterTheOther) {
    const Scenario scene = scenario_with(
        {"A connects", "A says a", "A leaves", "B connects", "B says b", "B leaves", "C connects"},
        [](Scenario& changed) { changed.room = 1; });
    for (const char* const server : {"event_pool", "events_made_first", "closes_both",
                                     "closes_late", "structs_swapped", "minds_its_own"}) {
        expect_nothing(server, scene);
    }
}

// Reads give one byte only, sends take a part only.
TEST(RightServers, WhateverIsShort) {
    Scenario scene = scenario({"A connects", "A says one\\ntwo\\n", "A leaves"});
    scene.misfortunes = {Misfortune::short_read, Misfortune::partial_send};
    scene.window = 3;
    for (const char* const server : {"echo", "thread_per_client"}) {
        scene.echoes = true;
        expect_nothing(server, scene);
    }
    scene.echoes = false;
    scene.prints = true;
    for (const char* const server : {"prints_well", "prints_lines", "prints_bytes"}) {
        expect_nothing(server, scene);
    }
}

TEST(RightServers, WhateverFails) {
    Scenario scene = scenario({"A connects", "B connects", "A says a", "B says b", "A leaves"});
    for (int i = 0; i < misfortune_count; ++i) {
        const auto misfortune = static_cast<Misfortune>(i);
        const bool can_be_met = misfortune != Misfortune::garbage_on_the_stack;
        if (can_be_met) scene.misfortunes.insert(misfortune);
    }
    expect_nothing("checks_everything", scene);
}

}  // namespace
}  // namespace detected
