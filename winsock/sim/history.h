#pragma once

#include <cstdint>

#include "sim/lasting_hash.h"

namespace winsock::sim {

/// Mixes one more number into a hash; the order counts. Good to 64 bits, and a multiplication: the
/// state of a search is mixed at each choice point. For hashes that this process keeps to itself.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(hash ^ 0x9E3779B97F4A7C15ULL) *
                            static_cast<Product>(value ^ 0xFF51AFD7ED558CCDULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace winsock::sim
