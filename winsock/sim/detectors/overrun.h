#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/api.h"
#include "sim/history.h"

namespace winsock::sim {

class Socket;
class World;

/// Memory of the program that a call is about to read or write.
struct Touched {
    const void* memory = nullptr;
    std::size_t bytes = 0;
    const void* from = nullptr;  ///< where the call returns to
    const void* frame =
        nullptr;  ///< of the call: the same place and the same frame, the same array
};

/// Array overrun: says whether the memory is not all one array, structure or variable of the
/// program. If so the execution is over, and the call may only fail: what it would do cannot be
/// undone.
///
/// Where AddressSanitizer watches the program it is asked. Elsewhere the debugging information is:
/// it knows local and static variables. What lies on the heap, or in a temporary, is not known, so
/// nothing is said about it.
bool overruns(World& world, Api api, const Socket* socket, const Touched& touched);

/// The length of the text in `touched`, of which strlen knows only where it begins; at most as far
/// as its array reaches. Array overrun if there is no end in it: the next call does not come back.
std::size_t length_within_array(World& world, const Touched& touched);

/// The variables that calls were found to touch, so that the debugging information need not be
/// asked again.
class KnownPlaces {
public:
    /// A variable, or, where nothing is known, as far as it was touched.
    struct Place {
        const void* from = nullptr;
        const void* frame = nullptr;
        const void* memory = nullptr;  ///< where the call that was looked at touched it first
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
    };
    /// The place in which the touched memory begins; null if it is not known.
    const Place* find(const Touched& touched) const {
        const std::size_t first = index_of(touched);
        for (std::size_t i = first; i < first + ways; ++i) {
            if (is_of(places_[i], touched)) return &places_[i];
        }
        return nullptr;
    }
    bool holds(const Touched& touched) const {
        const Place* const place = find(touched);
        const auto begin = reinterpret_cast<std::uintptr_t>(touched.memory);
        return place != nullptr && begin + touched.bytes <= place->end;
    }
    void add(const Place& place) {
        const Touched touched{place.memory, 0, place.from, place.frame};
        const std::size_t first = index_of(touched);
        for (std::size_t i = first; i < first + ways; ++i) {
            if (places_[i].from != nullptr && !is_of(places_[i], touched)) continue;
            places_[i] = place;
            return;
        }
        places_[first + next_++ % ways] = place;
    }

private:
    // Several places for each hash: where the stack lies differs from run to run, and two that took
    // turns in one place would cost a look into the debugging information each time.
    static constexpr std::size_t ways = 8;
    static constexpr std::size_t sets = 256;
    static bool is_of(const Place& place, const Touched& touched) {
        return place.from == touched.from && place.frame == touched.frame &&
               place.memory == touched.memory;
    }
    static std::size_t index_of(const Touched& touched) {
        const auto from = reinterpret_cast<std::uintptr_t>(touched.from);
        const auto frame = reinterpret_cast<std::uintptr_t>(touched.frame);
        const auto memory = reinterpret_cast<std::uintptr_t>(touched.memory);
        return mix(from ^ frame << 32, memory) % sets * ways;
    }
    std::array<Place, sets * ways> places_{};
    std::size_t next_ = 0;
};

}  // namespace winsock::sim
