#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define WINSOCK_SIM_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WINSOCK_SIM_WATCHED 1
#endif
#endif

#if defined(WINSOCK_SIM_WATCHED)
#include <sanitizer/asan_interface.h>
#endif

namespace winsock::sim {

/// AddressSanitizer watches the program, and knows that some of these bytes are no part of any
/// array. Without it nothing is known.
inline bool is_known_to_be_too_small([[maybe_unused]] const void* memory,
                                     [[maybe_unused]] std::size_t bytes) {
#if defined(WINSOCK_SIM_WATCHED)
    return __asan_region_is_poisoned(const_cast<void*>(memory), bytes) != nullptr;
#else
    return false;
#endif
}

}  // namespace winsock::sim
