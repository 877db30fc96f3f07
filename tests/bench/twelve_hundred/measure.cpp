// All servers of a size are up at once, each with its clients connected to it, and work in turn, a
// slice each, in an order that rotates: whatever else the machine does meets all of them. All of
// it on one CPU.
#include "measure.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>

#include "machine.h"
#include "trial.h"

namespace twelve_hundred {

namespace {

using Clock = std::chrono::steady_clock;

// What was seen to be so on a quiet machine, for the estimate.
constexpr double seconds_to_connect_one = 150e-6, on_wine = 2e-3;
constexpr double seconds_to_start_one = 0.05, to_start_on_wine = 0.8;

int slices_for(const Plan& plan, int active) {
    return std::max(1, static_cast<int>(plan.seconds / slice_seconds(active) + 0.5));
}

double seconds_for_pass(const Plan& plan, int active) {
    // One slice to warm up; and at the end of each all echoes are awaited.
    return (slices_for(plan, active) + 1) * slice_seconds(active) * 1.1;
}

std::vector<int> passes_for(int connections) {
    if (connections <= few) return {connections};
    return {connections, few};
}

double seconds_for_size(const Plan& plan, int connections) {
    const bool wine = !plan.wine.empty();
    double seconds = (wine ? to_start_on_wine : seconds_to_start_one) +
                     connections * (wine ? on_wine : seconds_to_connect_one);
    for (const int active : passes_for(connections)) seconds += seconds_for_pass(plan, active);
    return seconds * static_cast<double>(plan.models.size());
}

// A model with its connections.
struct Entrant {
    const Model* model;
    std::unique_ptr<Trial> trial;
    Footprint before;
    Figure figure;
};

class Race {
public:
    Race(const Plan& plan, const Watcher& watcher) : plan_(plan), watcher_(watcher) {}

    Figures run() {
        double all = 0;
        for (const int size : plan_.sizes) all += seconds_for_size(plan_, size);
        double done = 0;
        for (const int size : plan_.sizes) {
            done_ = done / all;
            share_ = seconds_for_size(plan_, size) / all;
            measure_size(size);
            if (watcher_.stop()) break;
            done += seconds_for_size(plan_, size);
        }
        return figures_;
    }

private:
    std::filesystem::path program_of(const Model& model) const {
        if (model.program == nullptr) {
            if (!plan_.no_server.empty()) throw std::runtime_error(plan_.no_server);
            return plan_.server;
        }
        const std::string name = model.program;
        const std::filesystem::path program =
            plan_.wine.empty() ? plan_.programs / name : plan_.windows_programs / (name + ".exe");
        if (std::filesystem::exists(program)) return program;
        throw std::runtime_error(model.package == nullptr
                                     ? name + " has not been built"
                                     : std::string("install ") + model.package);
    }

    std::unique_ptr<Trial> started(const Model& model, int connections) const {
        std::vector<std::string> command{program_of(model)};
        if (!plan_.wine.empty()) command.insert(command.begin(), plan_.wine);
        return std::make_unique<Trial>(command, arguments_for(model, connections), plan_.cpu);
    }

    // Where a whole process stands between a program and its sockets an echo may take its time.
    int patience() const { return plan_.wine.empty() ? 10 : 30; }

    // Whatever goes wrong with one of them costs that one only.
    template <typename Act>
    void attempt(Entrant& entrant, const Act& act) {
        if (!entrant.trial && entrant.figure.connections == 0) return;
        try {
            act();
        } catch (const std::exception& problem) {
            figures_.missing.push_back(
                {entrant.model->key, entrant.figure.connections, problem.what()});
            entrant.trial.reset();
            entrant.figure.connections = 0;
        }
    }

    void tell(const std::string& doing, double part_of_size) const {
        watcher_.progress(doing, done_ + share_ * part_of_size);
    }

