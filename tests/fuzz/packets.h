#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// Looks at one invented stream, and does not come back if something is wrong. libFuzzer calls it
/// by this name, and so does replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Says what is wrong, and ends the process as a crash would.
inline void expect(bool good, const std::string& otherwise) {
    if (good) return;
    std::fprintf(stderr, "Wrong: %s\n", otherwise.c_str());
    std::abort();
}
