// What a run's figures say about "1,200 connections at most". Every number in it is computed from
// the figures, and a sentence for which there are none is left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures.h"

namespace twelve_hundred {

constexpr int claimed = 1200;  // the article's

// Two of the sizes, around 1,200: the largest up to half of that (630 counts as half), the smallest
// from twice that on. Nothing if there are none near.
struct Range {
    int from, to;
};
std::optional<Range> around_the_claim(const std::vector<int>& sizes);

// How much of its rate a model loses between them; nothing if it has no figure for one of them.
std::optional<double> part_lost(const std::vector<const Figure*>& line, const Range& range);

// The smallest size with less than half of the best rate of the smaller sizes.
std::optional<int> half_gone_at(const std::vector<const Figure*>& line);

// The largest size with an echo time (99 of 100) up to `bound`, and the first with more. Nothing if
// none is slower, or all are.
struct Between {
    int most_within, first_beyond;
};
std::optional<Between> where_p99_passes(const std::vector<const Figure*>& line,
                                        double bound_microseconds);

// Paragraphs.
std::vector<std::string> explain(const Figures& figures);

}  // namespace twelve_hundred
