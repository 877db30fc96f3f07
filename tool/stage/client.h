#pragma once

#include <string>
#include <string_view>

#include "stage/loop.h"

namespace out_of_step {

/// A TCP client on 127.0.0.1 that acts and keeps note of what comes back.
class Client {
public:
    enum class State { away, connecting, connected, refused };

    explicit Client(Loop& loop) : loop_(loop) {}
    ~Client() { vanish(); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// One attempt; state() tells what has become of it. May be repeated after a refusal.
    void connect(int server_port);

    State state() const { return state_; }

    void say(std::string_view text);

    /// @name What comes back, compared with what was said
    /// @{
    void stop_reading();
    void read_on();
    /// How many bytes have come back that are right.
    std::size_t answered() const { return answered_; }
    bool is_answered() const { return answered_ == said_.size() && !answered_wrong_; }
    bool was_answered_wrong() const { return answered_wrong_; }
    /// How many bytes the system has taken of what was said, and how many have come, right or
    /// wrong.
    std::size_t moved();
    /// @}

    /// All that was said is on its way, or nothing more of it has been taken for a second.
    bool has_sent_what_it_can();

    /// Sends a FIN and goes on listening.
    void leave();

    /// Sends a RST, unless it has left before; then the connection is closed.
    void vanish();

    /// The server has sent its FIN or a RST.
    bool server_closed() const { return server_closed_; }

    /// Its own port; 0 unless it has been connected.
    int port() const { return port_; }

private:
    void on_connect(int status);
    void on_read(ssize_t count, const char* bytes);

    Loop& loop_;
    Handle<uv_tcp_t> socket_;
    State state_ = State::away;
    bool left_ = false;
    bool server_closed_ = false;
    int port_ = 0;
    std::string said_;
    std::size_t answered_ = 0;
    bool answered_wrong_ = false;
    std::size_t came_ = 0;
    std::size_t waiting_ = 0;  // bytes that the system has not taken yet, when last looked at
    double moved_at_ = 0;
};

}  // namespace out_of_step
