#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "core/mutex.h"
#include "core/object.h"
#include "core/spin_lock.h"

namespace winsock {

/// Maps handle values to objects. A value that was closed is given out again, the last one first,
/// as on Windows: that is what makes "closed twice" close an innocent object. Thread-safe; a
/// look-up locks its own slot only.
class HandleTable {
public:
    HandleTable() = default;
    HandleTable(const HandleTable&) = delete;
    HandleTable& operator=(const HandleTable&) = delete;
    ~HandleTable();

    /// The one table of the process. Never destroyed: threads may outlive main().
    static HandleTable& instance() {
        static HandleTable& table = *new HandleTable;
        return table;
    }

    /// 0 if the table is full.
    HandleValue add(std::shared_ptr<Object> object);
    /// Null if the value names nothing.
    std::shared_ptr<Object> find(HandleValue value);
    /// As find(), without a reference: for a world in which one thread runs at a time.
    Object* look(HandleValue value);
    /// Whether this value has named something, now or before.
    bool was_given(HandleValue value) const { return value % 4 == 0 && value / 4 - 1 < used_; }
    /// From now on a closed value is given out again (as on Windows), or never.
    void reuse_values(bool reuse) { reuse_ = reuse; }
    /// Forgets every object and every value. No other thread may use the table meanwhile.
    void clear();
    /// Takes the object of this kind out of the table; null if the value names no such object.
    std::shared_ptr<Object> remove(HandleValue value, bool (*accepts)(Object::Kind));
    std::vector<std::pair<HandleValue, std::shared_ptr<Object>>> all(Object::Kind kind);

    /// Changes whenever something that can be waited for is closed: a wait that keeps what it has
    /// looked up compares it.
    std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }

private:
    struct Slot {
        SpinLock lock;
        std::shared_ptr<Object> object;
    };
    static constexpr std::size_t chunk_size = 1024;
    static constexpr std::size_t chunk_count = 1024;
    using Chunk = std::array<Slot, chunk_size>;

    Slot* slot(HandleValue value);

    std::array<std::atomic<Chunk*>, chunk_count> chunks_{};
    std::atomic<std::uint64_t> generation_{1};
    Mutex mutex_;  // guards what follows
    std::vector<HandleValue> free_;
    std::size_t used_ = 0;
    bool reuse_ = true;
};

}  // namespace winsock