    void measure_size(int connections) {
        std::vector<Entrant> entrants;
        for (const Model* model : plan_.models) {
            entrants.push_back({model, nullptr, {}, {}});
            entrants.back().figure.model = model->key;
            entrants.back().figure.connections = connections;
        }
        for (Entrant& one : entrants) {
            if (watcher_.stop()) return;
            tell("starts " + std::string(one.model->name), 0);
            attempt(one, [&] {
                one.trial = started(*one.model, connections);
                one.before = footprint(one.trial->server());
            });
        }
        for (Entrant& one : entrants) {
            if (watcher_.stop()) return;
            tell("connects to " + std::string(one.model->name), 0.02);
            attempt(one,
                    [&] { one.trial->connect(plan_.programs / "load", connections, patience()); });
        }
        const std::vector<int> passes = passes_for(connections);
        for (std::size_t i = 0; i < passes.size(); ++i) {
            const double part = 1.0 / static_cast<double>(passes.size());
            if (!pass(entrants, passes[i], static_cast<double>(i) * part, part)) return;
            watcher_.measured(figures_, connections, passes[i]);
        }
        for (Entrant& one : entrants) attempt(one, [&] { one.trial->close(); });
    }

    // All CPU time that is accounted for.
    double accounted(const std::vector<Entrant>& entrants) const {
        double seconds = idle_seconds(plan_.cpu);
        for (const Entrant& one : entrants)
            if (one.trial)
                seconds += cpu_seconds(one.trial->server()) + cpu_seconds(one.trial->load());
        return seconds;
    }

    // False when it was stopped: then nothing of it counts.
    bool pass(std::vector<Entrant>& entrants, int active, double from, double part) {
        const double length = slice_seconds(active);
        const int slices = slices_for(plan_, active);
        for (Entrant& one : entrants) attempt(one, [&] { one.trial->activate(active, length); });
        const auto began = Clock::now();
        std::optional<double> before = attempt_accounted(entrants);
        for (int slice = 0; slice < slices; ++slice) {
            for (std::size_t turn = 0; turn < entrants.size(); ++turn) {
                if (watcher_.stop()) return false;
                Entrant& one = entrants[(turn + static_cast<std::size_t>(slice)) % entrants.size()];
                tell(one.model->name, from + part * (slice + 1) / (slices + 1));
                const bool was_there = one.trial != nullptr;
                attempt(one, [&] { one.trial->slice(length); });
                if (was_there && !one.trial) before.reset();  // its time cannot be asked any more
            }
        }
        const double wall = std::chrono::duration<double>(Clock::now() - began).count();
        const std::optional<double> after = attempt_accounted(entrants);
        // Much of what a Windows program does is done by its wineserver, which nobody asks here.
        const double others = before && after && plan_.wine.empty()
                                  ? std::max(0.0, 1 - (*after - *before) / wall) * 100
                                  : 0;
        for (Entrant& one : entrants)
            attempt(one, [&] { figures_.measured.push_back(counted(one, active, others)); });
        return true;
    }

    // Nothing if one has just ended.
    std::optional<double> attempt_accounted(const std::vector<Entrant>& entrants) const {
        try {
            return accounted(entrants);
        } catch (const std::exception&) {
            return std::nullopt;
        }
    }

    static Figure counted(Entrant& one, int active, double others) {
        const Counted counted = one.trial->report();
        const Footprint now = footprint(one.trial->server());
        const auto each = [&](std::size_t before, std::size_t after) {
            return after > before ? static_cast<double>(after - before) / one.figure.connections
                                  : 0;
        };
        Figure figure = one.figure;
        figure.active = active;
        figure.threads = now.threads;
        figure.rate = counted.rate();
        figure.p50 = counted.p50;
        figure.p99 = counted.p99;
        figure.slowest = counted.max;
        figure.fewest = counted.least;
        figure.most = counted.most;
        figure.resident = each(one.before.resident_bytes, now.resident_bytes);
        figure.reserved = each(one.before.reserved_bytes, now.reserved_bytes);
        figure.others = others;
        return figure;
    }

    const Plan& plan_;
    const Watcher& watcher_;
    Figures figures_;
    double done_ = 0, share_ = 0;
};

}  // namespace

double seconds_for(const Plan& plan) {
    double seconds = 0;
    for (const int size : plan.sizes) seconds += seconds_for_size(plan, size);
    return seconds;
}

Figures measure(const Plan& plan, const Watcher& watcher) { return Race(plan, watcher).run(); }

}  // namespace twelve_hundred
