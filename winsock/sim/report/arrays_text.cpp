#include "sim/report/arrays_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/report/words.h"

namespace winsock::sim {

namespace {

constexpr std::size_t few_slots = 8;

std::string handle(const std::string& name) { return name.empty() ? "-" : name; }
const char* sign(const SlotState& slot) { return slot.belongs ? "=" : "!="; }

std::size_t slots_in_use(const ArraysState& arrays) {
    if (!arrays.total) return arrays.slots.size();
    const auto total = static_cast<std::size_t>(std::max<std::int64_t>(*arrays.total, 0));
    return std::min(total, arrays.slots.size());
}

bool is_open(const State& state, const std::string& name) {
    return std::any_of(state.sockets.begin(), state.sockets.end(),
                       [&](const SocketState& s) { return s.name == name && s.open; }) ||
           std::any_of(state.events.begin(), state.events.end(),
                       [&](const EventState& e) { return e.name == name && !e.closed; });
}

/// A slot behind the total: of interest if something would be lost with it.
bool is_left_outside(const State& state, std::size_t place) {
    const std::vector<SlotState>& slots = state.arrays->slots;
    const auto in_use = slots.begin() + static_cast<std::ptrdiff_t>(slots_in_use(*state.arrays));
    const SlotState& slot = slots[place];
    const bool has_socket = std::any_of(
        slots.begin(), in_use, [&](const SlotState& other) { return other.socket == slot.socket; });
    const bool has_event = std::any_of(
        slots.begin(), in_use, [&](const SlotState& other) { return other.event == slot.event; });
    return (!has_socket && is_open(state, slot.socket)) ||
           (!has_event && is_open(state, slot.event));
}

bool has_changed(const ArraysState& now, const ArraysState* before, std::size_t place) {
    return before == nullptr || place >= before->slots.size() ||
           before->slots[place] != now.slots[place];
}

}  // namespace

bool is_out_of_step(const State& state) {
    if (!state.arrays) return false;
    for (std::size_t i = 0; i < slots_in_use(*state.arrays); ++i) {
        if (!state.arrays->slots[i].belongs) return true;
    }
    return false;
}

bool parts_arrays(const Trace& trace, std::size_t place) {
    return is_out_of_step(trace.steps[place].state) &&
           (place == 0 || !is_out_of_step(trace.steps[place - 1].state));
}

std::vector<std::string> slots_line(const Trace& trace, const State& now,
                                    const ArraysState* before) {
    const ArraysState& arrays = *now.arrays;
    const std::size_t in_use = slots_in_use(arrays);
    std::vector<std::string> groups{"slots"};
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < arrays.slots.size(); ++i) {
        const SlotState& slot = arrays.slots[i];
        if (i >= in_use && !is_left_outside(now, i)) continue;
        if (in_use > few_slots && slot.belongs && !has_changed(arrays, before, i)) {
            ++left_out;
            continue;
        }
        const std::string text =
            fmt::format("{}: {} {} {}", i, handle(slot.socket), sign(slot), handle(slot.event));
        groups.push_back(i < in_use ? text : "(" + text + ")");
    }
    if (left_out > 0) groups.push_back(counted(left_out, "other") + " as before");
    if (arrays.total) groups.push_back(fmt::format("{} {}", trace.total_name, *arrays.total));
    return groups;
}

std::string slots_table(const Trace& trace, const State& state, std::size_t width) {
    const ArraysState& arrays = *state.arrays;
    const std::size_t in_use = slots_in_use(arrays);
    const std::size_t column = std::max<std::size_t>(trace.sockets_name.size() + 2, 10);
    std::string text =
        fmt::format("  slot  {}    {}\n", padded(trace.sockets_name, column), trace.events_name);
    for (std::size_t i = 0; i < arrays.slots.size(); ++i) {
        const SlotState& slot = arrays.slots[i];
        if (i >= in_use && !is_left_outside(state, i)) continue;
        std::string line =
            fmt::format("  {:>4}  {}{:>2}  {}", i, padded(handle(slot.socket), column), sign(slot),
                        handle(slot.event));
        if (i >= in_use) line += "   outside: " + trace.total_name + fmt::format(" is {}", in_use);
        text += line.substr(0, width) + "\n";
    }
    return text;
}

}  // namespace winsock::sim
