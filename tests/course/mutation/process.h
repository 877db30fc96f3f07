#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace course::mutation {

/// Somebody has asked to stop: Ctrl-C.
class Interrupted : public std::runtime_error {
public:
    Interrupted() : std::runtime_error("Interrupted.") {}
};

/// From now on SIGINT and SIGTERM end whatever run() has started; run() throws Interrupted.
void end_children_when_interrupted();

/// Runs a command to its end; what it prints goes into the file `log`. Several threads may do so at
/// once, at most 64. The exit code, or 128 and the signal's number. What has not ended after
/// `patience` is ended: out_of_time. Throws std::runtime_error if it cannot be started,
/// Interrupted.
int run(std::vector<std::string> command, const std::filesystem::path& log,
        std::optional<std::chrono::seconds> patience = std::nullopt);

constexpr int out_of_time = -1;

}  // namespace course::mutation
