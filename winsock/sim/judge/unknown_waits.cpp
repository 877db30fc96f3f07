#include "sim/judge/unknown_waits.h"

#include <fstream>
#include <iterator>
#include <string_view>

namespace winsock::sim {

namespace {

/// The C library's and libstdc++'s functions, as a module's symbols begin, and who calls them.
struct UnknownWait {
    std::string_view symbol;
    const char* used_by;
};
constexpr UnknownWait unknown_waits[] = {
    {"pthread_rwlock_", "std::shared_mutex"},
    {"_ZNSt28__atomic_futex_unsigned_base", "std::future"},
};

}  // namespace

std::string unknown_waits_in(const std::string& module) {
    std::ifstream file(module, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    std::string found;
    for (const UnknownWait& wait : unknown_waits) {
        // Each name in a table of symbols stands behind the end of another.
        const std::string name = std::string(1, '\0').append(wait.symbol);
        if (bytes.find(name) == std::string::npos) continue;
        found += (found.empty() ? "" : ", ") + std::string(wait.used_by);
    }
    return found;
}

}  // namespace winsock::sim
