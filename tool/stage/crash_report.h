#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace out_of_step {

/// What a sanitizer wrote to stderr when it ended a program.
struct CrashReport {
    std::size_t begin = 0;  ///< where it begins in that text
    std::string tool;       ///< "AddressSanitizer"
    std::string error;      ///< "stack-buffer-overflow"
    std::string line;       ///< "lessons/03_arrays_out_of_step/server.cpp:98", or empty

    bool leak = false;  ///< looked for when the program has ended, and no reason for its end

    /// Why the program has ended, as the end of a sentence.
    std::string summary() const;
};

/// Finds the report in `errors`. Its line is the innermost one in `source`, the end of a path:
/// the stack often begins in the library function that was given the wrong thing.
std::optional<CrashReport> crash_report_in(const std::string& errors, const std::string& source);

}  // namespace out_of_step
