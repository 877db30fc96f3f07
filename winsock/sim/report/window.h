#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "sim/report/trace.h"

namespace winsock::sim {

/// Runs an execution and says whether it fails.
using Fails = std::function<bool(std::span<const Deviation> deviations)>;

/// The stretch of an execution in which one unlucky moment makes it fail.
struct Window {
    /// A call that bounds it.
    struct Place {
        std::string actor;
        std::string call;  ///< "" at the beginning of the program
        int line = 0;
        bool operator==(const Place&) const = default;
    };

    Option action;            ///< what must happen in it
    std::uint32_t first = 0;  ///< the first and the last choice point, of the passing execution
    std::uint32_t last = 0;
    Place behind;          ///< it begins when this call has come back
    Place before;          ///< it ends when this one does its work
    bool inside = false;   ///< it lies within the call `before`, which sleeps, or could have failed
    bool one_call = true;  ///< no call comes back in it
    bool one_thread = true;
    std::string failure;  ///< what goes wrong, as a sentence without its end

    /// "between WSAEnumNetworkEvents (line 91) and WSAResetEvent (line 125)".
    std::string where() const;
    /// "between ...: if A leaves there, FD_CLOSE is recorded for sA, and eA is not signalled".
    std::string text() const;
};

/// Tries the last deviation of `failing` at the choice points around it, as long as it fails there,
/// too. `passing` is the execution without that deviation. Nothing if there is none: then it always
/// happens. Nothing either if the two recordings are not of such a pair.
std::optional<Window> find_window(const Trace& failing, const Trace& passing, const Fails& fails);

}  // namespace winsock::sim
