#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sim/world.h"

namespace winsock::sim {

// A handle gets its name late: an event belongs to nobody until it is selected, a second thread
// makes the first one "main". So while an execution is recorded, everything that has a handle is
// written as a mark that tells which object it is, "#s3", "#e4", "#t0". What each mark is called is
// said whenever that changes, and put in when the recording is read.

std::string mark_of(const Socket& socket);
std::string mark_of(const SimEvent& event);
std::string mark_of_thread(unsigned number);

/// What a handle value names or, if it was closed, has named. "NULL", "INVALID_SOCKET" for those;
/// "" if the value was never given out.
std::string mark_of(World& world, HandleValue value);

/// Puts what marks are called in their place.
class Names {
public:
    /// True if that is new.
    bool set(const std::string& mark, const std::string& name);
    std::string resolved(std::string_view text) const;

private:
    std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace winsock::sim
