#pragma once

#include <cstdint>
#include <string_view>

namespace winsock::sim {

/// Mixes one more number into a hash; the order counts. Good to 64 bits, and a multiplication: the
/// state of a search is mixed at each choice point. For hashes that this process keeps to itself.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(hash ^ 0x9E3779B97F4A7C15ULL) *
                            static_cast<Product>(value ^ 0xFF51AFD7ED558CCDULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The same for hashes that replay strings carry. They must stay the same from version to version.
inline std::uint64_t mix_for_good(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDULL;
    return hash ^ (hash >> 32);
}

/// For good as well.
inline std::uint64_t hash_of(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325ULL ^ bytes.size();
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
    }
    return mix_for_good(hash, bytes.size());
}

}  // namespace winsock::sim
