// Figures that nobody has measured, for tests.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "figures.h"

namespace twelve_hundred {

inline Figure made_up(const std::string& model, int connections, int active, double rate) {
    Figure figure{model, connections, active, (connections + 62) / 63 + 1};
    figure.rate = rate;
    figure.p50 = std::round(active * 1e6 / rate);
    figure.p99 = 2 * figure.p50;
    figure.slowest = 3 * figure.p50;
    figure.fewest = 10;
    figure.most = 12;
    figure.resident = 900.5;
    figure.reserved = 300'000;
    return figure;
}

// A rate for each size, all active and 64 active alike.
inline void add_line(Figures& figures, const std::string& model, const std::vector<int>& sizes,
                     const std::vector<double>& rates) {
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        figures.measured.push_back(made_up(model, sizes[i], sizes[i], rates[i]));
        if (sizes[i] > few) figures.measured.push_back(made_up(model, sizes[i], few, rates[i]));
    }
}

}  // namespace twelve_hundred
