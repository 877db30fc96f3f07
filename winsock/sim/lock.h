#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

namespace winsock::sim {

/// What a CRITICAL_SECTION is: a lock that its owner may take again. And a std::mutex, which it may
/// not.
struct Lock {
    unsigned number = 0;  ///< counts up within an execution, from 1
    unsigned owner = 0;   ///< the number of a thread, plus 1
    unsigned depth = 0;
    bool deleted = false;

    bool is_free_for(unsigned thread) const { return depth == 0 || owner == thread + 1; }
    void take(unsigned thread) {
        owner = thread + 1;
        ++depth;
    }
    void leave() {
        if (depth > 0) --depth;
    }
};

/// The locks of an execution. One that was deleted stays: what uses it is told from what never was
/// a lock, and no other gets its place.
class Locks {
public:
    Lock* make() {
        locks_.push_back(std::make_unique<Lock>());
        locks_.back()->number = static_cast<unsigned>(locks_.size());
        return locks_.back().get();
    }
    /// The lock that this is, if it is one and has not been deleted; else null. Memory that nobody
    /// has initialised may hold anything.
    Lock* find(const void* implementation) const {
        for (const auto& lock : locks_) {
            if (lock.get() == implementation) return lock->deleted ? nullptr : lock.get();
        }
        return nullptr;
    }
    /// The lock that lies at this address: a std::mutex begins without a call.
    Lock& at(const void* address) {
        Lock*& lock = at_[address];
        if (lock == nullptr) lock = make();
        return *lock;
    }
    /// This memory is freed: what lies there next is another lock.
    void forget(const void* begin, std::size_t size) {
        if (at_.empty()) return;
        const void* const end = static_cast<const char*>(begin) + size;
        at_.erase(at_.lower_bound(begin), at_.lower_bound(end));
    }
    void clear() {
        locks_.clear();
        at_.clear();
    }

private:
    std::vector<std::unique_ptr<Lock>> locks_;
    std::map<const void*, Lock*> at_;
};

}  // namespace winsock::sim
