#include "sim/search.h"

#include <algorithm>

namespace winsock::sim {

namespace {
constexpr std::uint32_t no_parent = 0xFFFFFFFF;

std::uint32_t shortened(std::uint64_t hash) {
    const auto folded = static_cast<std::uint32_t>(hash ^ (hash >> 32));
    return folded == 0 ? 1 : folded;  // 0 means "not checked"
}
}  // namespace

Search::Search(const Execution& execution, const Scenario& scenario, RuleSet rules,
               SearchOptions options, SearchObserver* observer)
    : execution_(execution),
      scenario_(scenario),
      rules_(rules),
      options_(std::move(options)),
      observer_(observer) {}

SearchResult Search::run() {
    nodes_.assign(1, {no_parent, {}});
    std::size_t begin = 0;
    // [levels]
    for (unsigned level = 0; level <= options_.deviations; ++level) {
        const std::size_t end = nodes_.size();
        run_level(begin, end, level == options_.deviations);
        if (result_.failure || !result_.complete || nodes_.size() == end) break;
        begin = end;
    }
    // [levels]
    result_.states = seen_.size();
    result_.bytes = seen_.bytes() + nodes_.capacity() * sizeof(Node);
    return std::move(result_);
}

void Search::run_level(std::size_t begin, std::size_t end, bool last_level) {
    for (std::size_t node = begin; node < end; ++node) {
        if (result_.executions + result_.cut_short >= options_.most_runs) {
            result_.complete = false;
            return;
        }
        run_one(node, last_level);
    }
}

void Search::run_one(std::size_t node, bool last_level) {
    deviations_.clear();
    for (std::size_t i = node; nodes_[i].parent != no_parent; i = nodes_[i].parent) {
        deviations_.push_back(nodes_[i].last);
    }
    std::reverse(deviations_.begin(), deviations_.end());
    points_.clear();
    if (observer_ != nullptr) observer_->begins(deviations_);
    execution_.run(scenario_, rules_, deviations_, this);

    const World& world = World::current();
    if (world.ending() == Ending::pruned) {
        ++result_.cut_short;
    } else {
        ++result_.executions;
        note_failure();
    }
    if (last_level || result_.failure) return;
    for (const Point& point : points_) {
        for (std::uint16_t chosen = 1; chosen < point.choices; ++chosen) {
            // More could never be run.
            if (nodes_.size() >= options_.most_runs) {
                result_.complete = false;
                return;
            }
            nodes_.push_back({static_cast<std::uint32_t>(node),
                              {point.point, point.choices, chosen, point.state}});
        }
    }
}

void Search::note_failure() {
    const World& world = World::current();
    std::vector<Finding> judged;
    for (const Finding& finding : world.findings()) {
        if (options_.judged.contains(finding.detector)) judged.push_back(finding);
    }
    if (judged.empty()) return;
    if (result_.failure && result_.failure->calls <= world.calls()) return;
    result_.failure = Failure{deviations_, std::move(judged), world.calls()};
}

bool Search::at_free_point(std::uint32_t point, unsigned choices) {
    const std::uint64_t state = World::current().state_hash();
    if (options_.reduce && !seen_.insert(state)) return true;
    points_.push_back({point, shortened(state), static_cast<std::uint16_t>(choices)});
    return false;
}

std::uint32_t Search::state_now() { return shortened(World::current().state_hash()); }

}  // namespace winsock::sim
