#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace winsock::sim {

/// A set of hashes, 11 to 23 bytes for each: open addressing, because a search adds millions.
class StateSet {
public:
    /// True if it was not there.
    bool insert(std::uint64_t hash) {
        if (hash == empty) hash = 1;
        if (size_ * 4 >= slots_.size() * 3) grow();
        std::uint64_t& slot = find(hash);
        if (slot == hash) return false;
        slot = hash;
        ++size_;
        return true;
    }

    std::size_t size() const { return size_; }
    std::size_t bytes() const { return slots_.size() * sizeof(std::uint64_t); }

private:
    static constexpr std::uint64_t empty = 0;

    /// The slot that holds it, or the empty one where it belongs.
    std::uint64_t& find(std::uint64_t hash) {
        std::size_t place = hash & (slots_.size() - 1);
        while (slots_[place] != empty && slots_[place] != hash) {
            place = (place + 1) & (slots_.size() - 1);
        }
        return slots_[place];
    }

    void grow() {
        std::vector<std::uint64_t> old(slots_.empty() ? 1024 : slots_.size() * 2);
        old.swap(slots_);
        for (const std::uint64_t hash : old) {
            if (hash != empty) find(hash) = hash;
        }
    }

    std::vector<std::uint64_t> slots_;
    std::size_t size_ = 0;
};

}  // namespace winsock::sim
