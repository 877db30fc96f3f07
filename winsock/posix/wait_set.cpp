#include "posix/wait_set.h"

#include <algorithm>
#include <bit>
#include <climits>
#include <set>
#include <thread>

#include "core/handle_table.h"
#include "posix/lingering.h"
#include "posix/socket.h"

namespace winsock {

namespace {

DWORD fail(DWORD error) {
    SetLastError(error);
    return WAIT_FAILED;
}

/// Milliseconds until `deadline`, rounded up so that nobody wakes early; -1 for no end.
int time_left(std::chrono::steady_clock::time_point deadline, DWORD milliseconds) {
    if (milliseconds == INFINITE) return -1;
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<long long>(rounded, 0, INT_MAX));
}

bool has_duplicates(DWORD count, const HANDLE* handles) {
    return std::set<HANDLE>(handles, handles + count).size() != count;
}

thread_local constinit bool thread_has_ended = false;

}  // namespace

WaitSet& WaitSet::make_current() {
    if (thread_has_ended) {
        auto* const late = new WaitSet;  // for a destructor at the very end; nobody deletes it
        known_ = late;
        return *late;
    }
    thread_local WaitSet set;
    known_ = &set;
    return set;
}

WaitSet::~WaitSet() {
    unbind();
    if (poller_) {
        Lingering::deliver(*poller_);
        poller_->owner = nullptr;
    }
    thread_has_ended = true;
    known_ = nullptr;
}

const std::shared_ptr<Poller>& WaitSet::poller() {
    if (!poller_) {
        poller_ = Poller::create();
        if (poller_) poller_->owner = this;
    }
    return poller_;
}

void WaitSet::event_changed(unsigned index, bool signalled) {
    const Places place = Places{1} << index;
    if (!signalled) {
        signalled_.fetch_and(~place);
        return;
    }
    signalled_.fetch_or(place);
    if (sleeps_.load() && events_[index]->manual_reset()) let_go_.fetch_or(place);
    wake_if_asleep();
}

void WaitSet::invalidate() {
    stale_ = true;
    wake_if_asleep();
}

// owner_sleeps is set before the last look at what is waited for, and read here after that was
// changed: one of the two threads sees what the other did.
void WaitSet::wake_if_asleep() {
    if (poller_ && poller_->owner_sleeps.load()) poller_->wake();
}

// The places of these handles in the set that is bound: all of it, or some that lie side by side. A
// server that serves one event and then asks those behind it goes through the set in this way.
WaitSet::Places WaitSet::find(DWORD count, const HANDLE* handles) {
    scanning_ = false;
    first_ = 0;
    if (!is_current() || count > count_) return 0;
    const auto is_at = [&](unsigned place) {
        return place + count <= count_ &&
               std::equal(handles, handles + count, handles_.begin() + place);
    };
    if (count < count_) {
        first_ = next_asked_;
        scanning_ = is_at(first_) || is_at(++first_);
        if (!scanning_) {
            const auto end = handles_.begin() + count_;
            first_ = static_cast<unsigned>(std::find(handles_.begin(), end, handles[0]) -
                                           handles_.begin());
        }
    }
    if (!scanning_ && !is_at(first_)) return 0;
    if (count < count_) next_asked_ = first_ + count;
    return (~Places{0} >> (MAXIMUM_WAIT_OBJECTS - count)) << first_;
}

void WaitSet::unbind() {
    for (unsigned i = 0; i < count_; ++i) {
        events_[i]->unwatch(*this);
        events_[i] = nullptr;
    }
    count_ = 0;
    signalled_ = 0;
}

bool WaitSet::bind(DWORD count, const HANDLE* handles) {
    unbind();
    first_ = 0;
    HandleTable& table = HandleTable::instance();
    generation_ = table.generation();
    for (unsigned i = 0; i < count; ++i) {
        const std::shared_ptr<Object> object =
            table.find(reinterpret_cast<HandleValue>(handles[i]));
        if (!object || object->kind() == Object::Kind::socket) {
            unbind();
            return false;
        }
        handles_[i] = handles[i];
        events_[i] = std::static_pointer_cast<Event>(object);
        count_ = i + 1;
        events_[i]->watch(*this, i);
    }
    attend_sources();
    return true;
}

