#include "stage/loop.h"

#include <csignal>

#include "stage/error.h"

namespace out_of_step {

namespace {

constexpr std::uint64_t heartbeat_milliseconds = 10;

}  // namespace

Loop::Loop(Heartbeat heartbeat) {
#ifndef _WIN32
    // Who writes to a connection that is gone is told so; it need not die of it.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    if (uv_loop_init(&loop_) != 0) throw StageError("The event loop could not be made.");
    uv_timer_init(&loop_, &heartbeat_);
    if (heartbeat == Heartbeat::no) return;
    uv_timer_start(
        &heartbeat_, [](uv_timer_t*) {}, heartbeat_milliseconds, heartbeat_milliseconds);
}

Loop::~Loop() {
    uv_close(reinterpret_cast<uv_handle_t*>(&heartbeat_), nullptr);
    uv_run(&loop_, UV_RUN_DEFAULT);  // until every closing has been reported
    uv_loop_close(&loop_);
}

void Loop::turn() { uv_run(&loop_, UV_RUN_ONCE); }

double now() { return static_cast<double>(uv_hrtime()) / 1e9; }

}  // namespace out_of_step
