#include "sim/report/fold.h"

#include <algorithm>

namespace winsock::sim {

namespace {

constexpr std::size_t longest_cycle = 300;

/// How many elements behind the `length` at `begin` repeat them.
std::size_t repeated(const std::vector<std::string>& elements, std::size_t begin,
                     std::size_t length) {
    std::size_t same = 0;
    while (begin + length + same < elements.size() &&
           elements[begin + same] == elements[begin + length + same]) {
        ++same;
    }
    return same;
}

Fold fold_at(const std::vector<std::string>& elements, std::size_t begin) {
    const std::size_t rest = elements.size() - begin;
    for (std::size_t length = 1; length <= std::min(longest_cycle, rest / 3); ++length) {
        const std::size_t same = repeated(elements, begin, length);
        const std::size_t again = same / length;
        if (again < 2 || again * length < 3) continue;
        // The list breaks off in the middle of a cycle: let it end with a whole one.
        const bool breaks_off = begin + length + same == elements.size() && same % length != 0;
        return breaks_off ? Fold{begin, same % length, 0} : Fold{begin, length, again};
    }
    return {begin, 1, 0};
}

}  // namespace

std::vector<Fold> folded(const std::vector<std::string>& elements) {
    std::vector<Fold> folds;
    for (std::size_t i = 0; i < elements.size();) {
        folds.push_back(fold_at(elements, i));
        i += folds.back().length * (1 + folds.back().again);
    }
    return folds;
}

}  // namespace winsock::sim
