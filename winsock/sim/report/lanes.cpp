#include "sim/report/lanes.h"

#include <algorithm>

#include "sim/report/words.h"

namespace winsock::sim {

namespace {

constexpr std::size_t thread_step = 10;  // columns from one thread to the next
constexpr std::size_t most_thread_lanes = 3;
constexpr std::size_t room_for_calls = 24;  // columns that the last thread has for itself
constexpr std::size_t narrowest = 10;       // of a client's lane
constexpr std::size_t widest = 18;

/// The longest sentence about a client, and a blank on each side.
std::size_t wanted_width(const Trace& trace) {
    std::size_t longest = 0;
    for (const std::string& deed : trace.script) {
        const std::string who = deed.substr(0, deed.find(' '));
        const bool is_about_client = std::ranges::find(trace.clients, who) != trace.clients.end();
        if (is_about_client) longest = std::max(longest, deed.size());
    }
    return std::clamp(longest + 2, narrowest, widest);
}

}  // namespace

Lanes::Lanes(const Trace& trace, std::size_t width) {
    add_threads(trace);
    add_clients(trace, width);
}

void Lanes::add_threads(const Trace& trace) {
    for (const std::string& thread : trace.threads) {
        const std::size_t lane = std::min(lanes_.size(), most_thread_lanes);
        lanes_.push_back({thread, margin + lane * thread_step});
    }
}

void Lanes::add_clients(const Trace& trace, std::size_t width) {
    const std::size_t first = (lanes_.empty() ? margin : lanes_.back().column) + room_for_calls;
    const std::size_t count = trace.clients.size();
    const std::size_t room = width > first ? width - first : 0;
    const std::size_t wanted = wanted_width(trace);
    if (count > 0 && room >= count * narrowest) {
        const std::size_t lane = std::min(wanted, room / count);
        for (std::size_t i = 0; i < count; ++i) {
            lanes_.push_back({trace.clients[i], width - (count - i) * lane});
        }
        return;
    }
    shared_column_ = width > wanted + margin ? width - wanted : margin;
    if (count > 0) lanes_.push_back({"clients", shared_column_});
}

std::size_t Lanes::of(const std::string& actor) const {
    for (const Lane& lane : lanes_) {
        if (lane.actor == actor) return lane.column;
    }
    return shared_column_;
}

std::string Lanes::header() const {
    std::string line = padded("  line", margin);
    for (const Lane& lane : lanes_) {
        if (lane.column < line.size()) continue;  // more threads than there is room for
        line = padded(line, lane.column) + lane.actor + " ";
    }
    while (line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace winsock::sim
