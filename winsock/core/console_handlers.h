#pragma once

#include <windows.h>

#include <vector>

namespace winsock {

/// Whom a process asks when it is told to stop: what SetConsoleCtrlHandler() changes. Not
/// thread-safe.
class ConsoleHandlers {
public:
    /// False if that is not there to be taken away.
    bool change(PHANDLER_ROUTINE handler, bool add);
    bool empty() const { return list_.empty(); }
    bool ignores_ctrl_c() const { return ignores_ctrl_c_; }
    void ignore_ctrl_c(bool ignore) { ignores_ctrl_c_ = ignore; }

    /// Asks one after the other, the last to come first, until one deals with it. False if none
    /// does: then the process ends. To be called for a copy: a handler may change the list.
    bool deal_with(DWORD event) const;

private:
    std::vector<PHANDLER_ROUTINE> list_;  ///< in the order in which they came
    bool ignores_ctrl_c_ = false;
};

}  // namespace winsock
