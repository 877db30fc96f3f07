#pragma once

#include <cstdint>
#include <string_view>

namespace winsock::sim {

// Hashes that replay strings carry. They must stay the same from version to version.

/// Mixes one more number into a hash; the order counts.
inline std::uint64_t mix_for_good(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDULL;
    return hash ^ (hash >> 32);
}

inline std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325ULL ^ bytes.size();
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
    }
    return mix_for_good(hash, bytes.size());
}

/// As a replay string carries it.
inline std::uint32_t short_hash(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace winsock::sim
