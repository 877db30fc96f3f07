#include "explain.h"

#include <algorithm>
#include <cmath>

#include "models.h"
#include "words.h"

namespace twelve_hundred {

namespace {

using Line = std::vector<const Figure*>;

constexpr double knee = 0.25;                // what is lost around 1,200 that deserves the word
constexpr double bound = 100'000;            // microseconds
constexpr double noticeable = 5;             // percent of the CPU
constexpr double addresses = 2147483648.0;   // of a 32-bit Windows process
constexpr double windows_stack = 1048576.0;  // what Windows reserves for a thread if nobody says

std::string percent(double part) { return std::to_string(std::lround(part * 100)) + " %"; }

const Figure* nearest(const Line& line, int connections) {
    const Figure* found = nullptr;
    for (const Figure* figure : line) {
        if (found == nullptr || std::abs(figure->connections - connections) <
                                    std::abs(found->connections - connections))
            found = figure;
    }
    return found;
}

const Figure* figure_at(const Line& line, int connections) {
    for (const Figure* figure : line)
        if (figure->connections == connections) return figure;
    return nullptr;
}

Line line_of(const Figures& figures, const Model& model, bool all) {
    return all ? figures.all_active(model.key) : figures.few_active(model.key);
}

const char* among(bool all) { return all ? "with all active" : "with 64 active"; }

// A machine that was busy has measured itself.
std::string who_else_worked(const Figures& figures) {
    double most = 0;
    for (const Figure& figure : figures.measured) most = std::max(most, figure.others);
    if (most <= noticeable) return "";
    return "Other programs took up to " + std::to_string(std::lround(most)) +
           " % of this CPU meanwhile, so these figures are partly about them. Measure again when "
           "the machine has nothing else to do.";
}

// Every echo was compared, so whoever has a figure has answered everybody.
std::string who_answers(const Figures& figures) {
    const int largest = figures.sizes().back();
    std::vector<std::string> ends;
    bool gaps = false;
    for (const Model& model : models_of(figures)) {
        const Line line = line_of(figures, model, true);
        if (!line.empty() && line.back()->connections < largest)
            ends.push_back(std::string(model.name) + " only up to " +
                           with_commas(line.back()->connections));
        for (const Missing& one : figures.missing) gaps = gaps || one.model == model.key;
    }
    std::string text = "Every echo was compared with what was sent. ";
    text += gaps ? "The servers answered every client at every size where they have a figure"
                 : "Every server answered every client at every size, up to " +
                       with_commas(largest) + " connections";
    if (!ends.empty())
        text += ", up to " + with_commas(largest) + " connections, but " + joined(ends);
    return text + (gaps ? ". Why some are missing stands above." : ".");
}

// How much of the first server's rate there is near the claim and at the end.
std::string what_is_left(const Figures& figures) {
    std::string text;
    for (const bool all : {true, false}) {
        const Line line = line_of(figures, models_of(figures).front(), all);
        if (line.size() < 2) continue;
        const Figure* const near = nearest(line, claimed);
        const auto part = [&](const Figure* figure) {
            return percent(figure->rate / line.front()->rate) + " at " +
                   with_commas(figure->connections);
        };
        text += text.empty() ? "Lesson 22's server makes, of its echoes per second at " +
                                   with_commas(line.front()->connections) + " connections, "
                             : "; ";
        text += std::string(among(all)) + " " + part(near);
        if (near != line.back()) text += " and " + part(line.back());
    }
    return text.empty() ? "" : text + ".";
}

// From most echoes to fewest, at the largest size that two of them hold.
std::string who_is_above(const Figures& figures, bool all) {
    Line there;
    const std::vector<int> sizes = figures.sizes();
    for (auto size = sizes.rbegin(); size != sizes.rend() && there.size() < 2; ++size) {
        there.clear();
        for (const Model& model : models_of(figures)) {
            if (const Figure* const figure = figure_at(line_of(figures, model, all), *size))
                there.push_back(figure);
        }
    }
    if (there.size() < 2 || (!all && there.front()->connections <= few)) return "";
    std::stable_sort(there.begin(), there.end(), [](const Figure* one, const Figure* other) {
        return one->rate > other->rate;
    });
    std::string text;
    for (const Figure* figure : there) {
        text += (text.empty() ? " " : "; ") + std::string(find_model(figure->model)->name) + " " +
                percent(figure->rate / there.front()->rate);
    }
    return "At " + with_commas(there.front()->connections) + " connections " + among(all) +
           ", compared with the server that makes the most echoes:" + text + ".";
}

std::string who_has_a_knee(const Figures& figures) {
    const auto range = around_the_claim(figures.sizes());
    if (!range) return "";
    std::vector<std::string> knees, untold;
    for (const Model& model : models_of(figures)) {
        for (const bool all : {true, false}) {
            const Line line = line_of(figures, model, all);
            const auto lost = part_lost(line, *range);
            const std::string which = std::string(model.name) + " " + among(all);
            if (lost && *lost >= knee) knees.push_back(which + " (" + percent(*lost) + " less)");
            if (!lost && !line.empty()) untold.push_back(which);
        }
    }
    const std::string from_to =
        "From " + with_commas(range->from) + " to " + with_commas(range->to) + " connections ";
    std::string text;
    if (!knees.empty()) {
        text = from_to + "these lose a quarter of their rate or more: " + joined(knees) + ".";
        if (untold.empty()) text += " The others do not.";
    } else if (untold.empty()) {
        text = from_to +
               "no server here loses a quarter of its rate: on this machine nothing "
               "breaks down near 1,200, whatever the model.";
    } else {
        text = from_to + "no server with figures for both loses a quarter of its rate.";
    }
    if (!untold.empty())
        text +=
            " One of the two figures is missing, so this says nothing of " + joined(untold) + ".";
    return text;
}

std::string where_half_is_gone(const Figures& figures) {
    std::vector<std::string> parts;
    for (const Model& model : models_of(figures)) {
        for (const bool all : {true, false}) {
            if (const auto at = half_gone_at(line_of(figures, model, all)))
                parts.push_back(std::string(model.name) + " at " + with_commas(*at) + " " +
                                among(all));
        }
    }
    if (parts.empty()) return "";
    return "Less than half of its best rate is left: " + joined(parts) + ".";
}

// With N clients in a closed loop and R echoes per second an echo takes N / R on average, whatever
// the server: so all have such a bound.
std::string where_it_gets_slow(const Figures& figures) {
    std::string text;
    for (const Model& model : models_of(figures)) {
        const Line line = line_of(figures, model, true);
        if (line.empty()) continue;
        text += (text.empty() ? " " : "; ") + std::string(model.name);
        if (const auto between = where_p99_passes(line, bound)) {
            text += " between " + with_commas(between->most_within) + " and " +
                    with_commas(between->first_beyond);
        } else if (line.front()->p99 > bound) {
            text += " fewer than " + with_commas(line.front()->connections);
        } else {
            text += " " + with_commas(line.back()->connections) + " or more";
        }
    }
    if (text.empty()) return "";
    return "If 99 of 100 echoes have to be back within " + time_of(bound) +
           ", all clients being active, so many connections can be held on this CPU:" + text +
           ". Every model has such an end: an echo takes, on average, clients divided by echoes "
           "per "
           "second. It is at 1,200 for whoever makes " +
           with_commas(std::lround(claimed / (bound / 1e6))) +
           " echoes per second and serves all alike.";
}

std::string what_stacks_allow(const Figures& figures) {
    const Line each = figures.all_active("threads");
    if (each.empty() || each.back()->reserved <= 0) return "";
    const double reserved = each.back()->reserved;
    const auto stacks = static_cast<long>(addresses / reserved);
    std::string text = "A thread for each connection reserves " + bytes_of(reserved) +
                       " of addresses here and uses " + bytes_of(each.back()->resident) +
                       ". A 32-bit process has 2 GB: that is an end at " + with_commas(stacks) +
                       " connections with these stacks, and at " +
                       with_commas(static_cast<long>(addresses / windows_stack)) +
                       " with Windows' 1 MB.";
    const Line workers = figures.all_active(models_of(figures).front().key);
    if (!workers.empty()) {
        const Figure* const near = nearest(workers, claimed);
        text += " Lesson 22's server, with " + std::to_string(near->threads) + " threads for " +
                with_commas(near->connections) + " connections, reserves " +
                bytes_of(near->reserved) + " for each and uses " + bytes_of(near->resident) + ".";
    }
    return text;
}

std::string what_slots_take() {
    return "A wait takes 64 events, one of them the worker's own: " + with_commas(claimed) +
           " connections are " + std::to_string(workers_for(claimed)) +
           " workers of 63, 10,000 are " + std::to_string(workers_for(10'000)) + ".";
}

}  // namespace

std::optional<Range> around_the_claim(const std::vector<int>& sizes) {
    int from = 0, to = 0;
    for (const int size : sizes) {
        if (size <= claimed * 0.55) from = size;
        if (size >= claimed * 2 && to == 0) to = size;
    }
    if (from < claimed / 4 || to == 0 || to > claimed * 4) return std::nullopt;
    return Range{from, to};
}

std::optional<double> part_lost(const Line& line, const Range& range) {
    const Figure *const before = figure_at(line, range.from), *const after =
                                                                  figure_at(line, range.to);
    if (before == nullptr || after == nullptr) return std::nullopt;
    return 1 - after->rate / before->rate;
}

std::optional<int> half_gone_at(const Line& line) {
    double best = 0;
    for (const Figure* figure : line) {
        best = std::max(best, figure->rate);
        if (figure->rate < best / 2) return figure->connections;
    }
    return std::nullopt;
}

std::optional<Between> where_p99_passes(const Line& line, double bound_microseconds) {
    const Figure* within = nullptr;
    for (const Figure* figure : line) {
        if (figure->p99 > bound_microseconds) {
            if (within == nullptr) return std::nullopt;
            return Between{within->connections, figure->connections};
        }
        within = figure;
    }
    return std::nullopt;
}

std::vector<std::string> explain(const Figures& figures) {
    std::vector<std::string> paragraphs;
    if (figures.measured.empty()) return paragraphs;
    for (const std::string& text :
         {who_else_worked(figures), who_answers(figures), what_is_left(figures),
          who_is_above(figures, true), who_is_above(figures, false), who_has_a_knee(figures),
          where_half_is_gone(figures), where_it_gets_slow(figures), what_stacks_allow(figures),
          what_slots_take()}) {
        if (!text.empty()) paragraphs.push_back(text);
    }
    return paragraphs;
}

}  // namespace twelve_hundred
