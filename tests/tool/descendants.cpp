#include "descendants.h"

#include <cstdlib>
#include <filesystem>
#include <random>

#include <uv.h>

#include "stage/loop.h"
#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

constexpr const char* variable = "OUT_OF_STEP_STARTED_BY";
constexpr double patience = 10;
constexpr unsigned milliseconds_between_looks = 5;

std::string read(const fs::path& file) { return read_whole_file(file).value_or(""); }

}  // namespace

Descendants::Descendants() : mark_(std::to_string(std::random_device()())) {
    setenv(variable, mark_.c_str(), 1);
}

Descendants::~Descendants() { unsetenv(variable); }

std::string Descendants::that_stay() const {
    const double until = now() + patience;
    std::string found = there();
    while (!found.empty() && now() < until) {
        uv_sleep(milliseconds_between_looks);
        found = there();
    }
    return found;
}

// Our own environment is that from before: /proc shows what a process was started with. That of a
// process which has ended is empty.
std::string Descendants::there() const {
    const std::string mine = variable + ("=" + mark_) + '\0';
    std::string found;
    std::error_code error;
    for (const fs::directory_entry& process : fs::directory_iterator("/proc", error)) {
        if (read(process.path() / "environ").find(mine) == std::string::npos) continue;
        found += process.path().filename().string() + " " + read(process.path() / "cmdline") + "\n";
    }
    return found;
}

}  // namespace out_of_step
