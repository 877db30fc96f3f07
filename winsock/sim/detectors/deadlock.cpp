// Deadlock: threads that wait for each other, or for what nobody will do.
//
// When nothing moves any more most threads still wait for something that can come: the next client,
// the end of a time. They are alive, and so is whoever waits for them: for a lock that they hold,
// for their end, or for an event that they may set one day. A pool's workers, and a main() that
// joins them, are therefore nothing remarkable. What is left over waits for ever.

#include <algorithm>

#include "sim/detectors/detectors.h"

namespace winsock::sim {

namespace {

bool waits_for_objects(const Thread& thread) {
    return sim::waits_for_objects(thread.call) || thread.call == Api::thread_join;
}

std::string name_of(const Thread& thread) {
    return thread.number == 0 ? "main" : "thread " + std::to_string(thread.number);
}

/// Who is alive among the threads, at the end.
class Threads {
public:
    explicit Threads(World& world) : world_(world), alive_(all().size(), 0) {
        bool changed = true;
        while (changed) {
            changed = false;
            for (const auto& thread : all()) {
                if (is_alive(*thread) || !can_go_on(*thread)) continue;
                alive_[thread->number] = 1;
                changed = true;
            }
        }
    }

    const std::vector<std::shared_ptr<Thread>>& all() const { return world_.scheduler.threads(); }

    /// Waits for ever, and did not ask for it.
    bool is_stuck(const Thread& thread) const {
        const bool asleep = thread.call == Api::Sleep;
        return thread.started && !thread.ended && thread.blocker != nullptr && !asleep &&
               !is_alive(thread);
    }

    std::string what_it_waits_for(const Thread& thread) const;

private:
    bool is_alive(const Thread& thread) const { return alive_[thread.number] != 0; }
    bool others_are_alive(const Thread& thread) const {
        return std::any_of(all().begin(), all().end(), [&](const auto& other) {
            return other.get() != &thread && is_alive(*other);
        });
    }
    bool can_go_on(const Thread& thread) const;
    bool can_come(const Thread& thread, const Event& event) const;
    bool is_selected(const Event& event) const;

    World& world_;
    std::vector<char> alive_;
};

bool Threads::can_go_on(const Thread& thread) const {
    if (thread.ended) return false;
    if (thread.blocker == nullptr || thread.blocker->deadline != never) return true;
    if (thread.call == Api::Sleep) return false;
    if (thread.wanted != nullptr) {
        return thread.wanted->owner != 0 && is_alive(*all()[thread.wanted->owner - 1]);
    }
    if (thread.condition != nullptr) return others_are_alive(thread);
    if (!waits_for_objects(thread)) return true;  // for a client: accept, recv, send
    const auto comes = [&](const Event* object) { return can_come(thread, *object); };
    const auto& objects = thread.awaited;
    return thread.awaits_all ? std::all_of(objects.begin(), objects.end(), comes)
                             : std::any_of(objects.begin(), objects.end(), comes);
}

bool Threads::can_come(const Thread& thread, const Event& event) const {
    if (event.signalled()) return true;
    if (event.kind() == Object::Kind::thread) return is_alive(static_cast<const Thread&>(event));
    return is_selected(event) || others_are_alive(thread);
}

bool Threads::is_selected(const Event& event) const {
    return std::any_of(world_.sockets().begin(), world_.sockets().end(), [&](const auto& socket) {
        return !socket->closed() && socket->record().event().get() == &event;
    });
}

std::string Threads::what_it_waits_for(const Thread& thread) const {
    if (thread.wanted != nullptr) {
        std::string lock = "lock " + std::to_string(thread.wanted->number);
        if (thread.wanted->owner == 0) return lock;
        const Thread& owner = *all()[thread.wanted->owner - 1];
        return lock + ", which " + name_of(owner) +
               (owner.ended ? " has not left before it ended" : " holds");
    }
    if (thread.condition != nullptr) {
        return thread.call == Api::atomic_wait
                   ? "a semaphore or a std::atomic, which nobody will change"
                   : "a std::condition_variable, which nobody will notify";
    }
    std::string names;
    for (const Event* const object : thread.awaited) {
        const bool is_thread = object->kind() == Object::Kind::thread;
        names += (names.empty() ? "" : thread.awaits_all ? " and " : " or ");
        names += is_thread ? "the end of " + name_of(static_cast<const Thread&>(*object))
                           : world_.name_of(static_cast<const SimEvent&>(*object));
    }
    return names + (names.find("thread") == std::string::npos ? ", which nobody will set" : "");
}

}  // namespace

void judge_the_threads(World& world) {
    if (world.scheduler.threads().size() < 2) return;
    const Threads threads(world);
    const Thread* first = nullptr;
    std::string sentence;
    for (const auto& thread : threads.all()) {
        if (!threads.is_stuck(*thread)) continue;
        if (first == nullptr) first = thread.get();
        sentence += (sentence.empty() ? "" : "; ") + name_of(*thread) + " waits for " +
                    threads.what_it_waits_for(*thread);
    }
    if (first == nullptr) return;
    world.find_at_end(Detector::deadlock, name_of(*first), std::move(sentence));
}

}  // namespace winsock::sim
