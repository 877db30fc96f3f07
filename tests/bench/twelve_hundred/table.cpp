#include "table.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

#include "models.h"
#include "words.h"

namespace twelve_hundred {

namespace {

std::string row(const char* first, const std::string& a, const std::string& b, const std::string& c,
                const std::string& d) {
    char text[120];
    std::snprintf(text, sizeof text, "  %-17s%10s%10s%10s%10s\n", first, a.c_str(), b.c_str(),
                  c.c_str(), d.c_str());
    return text;
}

std::string short_size(int size) {
    return size < 10'000 ? std::to_string(size) : std::to_string(size / 1000) + "k";
}

bool is_named(const Figures& figures, const Model& model) {
    const auto of_model = [&](const auto& one) { return one.model == model.key; };
    return std::any_of(figures.measured.begin(), figures.measured.end(), of_model) ||
           std::any_of(figures.missing.begin(), figures.missing.end(), of_model);
}

// A row for each model that took part, a column for each size.
template <typename Value>
std::string summary(const Figures& figures, bool all, const std::string& title,
                    const Value& value) {
    const std::vector<int> sizes = figures.sizes();
    char cell[40];
    std::string text = title + "\n" + std::string(18, ' ');
    for (const int size : sizes) {
        std::snprintf(cell, sizeof cell, "%6s", short_size(size).c_str());
        text += cell;
    }
    text += "\n";
    for (const Model& model : models_of(figures)) {
        if (!is_named(figures, model)) continue;
        const auto line = all ? figures.all_active(model.key) : figures.few_active(model.key);
        std::snprintf(cell, sizeof cell, "  %-16s", model.name);
        text += cell;
        for (const int size : sizes) {
            const auto found = std::find_if(line.begin(), line.end(), [&](const Figure* figure) {
                return figure->connections == size;
            });
            if (found == line.end())
                std::snprintf(cell, sizeof cell, "%6s", "-");
            else
                std::snprintf(cell, sizeof cell, " %5.*f", value(**found) < 100 ? 1 : 0,
                              value(**found));
            text += cell;
        }
        text += "\n";
    }
    return text;
}

}  // namespace

std::string rates_summary(const Figures& figures, bool all) {
    return summary(
        figures, all,
        std::string("Thousands of echoes per second, ") + (all ? "all" : "64") + " active",
        [](const Figure& figure) { return figure.rate / 1000; });
}

std::string slowest_summary(const Figures& figures) {
    return summary(figures, false, "The slowest echo in ms, 64 active",
                   [](const Figure& figure) { return figure.slowest / 1000; });
}

std::string rates_table(const Figures& figures, int connections, int active) {
    std::string text = with_commas(connections) + " connections, " +
                       (active == connections ? "all" : std::to_string(active)) + " active\n" +
                       row("", "echoes/s", "p50", "p99", "slowest");
    double others = 0;
    for (const Model& model : models_of(figures)) {
        for (const Figure& f : figures.measured) {
            if (f.model != model.key || f.connections != connections || f.active != active)
                continue;
            text += row(model.name, with_commas(static_cast<long>(f.rate)), time_of(f.p50),
                        time_of(f.p99), time_of(f.slowest));
            others = std::max(others, f.others);
        }
    }
    if (others > 5) {
        text += "  (Other programs took " + std::to_string(static_cast<int>(others)) +
                " % of this CPU meanwhile.)\n";
    }
    return text;
}

std::string memory_table(const Figures& figures) {
    std::string text = "The server's process, for each connection\n" +
                       row("", "at", "threads", "memory", "addresses");
    for (const Model& model : models_of(figures)) {
        const auto line = figures.all_active(model.key);
        if (line.empty()) continue;
        const Figure& f = *line.back();
        text += row(model.name, with_commas(f.connections), with_commas(f.threads),
                    bytes_of(f.resident), bytes_of(f.reserved));
    }
    return text;
}

std::string what_is_missing(const Figures& figures) {
    std::string text;
    for (const Model& model : models_of(figures)) {
        std::map<std::string, std::vector<std::string>> sizes;
        for (const Missing& one : figures.missing)
            if (one.model == model.key) sizes[one.why].push_back(with_commas(one.connections));
        for (const auto& [why, at] : sizes)
            text += wrapped(std::string(model.name) + " is missing at " + joined(at) + ": " + why);
    }
    return text;
}

}  // namespace twelve_hundred
