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

Line line_of(const Figures& figures, const Model& model, bool all) {
    return all ? figures.all_active(model.key) : figures.few_active(model.key);
}

const char* among(bool all) { return all ? "with all active" : "with 64 active"; }

// What is left of the first server's rate, near the claim and at the end.
std::string what_is_left(const Figures& figures) {
    std::string text;
    for (const bool all : {true, false}) {
        const Line line = line_of(figures, models_of(figures).front(), all);
        if (line.size() < 2) continue;
        const Figure* const near = nearest(line, claimed);
        text += std::string(text.empty() ? "Lesson 22's server, " : "; ") + among(all) +
                ": of its echoes per second at " + with_commas(line.front()->connections) +
                " connections there are left " + percent(near->rate / line.front()->rate) + " at " +
                with_commas(near->connections);
        if (near != line.back())
            text += " and " + percent(line.back()->rate / line.front()->rate) + " at " +
                    with_commas(line.back()->connections);
    }
    return text.empty() ? "" : text + ".";
}

std::string who_has_a_knee(const Figures& figures) {
    std::vector<std::string> knees;
    std::optional<Lost> any;
    for (const Model& model : models_of(figures)) {
        for (const bool all : {true, false}) {
            const auto lost = lost_around_the_claim(line_of(figures, model, all));
            if (!lost) continue;
            any = lost;
            if (lost->part >= knee)
                knees.push_back(std::string(model.name) + " " + among(all) + " (" +
                                percent(lost->part) + " less)");
        }
    }
    if (!any) return "";
    const std::string range =
        "From " + with_commas(any->from) + " to " + with_commas(any->to) + " connections ";
    if (knees.empty())
        return range +
               "no server here loses a quarter of its rate: on this machine nothing "
               "breaks down near 1,200, whatever the model.";
    return range + "these lose a quarter of their rate or more: " + joined(knees) +
           ". The others do not.";
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

// All wait in a closed loop, so this is what each of them gets of one CPU.
std::string where_it_gets_slow(const Figures& figures) {
    const Line line = line_of(figures, models_of(figures).front(), true);
    const auto between = where_p99_passes(line, bound);
    if (!between) return "";
    return "If 99 of 100 echoes have to be back within " + time_of(bound) +
           ", all clients being active, lesson 22's server holds between " +
           with_commas(between->most_within) + " and " + with_commas(between->first_beyond) +
           " connections on this CPU. That bound comes from the work that all of them ask for; the "
           "model has little to do with it.";
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
                       " with Windows' 1 MB. A limit near 1,200 is one of threads.";
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

std::optional<Lost> lost_around_the_claim(const Line& line) {
    const Figure *before = nullptr, *after = nullptr;
    for (const Figure* figure : line) {
        if (figure->connections <= claimed * 0.55) before = figure;
        if (figure->connections >= claimed * 2 && after == nullptr) after = figure;
    }
    if (before == nullptr || after == nullptr || before->connections < claimed / 4 ||
        after->connections > claimed * 4)
        return std::nullopt;
    return Lost{before->connections, after->connections, 1 - after->rate / before->rate};
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
         {what_is_left(figures), who_has_a_knee(figures), where_half_is_gone(figures),
          where_it_gets_slow(figures), what_stacks_allow(figures), what_slots_take()}) {
        if (!text.empty()) paragraphs.push_back(text);
    }
    return paragraphs;
}

}  // namespace twelve_hundred
