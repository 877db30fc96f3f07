#pragma once

#include <atomic>

#include "core/event.h"

namespace winsock {

/// A thread that was started here: signalled once it has returned.
class Thread final : public Event {
public:
    Thread() : Event(true, false, Kind::thread) {}

    /// What it returned; meaningful once it is signalled.
    std::atomic<unsigned> exit_code{0};
};

}  // namespace winsock
