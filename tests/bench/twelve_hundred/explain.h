// What a run's figures say about "1,200 connections at most". Every number in it is computed from
// the figures, and a sentence for which there are none is left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures.h"

namespace twelve_hundred {

constexpr int claimed = 1200;  // the article's

// How much of its rate a model loses around 1,200 connections: from the largest size up to half of
// that (630 counts as half) to the smallest from twice that on. Nothing if there are no sizes near.
struct Lost {
    int from, to;
    double part;
};
std::optional<Lost> lost_around_the_claim(const std::vector<const Figure*>& line);

// The smallest size with less than half of the line's best rate.
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
