#pragma once

#include <string>

#include "sim/finding.h"
#include "sim/judge/in_flight.h"

namespace winsock::sim {

/// How a worker process came to its end.
struct WorkerEnd {
    enum class How {
        finished,        ///< it has done its work
        crashed,         ///< a signal, or a sanitizer
        hung,            ///< it did not come back from between two calls
        left,            ///< it ended its process, or closed the way to its supervisor
        endless_output,  ///< it wrote to the real stdout or stderr without end
    };
    How how = How::finished;
    std::string words;  ///< a sentence for how it ended
};

/// What the end of a process says about the program in it.
Finding finding_of(const WorkerEnd& end, const InFlight& page);

}  // namespace winsock::sim
