// What a run has measured, and the file that keeps it.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace twelve_hundred {

// One server with so many connections, of which so many were active.
struct Figure {
    std::string model;
    int connections = 0, active = 0, threads = 0;
    double rate = 0;                       // echoes per second
    double p50 = 0, p99 = 0, slowest = 0;  // microseconds
    double fewest = 0, most = 0;           // echoes that one client got
    double resident = 0, reserved = 0;     // bytes of the server's process for each connection
    double others = 0;                     // percent of the CPU that other programs took

    bool operator==(const Figure&) const = default;
};

// A server that could not be measured with so many connections.
struct Missing {
    std::string model;
    int connections = 0;
    std::string why;

    bool operator==(const Missing&) const = default;
};

struct Figures {
    std::vector<std::pair<std::string, std::string>> about;  // the date, the machine, the command
    std::vector<Figure> measured;
    std::vector<Missing> missing;

    bool operator==(const Figures&) const = default;

    // Of one model, by connections: all active, or 64 among idle ones. Where 64 or fewer are
    // connected these are the same.
    std::vector<const Figure*> all_active(const std::string& model) const;
    std::vector<const Figure*> few_active(const std::string& model) const;

    // Whose figures these are, or whose are missing: Windows programs, or the others.
    bool of_windows_programs() const;

    // Its sizes, in ascending order.
    std::vector<int> sizes() const;
};

constexpr int few = 64;

// The comments in front are `about`. Throw std::runtime_error, which names the line.
std::string to_csv(const Figures& figures);
Figures from_csv(const std::string& text);

std::string read_text(const std::filesystem::path& file);
// Whole or not at all, and so that nobody reads half of it.
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace twelve_hundred
