// What a page shows of an execution: docs/pages/trace_format.md.
#include "sim/report/page_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "recorded.h"
#include "sim/report/shown_steps.h"
#include "sim/report/step_sentence.h"
#include "sim/report/trace_fields.h"

namespace {

using namespace winsock::sim;
using nlohmann::json;

json page_of(const Failed& failed) {
    return json::parse(page_json({"ThePromise", "It is kept.", "When it happens: now.", "1w-0-0",
                                  failed.trace, failed.passing, failed.window, "int main() {}\n"}));
}

/// The states behind the steps of an execution, as a page gets at them.
std::vector<json> states_of(const json& execution) {
    std::vector<json> states;
    for (const json& step : execution.at("steps")) {
        json state = states.empty() ? step.at("state") : states.back();
        if (step.contains("changes")) state = state.patch(step.at("changes"));
        states.push_back(std::move(state));
    }
    return states;
}

json state_in(const Trace& trace, std::size_t place) {
    return json::parse(dumped(Json(trace.steps[place].state)));
}

/// A server that does `what(i)` in step i, and nothing else.
template <typename What>
Trace trace_of(std::size_t steps, What&& what) {
    Trace trace;
    trace.clients = {"A"};
    trace.threads = {"server"};
    trace.ending = "quiescent";
    for (std::size_t i = 0; i < steps; ++i) {
        Step step;
        step.actor = "server";
        step.call = "recv";
        step.arguments = {what(i)};
        step.line = 7;
        trace.steps.push_back(std::move(step));
    }
    return trace;
}

std::vector<std::size_t> places(const std::vector<Stretch>& stretches) {
    std::vector<std::size_t> list;
    for (const Stretch& stretch : stretches) {
        for (std::size_t i = stretch.begin; i < stretch.end; ++i) list.push_back(i);
    }
    return list;
}

TEST(Page, Tutorial) {
    const json page = page_of(lesson_04());
    EXPECT_EQ(page.at("schema"), 1);
    EXPECT_EQ(page.at("lesson"), "04_lost_signal");
    EXPECT_EQ(page.at("script"), "A connects, A leaves");
    EXPECT_EQ(page.at("file"), "lessons/04_lost_signal/server.cpp");
    ASSERT_EQ(page.at("executions").size(), 2u);

    const json& fails = page["executions"][0];
    EXPECT_FALSE(fails.at("passes"));
    EXPECT_EQ(fails.at("findings").size(), 1u);
    const json& step = fails.at("steps").at(0);
    EXPECT_EQ(step.at("number"), 1);
    EXPECT_EQ(step.at("actor"), "server");
    EXPECT_TRUE(step.at("sentence").get<std::string>().starts_with("The server calls "));

    EXPECT_TRUE(page["executions"][1].at("passes"));
    EXPECT_TRUE(page["executions"][1].at("findings").empty());
}

TEST(Page, TellsEachStepAndStateOfBothExecutions) {
    for (const Failed& failed : {lesson_01(), lesson_03(), lesson_04()}) {
        const json page = page_of(failed);
        for (std::size_t which = 0; which < page.at("executions").size(); ++which) {
            const Trace& trace = which == 0 ? failed.trace : *failed.passing;
            const json& execution = page["executions"][which];
            const std::vector<json> states = states_of(execution);
            ASSERT_EQ(states.size(), trace.steps.size()) << "none of them is long";
            for (std::size_t i = 0; i < states.size(); ++i) {
                EXPECT_EQ(states[i], state_in(trace, i)) << trace.lesson << ", step " << i;
                EXPECT_EQ(execution["steps"][i].at("number"), i + 1);
                EXPECT_EQ(execution["steps"][i].at("sentence"), step_sentence(trace, i));
            }
        }
    }
}

TEST(Page, MarksTheWindowInBothExecutions) {
    const Failed failed = lesson_04();
    const json page = page_of(failed);
    const std::vector<const Trace*> traces{&failed.trace, &*failed.passing};
    for (std::size_t which = 0; which < 2; ++which) {
        const json& window = page["executions"][which].at("window");
        const auto step = [&](std::size_t end) {
            return traces[which]->steps.at(window.at(end).get<std::size_t>() - 1);
        };
        EXPECT_EQ(step(0).call, "WSAEnumNetworkEvents");
        EXPECT_EQ(step(1).call, "WSAResetEvent");
        EXPECT_EQ(window.at(1).get<int>() - window.at(0).get<int>(), which == 0 ? 2 : 1)
            << "the unlucky moment lies in between";
    }
}

TEST(Page, WhatHappensEachTimeHasNoTwinAndNoWindow) {
    const json page = page_of(lesson_03());
    EXPECT_EQ(page.at("executions").size(), 1u);
    EXPECT_FALSE(page["executions"][0].contains("window"));
}

TEST(Page, AnyBytesAreText) {
    Trace trace = trace_of(1, [](std::size_t) { return std::string("sA"); });
    trace.steps[0].kind = Step::Kind::prints;
    trace.steps[0].call = "";
    trace.steps[0].text = std::string("\xfe\x00</script>", 11);
    const json page = json::parse(page_json({"P", "", "", "", trace, {}, {}, "\xfe"}));
    const std::string sentence = page["executions"][0]["steps"][0].at("sentence");
    EXPECT_NE(sentence.find("\\xfe\\x00"), std::string::npos) << sentence;
}

TEST(ShownSteps, AreAllWhileTheyAreFew) {
    const Trace trace = trace_of(160, [](std::size_t) { return std::string("sA"); });
    const std::vector<Stretch> stretches = shown_steps(trace);
    ASSERT_EQ(stretches.size(), 1u);
    EXPECT_EQ(stretches[0].end, 160u);
    EXPECT_EQ(stretches[0].left_out, "");
    EXPECT_TRUE(shown_steps(Trace{}).empty());
}

TEST(ShownSteps, OfWhatComesAgainAreTheFirstAndTheLast) {
    const Trace trace = trace_of(600, [](std::size_t i) {
        return i < 3 || i >= 597 ? std::string(i + 1, 'x') : "sC" + std::to_string(i / 3);
    });
    const std::vector<Stretch> stretches = shown_steps(trace);
    ASSERT_EQ(stretches.size(), 2u);
    EXPECT_EQ(stretches[0].left_out,
              "The step above comes 593 times more, with other names or numbers; below is the last "
              "time.");
    EXPECT_EQ(places(stretches), (std::vector<std::size_t>{0, 1, 2, 3, 596, 597, 598, 599}));
}

TEST(ShownSteps, WhatStandsBelowIsCalledTheLastTimeOnlyIfItIs) {
    const Trace trace = trace_of(4000, [](std::size_t i) {
        return i < 79 || i >= 3000 ? std::string(i % 71 + i % 67 + 1, 'x') : std::string("sA");
    });
    EXPECT_EQ(shown_steps(trace)[0].left_out, "3800 steps left out here.");
}

TEST(ShownSteps, WhatIsOutOfTheOrdinaryIsShownWhereverItIs) {
    Trace trace =
        trace_of(4000, [](std::size_t i) { return std::string(i % 71 + i % 67 + 1, 'x'); });
    trace.steps[2000].deviation = true;
    trace.repetitions.push_back({2998, 3, 50});
    const std::vector<Stretch> stretches = shown_steps(trace);
    const std::vector<std::size_t> shown = places(stretches);
    EXPECT_EQ(shown.size(), 80u + 7u + 7u + 120u);
    EXPECT_TRUE(std::binary_search(shown.begin(), shown.end(), 2000u));
    EXPECT_TRUE(std::binary_search(shown.begin(), shown.end(), 3000u)) << "its note says how often";
    EXPECT_EQ(shown.back(), 3999u);
    EXPECT_EQ(stretches[0].left_out, "1917 steps left out here.");
}

}  // namespace
