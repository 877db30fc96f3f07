#include "check.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "files.h"
#include "process.h"
#include "survivors.h"
#include "workshop.h"

namespace course::mutation {

namespace {

/// What has become of a mutant.
struct Fate {
    bool stillborn = false;
    std::string killer;        ///< the number of the lesson whose judge has noticed; "" if none has
    std::string endless = {};  ///< the number of the one that did not come to an end
    bool survives() const { return !stillborn && killer.empty() && endless.empty(); }
};

/// How many of what.
struct Count {
    std::size_t mutants = 0;
    std::size_t stillborn = 0;
    std::size_t survivors = 0;
    std::size_t endless = 0;
    std::map<std::string, std::size_t> killed_by;

    void add(const Fate& fate) {
        ++mutants;
        if (fate.stillborn) ++stillborn;
        if (fate.survives()) ++survivors;
        if (!fate.endless.empty()) ++endless;
        if (!fate.killer.empty()) ++killed_by[fate.killer];
    }
    std::string in_words() const {
        std::size_t killed = 0;
        std::string by;
        for (const auto& [killer, count] : killed_by) {
            killed += count;
            by += (by.empty() ? " (by lesson " : ", ") + killer + ": " + std::to_string(count);
        }
        return std::to_string(mutants - stillborn) + " mutants, " + std::to_string(killed) +
               " killed" + (by.empty() ? "" : by + ")") + ", " + std::to_string(survivors) +
               " survive; " + std::to_string(stillborn) + " do not compile" +
               (endless == 0 ? "" : "; " + std::to_string(endless) + " could not be judged");
    }
};

/// Its own lesson, then those before it in the chapter, the first one first: it is the fastest.
std::vector<const Lesson*> judges_of(const Lesson& solution) {
    std::vector<const Lesson*> judges = {&solution};
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter == solution.chapter && lesson.number < solution.number) {
            judges.push_back(&lesson);
        }
    }
    return judges;
}

/// Most slips show while nobody hurries, or in one unlucky moment, and in a tenth of the time. What
/// all judges have let pass so is judged whole. If one does not come to an end, none after it is
/// asked.
Fate fate_of(const Mutant& mutant, const Task& task, const Recipe& recipe,
             const Workshop& workshop) {
    if (!workshop.make(recipe, applied(mutant, task.source))) return {true, ""};
    constexpr std::optional<unsigned> as_promised = std::nullopt;
    for (const std::optional<unsigned> deviations :
         {std::optional(0U), std::optional(1U), as_promised}) {
        for (const Lesson* const lesson : judges_of(*task.lesson)) {
            switch (workshop.judged_by(lesson->slug, deviations)) {
                case Judgement::kept: break;
                case Judgement::broken: return {false, lesson->number};
                case Judgement::endless: return {false, "", lesson->number};
            }
        }
    }
    return {};
}

/// Made in the same way, the solution itself breaks nothing. Otherwise a mutant would be killed by
/// something else than its slip. For a sample its own judge says enough; the gate asks the others.
void try_the_unchanged_one(const Task& task, const Recipe& recipe, const Workshop& workshop,
                           bool is_sample) {
    bool is_right = workshop.make(recipe, task.source);
    for (const Lesson* const lesson : judges_of(*task.lesson)) {
        if (is_sample && lesson != task.lesson) continue;
        is_right = is_right && workshop.judged_by(lesson->slug, 1) == Judgement::kept;
    }
    if (!is_right) {
        throw std::runtime_error(at(task.lesson->solution) +
                                 ": unchanged, it is not right either.");
    }
}

std::string place_of(const Task& task, const Mutant& mutant) {
    return at(task.lesson->solution, mutant.line) + ": " + mutant.in_words();
}

/// What is not as survivors.json says, as a sentence; else "".
std::string about_fate(const Task& task, const Mutant& mutant, const Fate& fate) {
    std::string why;
    if (!fate.endless.empty()) {
        why = ". The judge of lesson " + fate.endless + " does not come to an end:";
    } else if (const bool is_listed = may_survive(survivors(), task.lesson->number, mutant);
               fate.survives() == is_listed) {
        return "";
    } else if (!is_listed) {
        why = ", and no promise is broken:";
    } else if (fate.stillborn) {
        why = ". survivors.json lists it, and it does not compile:";
    } else {
        why = ". survivors.json lists it, and lesson " + fate.killer + " kills it:";
    }
    return place_of(task, mutant) + why + "\n    " + mutant.text;
}

/// The fates of a task's mutants, in their order; complaints are printed as they come. The first
/// exception ends it.
std::vector<Fate> fates_of(const Task& task, const Request& request, std::ostream& out) {
    const Recipe recipe(task.lesson->slug);
    std::vector<Fate> fates(task.mutants.size());
    std::atomic<std::size_t> next = 0;
    std::mutex lock;
    std::exception_ptr problem;
    const auto work = [&](unsigned number) {
        try {
            const Workshop workshop(number);
            if (number == 0) {
                try_the_unchanged_one(task, recipe, workshop, request.sample > 0);
            }
            for (std::size_t i = next++; i < fates.size(); i = next++) {
                fates[i] = fate_of(task.mutants[i], task, recipe, workshop);
                const std::string complaint = about_fate(task, task.mutants[i], fates[i]);
                const std::scoped_lock locked(lock);
                if (!complaint.empty()) out << complaint << std::endl;
            }
        } catch (...) {
            const std::scoped_lock locked(lock);
            if (!problem) problem = std::current_exception();
            next = fates.size();
        }
    };
    std::vector<std::thread> threads;
    for (unsigned number = 1; number < request.jobs; ++number) threads.emplace_back(work, number);
    work(0);
    for (std::thread& thread : threads) thread.join();
    if (problem) std::rethrow_exception(problem);
    return fates;
}

}  // namespace

bool check(const std::vector<Task>& tasks, const Request& request, std::ostream& out) {
    Count total;
    std::size_t complaints = 0;
    for (const Task& task : tasks) {
        const auto began = std::chrono::steady_clock::now();
        const std::vector<Fate> fates = fates_of(task, request, out);
        Count count;
        for (std::size_t i = 0; i < fates.size(); ++i) {
            count.add(fates[i]);
            total.add(fates[i]);
            if (!about_fate(task, task.mutants[i], fates[i]).empty()) ++complaints;
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        out << "solution " << task.lesson->number << ": " << count.in_words() << "; "
            << std::lround(took.count()) << " s" << std::endl;
        const auto wrong = about_listed(survivors(), task.lesson->number, mutants_of(task.source));
        for (const std::string& sentence : wrong) out << sentence << std::endl;
        complaints += wrong.size();
    }
    out << "In all: " << total.in_words() << "." << std::endl;
    if (total.mutants == total.stillborn) throw std::runtime_error("Nothing could be judged.");
    if (total.endless > 0) throw std::runtime_error("Not all could be found out, see above.");
    if (complaints > 0) out << complaints << " complaints, see above." << std::endl;
    return complaints == 0;
}

}  // namespace course::mutation
