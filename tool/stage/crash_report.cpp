#include "stage/crash_report.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace out_of_step {

namespace {

constexpr std::string_view runtime_error = ": runtime error: ";
constexpr std::string_view summary_mark = "SUMMARY: ";
constexpr std::size_t shortest_rule = 10;

std::string_view without_blanks(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_rule(std::string_view line) {
    return line.size() >= shortest_rule && line.find_first_not_of('=') == std::string_view::npos;
}

// "==4711==ERROR: ...", "AddressSanitizer:DEADLYSIGNAL", "WARNING: ThreadSanitizer: ..." or all
// there is of UndefinedBehaviorSanitizer's.
bool begins_a_report(std::string_view line) {
    return line.find(runtime_error) != std::string_view::npos ||
           line.starts_with("AddressSanitizer:DEADLYSIGNAL") ||
           line.starts_with("WARNING: ThreadSanitizer: ") ||
           (line.starts_with("==") && line.find("==ERROR: ") != std::string_view::npos);
}

// "/home/me/lessons/01_x/server.cpp:98:7" for "lessons/01_x/server.cpp" is that with ":98".
std::string place_in(std::string_view line, const std::string& source) {
    for (std::size_t at = line.find(source); at != std::string_view::npos;
         at = line.find(source, at + 1)) {
        const std::string_view before = line.substr(0, at);
        const std::string_view behind = line.substr(at + source.size());
        const bool whole_name = before.empty() || before.back() == '/' || before.back() == ' ';
        if (!whole_name || !behind.starts_with(':')) continue;
        const std::string_view number =
            behind.substr(1, behind.find_first_not_of("0123456789", 1) - 1);
        if (!number.empty()) return fmt::format("{}:{}", source, number);
    }
    return "";
}

// Reads a report line by line.
class Reader {
public:
    explicit Reader(const std::string& source) : source_(source) {}

    void take(std::string_view line) {
        if (const std::size_t at = line.find(runtime_error); at != std::string_view::npos) {
            report.tool = "UndefinedBehaviorSanitizer";
            report.error = line.substr(at + runtime_error.size());
            report.line = place_in(line.substr(0, at + 1), source_);
        } else if (line.starts_with('#')) {
            in_first_stack_ = !behind_first_stack_;
            if (in_first_stack_ && report.line.empty()) report.line = place_in(line, source_);
        } else if (in_first_stack_) {
            // What follows is about other moments: where the memory was freed, where it was made.
            behind_first_stack_ = true;
            in_first_stack_ = false;
        }
        if (line.starts_with(summary_mark) && report.error.empty()) {
            take_summary(line.substr(summary_mark.size()));
        }
    }

    CrashReport report;

private:
    // "AddressSanitizer: heap-use-after-free file.cpp:9 in main"
    // "AddressSanitizer: 400 byte(s) leaked in 1 allocation(s)."
    // "ThreadSanitizer: data race file.cpp:9 in main"
    void take_summary(std::string_view line) {
        const std::size_t colon = std::min(line.find(": "), line.size());
        report.tool = line.substr(0, colon);
        std::string_view error = line.substr(std::min(colon + 2, line.size()));
        report.leak = error.find(" leaked in ") != std::string_view::npos;
        const bool race = error.starts_with("data race");
        if (!report.leak) error = race ? "data race" : error.substr(0, error.find(' '));
        if (error.ends_with('.')) error.remove_suffix(1);
        report.error = error == "SEGV" ? "segmentation fault" : error == "ABRT" ? "abort" : error;
    }

    const std::string& source_;
    bool in_first_stack_ = false;
    bool behind_first_stack_ = false;
};

}  // namespace

std::string CrashReport::summary() const {
    return fmt::format("{}{}{}{}, says {}.", leak ? "of its own accord; " : "", error,
                       line.empty() ? "" : " in ", line, tool);
}

std::optional<CrashReport> crash_report_in(const std::string& errors, const std::string& source) {
    Reader reader(source);
    bool begun = false;
    bool behind_rule = false;
    for (std::size_t begin = 0; begin < errors.size();) {
        const std::size_t end = std::min(errors.find('\n', begin), errors.size());
        const std::string_view line =
            without_blanks(std::string_view(errors).substr(begin, end - begin));
        if (!begun) {
            begun = begins_a_report(line);
            if (!behind_rule) reader.report.begin = begin;
            behind_rule = is_rule(line);
        }
        if (begun) reader.take(line);
        begin = end + 1;
    }
    if (reader.report.error.empty()) return std::nullopt;
    return reader.report;
}

}  // namespace out_of_step
