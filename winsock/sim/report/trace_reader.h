#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/report/marks.h"
#include "sim/report/trace.h"

namespace winsock::sim {

/// Puts the lines of a TraceRecorder together. Where they break off is where the process ended.
class TraceReader {
public:
    /// Throws TraceError if that is no line of a recording.
    void line(std::string_view line);

    /// What is known so far, with every name in its place. Its `ending` is empty if the recorder
    /// was not finished.
    Trace trace() const;

private:
    void read(const std::string& key, const void* json);

    Trace trace_;                  // with marks
    std::optional<Step> entered_;  // the call that was entered last, until something happens
    Names names_;
};

}  // namespace winsock::sim
