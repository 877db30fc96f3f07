#pragma once

#include <memory>

#include <uv.h>

namespace out_of_step {

/// A libuv loop with a heartbeat, so that whoever waits looks up at least a hundred times a second;
/// or without one, for who waits long.
///
/// SIGPIPE is ignored from the first loop on.
///
/// Everything on the stage runs in the thread that calls turn(). Whatever owns a Handle must be
/// gone before the loop is.
class Loop {
public:
    enum class Heartbeat { yes, no };

    explicit Loop(Heartbeat heartbeat = Heartbeat::yes);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    uv_loop_t* get() { return &loop_; }

    /// Handles what has happened, after waiting for it for at most 10 ms; without a heartbeat, for
    /// as long as it takes.
    void turn();

private:
    uv_loop_t loop_;
    uv_timer_t heartbeat_;
};

/// Seconds on a clock that only moves forward; only differences mean something.
double now();

template <class T>
struct CloseHandle {
    // libuv frees nothing itself, and a handle must live until its closing has been reported.
    void operator()(T* handle) const {
        uv_close(reinterpret_cast<uv_handle_t*>(handle),
                 [](uv_handle_t* closed) { delete reinterpret_cast<T*>(closed); });
    }
};

/// An initialised libuv handle that is closed, and then freed, when its owner lets go of it.
template <class T>
using Handle = std::unique_ptr<T, CloseHandle<T>>;

}  // namespace out_of_step
