#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "stage/loop.h"

namespace out_of_step {

/// A TCP server on 127.0.0.1 that takes in one client, acts, and keeps note of what comes.
class Peer {
public:
    /// Listens from now on; whoever comes waits in the queue. Throws StageError.
    Peer(Loop& loop, int port);
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// Takes in the first client that comes. To be asked again and again.
    bool has_accepted() const { return client_port_ != 0; }

    /// The port of that client; 0 before.
    int client_port() const { return client_port_; }

    void say(std::string_view bytes);
    void stop_reading();
    void read_on();
    /// Sends a FIN and goes on listening.
    void leave();
    /// Sends a RST, unless it has left before; then the connection is closed.
    void vanish();

    /// The client has sent its FIN or a RST.
    bool client_closed() const { return client_closed_; }

    /// What has come from it, up to a megabyte; and how many bytes in all.
    const std::string& received() const { return received_; }
    std::size_t received_count() const { return count_; }

    /// How many bytes the system has taken of what was said.
    std::size_t sent() const;

private:
    void on_connection();
    void on_read(ssize_t count, const char* bytes);

    Loop& loop_;
    Handle<uv_tcp_t> listener_;
    Handle<uv_tcp_t> connection_;
    int client_port_ = 0;
    bool left_ = false;
    bool client_closed_ = false;
    std::string received_;
    std::size_t count_ = 0;
    std::size_t said_ = 0;
};

}  // namespace out_of_step
