#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "sim/judge/in_flight.h"
#include "sim/judge/worker_end.h"

namespace winsock::sim {

/// Runs work in a process of its own, so that a program that crashes, hangs, exits or prints
/// without end does not take the judge with it. What the process prints is thrown away.
class Supervisor {
public:
    using Send = std::function<void(const std::string& line)>;
    /// What the process does; it sends lines.
    using Work = std::function<void(InFlight& page, const Send& send)>;
    using OnLine = std::function<void(std::string_view line)>;
    using Meanwhile = std::function<void(const InFlight& page)>;

    /// How long it waits for a call before it says that the process hangs.
    enum class Patience { little, usual };

    explicit Supervisor(Patience patience = Patience::usual);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// Forks, and returns when the process has ended; `meanwhile` is called some twenty times a
    /// second. Throws std::system_error if there can be no process.
    WorkerEnd run(const Work& work, const OnLine& on_line, const Meanwhile& meanwhile = {});

    /// What the last process was doing.
    const InFlight& page() const { return *page_; }

private:
    InFlight* page_;
    Patience patience_;
};

}  // namespace winsock::sim
