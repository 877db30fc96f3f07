// A call that never returns must not cost the whole run its result: it ends the run, with a name.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "contract.h"

namespace contract {
namespace {

constexpr std::int64_t longest_case = 90'000;  // milliseconds; six deadlines

/// When the case that runs began, 0 between cases. Static: the watching thread outlives main().
std::atomic<std::int64_t> started{0};

std::int64_t now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

void watch() {
    for (;;) {
        const std::int64_t began = started;
        if (began != 0 && now() - began > longest_case) {
            std::puts("[  HANGS   ] the case that runs now; it is ended, and the run with it");
            std::fflush(stdout);
            std::_Exit(EXIT_FAILURE);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
}

class Timekeeper : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override { started = now(); }
    void OnTestEnd(const testing::TestInfo&) override { started = 0; }
};

class Installer : public testing::Environment {
    // Once, however often the suite is repeated.
    void SetUp() override {
        if (std::exchange(installed_, true)) return;
        testing::UnitTest::GetInstance()->listeners().Append(new Timekeeper);
        std::thread(watch).detach();
    }
    bool installed_ = false;
};

const auto* const installer = testing::AddGlobalTestEnvironment(new Installer);

}  // namespace
}  // namespace contract
