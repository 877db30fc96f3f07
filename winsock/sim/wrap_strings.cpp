// What a program writes into its arrays by the C library's functions, as a module calls them: see
// wrap.cpp for how the calls come here. Each is looked at before it writes anything.

#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "sim/api.h"
#include "sim/call.h"
#include "sim/detectors/written.h"

using winsock::sim::copy_overruns;
using winsock::sim::length_in_array;
using winsock::sim::text_overruns;
using winsock::sim::Touched;

// Where the call comes from, for the detectors: to be used in the function that was called.
#define WINSOCK_SIM_TOUCHED(memory, bytes) \
    Touched { memory, bytes, WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME }

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*,clang-analyzer-security.insecureAPI.*,
// readability-inconsistent-declaration-parameter-name): the linker makes these names.
char* __wrap_strcpy(char* to, const char* from) {
    const std::size_t size = std::strlen(from) + 1;
    if (text_overruns("strcpy", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return static_cast<char*>(std::memcpy(to, from, size));
}

// It fills the rest with zeroes, so it always writes all of it.
char* __wrap_strncpy(char* to, const char* from, std::size_t size) {
    if (text_overruns("strncpy", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return std::strncpy(to, from, size);
}

char* __wrap_strcat(char* to, const char* from) {
    const std::size_t size = length_in_array(WINSOCK_SIM_TOUCHED(to, 0)) + std::strlen(from) + 1;
    if (text_overruns("strcat", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return std::strcat(to, from);
}

char* __wrap_strncat(char* to, const char* from, std::size_t most) {
    const std::size_t size = length_in_array(WINSOCK_SIM_TOUCHED(to, 0)) + strnlen(from, most) + 1;
    if (text_overruns("strncat", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return std::strncat(to, from, most);
}

void* __wrap_memcpy(void* to, const void* from, std::size_t size) {
    if (copy_overruns("memcpy", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return std::memcpy(to, from, size);
}

void* __wrap_memmove(void* to, const void* from, std::size_t size) {
    if (copy_overruns("memmove", WINSOCK_SIM_TOUCHED(to, size))) return to;
    return std::memmove(to, from, size);
}

int __wrap_sprintf(char* to, const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    std::va_list again;
    va_copy(again, arguments);
    int length = std::vsnprintf(nullptr, 0, format, again);
    va_end(again);
    const std::size_t size = length < 0 ? 0 : static_cast<std::size_t>(length) + 1;
    if (!text_overruns("sprintf", WINSOCK_SIM_TOUCHED(to, size))) {
        length = std::vsprintf(to, format, arguments);
    }
    va_end(arguments);
    return length;
}

// As much as it writes: that it may write more need not be a mistake.
int __wrap_snprintf(char* to, std::size_t most, const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    std::va_list again;
    va_copy(again, arguments);
    int length = std::vsnprintf(nullptr, 0, format, again);
    va_end(again);
    const std::size_t whole = length < 0 ? 0 : static_cast<std::size_t>(length) + 1;
    const std::size_t size = whole < most ? whole : most;
    if (!text_overruns("snprintf", WINSOCK_SIM_TOUCHED(to, size))) {
        length = std::vsnprintf(to, most, format, arguments);
    }
    va_end(arguments);
    return length;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*,clang-analyzer-security.insecureAPI.*,
// readability-inconsistent-declaration-parameter-name)

}  // extern "C"
