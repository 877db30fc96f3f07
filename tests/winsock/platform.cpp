// The platforms that have real sockets: Windows, Wine, and the port in winsock/posix. The simulator
// has a file of its own in place of this one.

#include "contract.h"
#include "differences.h"

namespace contract {
namespace {

/// Winsock for the whole run.
class Startup : public testing::Environment {
    void SetUp() override {
        WSADATA data;
        ASSERT_EQ(0, WSAStartup(MAKEWORD(2, 2), &data));
    }
    void TearDown() override { WSACleanup(); }
};

const auto* const startup = testing::AddGlobalTestEnvironment(new Startup);

}  // namespace

Platform platform() {
#ifdef _WIN32
    static const bool is_wine = [] {
        const HMODULE ntdll = GetModuleHandleA("ntdll.dll");
        return ntdll && GetProcAddress(ntdll, "wine_get_version");
    }();
    return is_wine ? Platform::wine : Platform::windows;
#elif defined(OUT_OF_STEP_OVER_POLL)
    return Platform::port_over_poll;
#else
    return Platform::port;
#endif
}

std::chrono::nanoseconds now() { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace contract
