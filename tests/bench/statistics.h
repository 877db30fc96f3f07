// Medians and percentiles, for the load and for those who compare what it says.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

// The smallest value that at least this part of them does not exceed; 0 if there is none. `sorted`
// is in ascending order, `part` from 0 to 1.
template <typename Value>
Value percentile(const std::vector<Value>& sorted, double part) {
    if (sorted.empty()) return Value();
    const double exact = part * static_cast<double>(sorted.size());
    auto rank = static_cast<std::size_t>(exact);
    if (static_cast<double>(rank) < exact) ++rank;
    return sorted[std::min(std::max<std::size_t>(rank, 1), sorted.size()) - 1];
}

// The middle one, or the mean of the two in the middle; 0 if there is none.
inline double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}
