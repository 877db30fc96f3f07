#pragma once

#include "stage/loop.h"

namespace out_of_step {

/// Where free ports are looked for.
constexpr int first_port = 20000;
constexpr int last_port = 24999;

enum class PortState { free, taken, forbidden };

/// Whether a server could listen on this port of 127.0.0.1 now. Connections that have ended and
/// linger there do not count.
PortState probe(Loop& loop, int port);

/// Throws StageError if it could not, and says why: the port is for the stage that asks.
void expect_free(Loop& loop, int port);

/// A port for one stage, outside the range from which the system hands out ports.
///
/// No other stage takes it while this object lives: a *guard*, a listening socket 5000 further up,
/// says so. The port itself is left alone, because the server has to get it.
class ReservedPort {
public:
    /// Throws StageError if no port is free.
    explicit ReservedPort(Loop& loop);

    int number() const { return number_; }

private:
    Handle<uv_tcp_t> guard_;
    int number_ = 0;
};

}  // namespace out_of_step
