#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace winsock::sim {

/// A stretch of a list: `length` elements, and how often they come again right behind.
struct Fold {
    std::size_t begin = 0;
    std::size_t length = 1;
    std::size_t again = 0;  ///< 0: they stand there once
};

/// Finds what repeats itself: a cycle that is gone round at least three times, where folding it
/// saves at least three elements. What repeats itself to the end of the list ends with a whole
/// cycle.
std::vector<Fold> folded(const std::vector<std::string>& elements);

}  // namespace winsock::sim
