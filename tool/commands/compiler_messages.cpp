#include "commands/compiler_messages.h"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <string_view>
#include <vector>

namespace out_of_step {

namespace {

// "[3/26] Building ..." of Ninja, "[ 50%] Building ..." of Make.
bool says_how_far(std::string_view line) {
    const std::size_t end = line.find("] ");
    return line.starts_with('[') && end != std::string_view::npos &&
           line.substr(1, end - 1).find_first_not_of(" 0123456789/%") == std::string_view::npos;
}

// "make: *** [...] Error 1", "gmake[2]: ...", and what CMake says when it has to run again.
bool is_of_the_build_itself(std::string_view line) {
    for (const std::string_view begin :
         {"ninja: build stopped", "ninja: Entering", "make: ", "make[", "gmake: ", "gmake[", "-- ",
          "Consolidate compiler generated", "Scanning dependencies of"}) {
        if (line.starts_with(begin)) return true;
    }
    return says_how_far(line);
}

std::string without(const std::string& root, std::string line) {
    for (std::size_t at = 0; (at = line.find(root, at)) != std::string::npos;) {
        line.erase(at, root.size());
    }
    return line;
}

// The judge takes each server compiled twice: server.zero.so and server.garbage.so.
std::string same_file(std::string messages) {
    constexpr std::string_view other = ".garbage.";
    for (std::size_t at = 0; (at = messages.find(other, at)) != std::string::npos;) {
        messages.replace(at, other.size(), ".zero.");
    }
    return messages;
}

}  // namespace

std::string compiler_messages(const std::string& output, const std::string& root) {
    // What one command has said follows the line that tells how it went.
    std::vector<std::string> said;
    std::string messages;
    const auto end_of_command = [&] {
        const auto alike = [&](const std::string& other) {
            return same_file(other) == same_file(messages);
        };
        if (std::none_of(said.begin(), said.end(), alike)) said.push_back(messages);
        messages.clear();
    };
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("FAILED: ")) {
            end_of_command();
            std::getline(lines, line);  // the command, on a line of its own
        } else if (is_of_the_build_itself(line)) {
            end_of_command();
        } else {
            messages += without(root + "/", line) + "\n";
        }
    }
    end_of_command();
    messages = std::accumulate(said.begin(), said.end(), std::string());
    return messages.empty() ? output : messages;
}

}  // namespace out_of_step
