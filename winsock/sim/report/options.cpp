#include "sim/report/options.h"

#include "sim/report/marks.h"

namespace winsock::sim {

namespace {

// World::choose()'s kinds of choice.
constexpr unsigned before_a_call = 0;
constexpr unsigned who_is_next = 1;
constexpr unsigned all_are_blocked = 2;
constexpr unsigned first_misfortune = 3;
constexpr unsigned behind_a_set = first_misfortune + misfortune_count;
constexpr unsigned whom_to_notify = behind_a_set + 1;

constexpr std::string_view goes_first = " goes first";
constexpr std::string_view is_notified = " is notified";

void add(std::vector<Option>& options, std::span<const Action* const> actions,
         const Scenario& scenario) {
    for (const Action* const action : actions) {
        const auto place = static_cast<std::uint64_t>(action - scenario.actions.data());
        options.push_back({action->sentence, place});
    }
}

bool can_run(World& world, const Thread& thread) {
    if (thread.ended) return false;
    Blocker* const blocker = thread.blocker;
    return blocker == nullptr || blocker->ready() || blocker->deadline <= world.now();
}

/// In the order in which Scheduler::let_run() counts them.
void add_threads(std::vector<Option>& options, World& world) {
    const auto& threads = world.scheduler.threads();
    const std::size_t running = world.scheduler.running().number;
    for (std::size_t i = 1; i < threads.size(); ++i) {
        const Thread& thread = *threads[(running + i) % threads.size()];
        if (can_run(world, thread)) {
            options.push_back({mark_of_thread(thread.number).append(goes_first), thread.number});
        }
    }
}

void add_notified(std::vector<Option>& options, World& world) {
    Scheduler& scheduler = world.scheduler;
    for (const Thread* const thread : scheduler.others_at(scheduler.running().condition)) {
        options.push_back({mark_of_thread(thread->number).append(is_notified), thread->number});
    }
}

}  // namespace

std::vector<Option> options_of(World& world, const Choice& choice) {
    std::vector<Option> options;
    World::Able room;
    const std::span<const Action* const> actions = world.able_actions(room);
    switch (choice.what) {
        case before_a_call:
            options.push_back({"the call goes on", 0});
            add(options, actions, *world.scenario());
            if (options.size() < choice.choices) add_threads(options, world);
            break;
        case behind_a_set: options.push_back({"the thread goes on", 0}); [[fallthrough]];
        case who_is_next: add_threads(options, world); break;
        case whom_to_notify: add_notified(options, world); break;
        case all_are_blocked:
            if (actions.size() < choice.choices) options.push_back({"time passes", 0});
            add(options, actions, *world.scenario());
            break;
        default:
            options.push_back({"nothing special", 0});
            options.push_back(
                {name_of(static_cast<Misfortune>(choice.what - first_misfortune)), choice.what});
    }
    options.resize(choice.choices);
    return options;
}

bool lets_go_first(const Option& option) { return option.what.ends_with(goes_first); }

bool names_a_thread(const Option& option) {
    return lets_go_first(option) || option.what.ends_with(is_notified);
}

}  // namespace winsock::sim
