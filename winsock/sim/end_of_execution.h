#pragma once

namespace winsock::sim {

/// Thrown by a call to end an execution: the program's frames are left, its destructors run.
///
/// The runtime frees it where it is caught. One of these destructors may end in std::terminate()
/// first, a std::thread's that was not joined for instance: so each thread knows its own.
class EndOfExecution {
public:
    EndOfExecution() { on_its_way() = this; }
    EndOfExecution(const EndOfExecution&) : EndOfExecution() {}
    EndOfExecution& operator=(const EndOfExecution&) = delete;
    ~EndOfExecution() { on_its_way() = nullptr; }

    /// Frees the one that this thread has thrown, if nobody has caught it: its frames are gone.
    static void forget();

private:
    static EndOfExecution*& on_its_way();
};

}  // namespace winsock::sim