// Sees to it that every socket of the events reports here, or that this thread looks where it does.
void WaitSet::attend_sources() {
    stale_ = false;
    foreign_.clear();
    look_soon();
    for (unsigned i = 0; i < count_; ++i) {
        for (const std::shared_ptr<Object>& source : events_[i]->sources()) {
            auto& socket = static_cast<Socket&>(*source);
            // What has come so far is recorded where it was reported, before the socket moves.
            const std::shared_ptr<Poller> home = socket.home();
            if (home && home != poller_) look(*home);
            std::shared_ptr<Poller> other = socket.attend(*this, events_[i]);
            if (other && std::ranges::find(foreign_, other) == foreign_.end()) {
                foreign_.push_back(std::move(other));
            }
        }
    }
}

bool WaitSet::satisfied(Places interest, bool all) const {
    const Places found = signalled_.load() & interest;
    return all ? found == interest : (found | (let_go() & interest)) != 0;
}

bool WaitSet::take(Places interest, bool all, unsigned& index) {
    if (!satisfied(interest, all)) return false;
    const Places free = all ? 0 : let_go();
    Places taken = 0;
    for (Places left = (signalled_.load() | free) & interest; left != 0; left &= left - 1) {
        const auto place = static_cast<unsigned>(std::countr_zero(left));
        if ((free >> place & 1) != 0 || events_[place]->take()) {
            taken |= Places{1} << place;
            if (!all) break;
        } else if (all) {
            break;  // another thread's wait was first
        }
    }
    if (taken != 0 && (!all || taken == interest)) {
        index = static_cast<unsigned>(std::countr_zero(taken));
        return true;
    }
    // All or nothing: what was taken is given back.
    for (; taken != 0; taken &= taken - 1)
        events_[static_cast<unsigned>(std::countr_zero(taken))]->give_back();
    return false;
}

DWORD WaitSet::wait_in_full(DWORD count, const HANDLE* handles, bool all, DWORD milliseconds) {
    return current().wait_for(count, handles, all, milliseconds);
}

DWORD WaitSet::wait_for(DWORD count, const HANDLE* handles, bool all, DWORD milliseconds) {
    if (count == 0 || count > MAXIMUM_WAIT_OBJECTS || handles == nullptr) {
        return fail(ERROR_INVALID_PARAMETER);
    }
    if (all && count > 1 && has_duplicates(count, handles)) return fail(ERROR_INVALID_PARAMETER);
    if (!poller()) return fail(ERROR_NOT_ENOUGH_MEMORY);

    Places interest = find(count, handles);
    const bool asks_system = interest == 0 || !scanning_ || milliseconds != 0;
    if (interest == 0) {
        if (!bind(count, handles)) return fail(ERROR_INVALID_HANDLE);
        interest = ~Places{0} >> (MAXIMUM_WAIT_OBJECTS - count);
    }
    // From here on the wait is for the objects: what becomes of their handles does not matter.
    if (stale_.load()) attend_sources();
    if (asks_system && (milliseconds == 0 || satisfied(interest, all)) && looked_long_ago()) {
        look_around();
    }
    unsigned index = 0;
    if (!take(interest, all, index) &&
        (milliseconds == 0 || !sleep_until_taken(interest, all, milliseconds, index))) {
        return WAIT_TIMEOUT;
    }
    if (count > 1) next_asked_ = index;
    return WAIT_OBJECT_0 + index - first_;
}

bool WaitSet::sleep_until_taken(Places interest, bool all, DWORD milliseconds, unsigned& index) {
    Clock::time_point deadline{};
    if (milliseconds != INFINITE) deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
    // Whoever sets an event without seeing this has set it before block() looks once more.
    let_go_.store(0, std::memory_order_relaxed);
    sleeps_.store(true, std::memory_order_release);
    bool taken = false;
    for (int left = 0; !taken && (left = time_left(deadline, milliseconds)) != 0;) {
        block(left, interest, all);
        if (stale_.load()) attend_sources();
        taken = take(interest, all, index);
    }
    sleeps_.store(false, std::memory_order_release);
    return taken;
}

void WaitSet::pause(DWORD milliseconds) {
    const Clock::time_point deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
    if (milliseconds == 0) std::this_thread::yield();
    if (!poller()) return std::this_thread::sleep_until(deadline);
    for (int left = 0; (left = time_left(deadline, milliseconds)) != 0;) block(left, 0, false);
}

}  // namespace winsock
