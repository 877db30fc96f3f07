#pragma once

#include <cstddef>
#include <vector>

#include "stage/client.h"
#include "stage/finding.h"
#include "stage/scene.h"
#include "stage/words.h"

namespace out_of_step {

/// How the waiting for an effect came to its end.
enum class Ending { came, asleep, spinning, ended, late, deadline };

Finding::Proof proof_of(Ending ending);

/// What an act is to bring about at the server:
///
///     connects   the connection is accepted
///     says       the bytes are read, and then they appear in what the server prints
///     asks       all that was said has come back
///     sends      as many bytes are on their way as the server takes
///     is let go  the server closes its side
///     leaves     the server closes its side
///     vanishes   the server closes its socket
class Effect {
public:
    /// To be made before the client acts: what is printed counts from here on. `said` is what goes
    /// over the wire, which may be more than the act's text.
    Effect(const Act& act, Client& client, int server_port, Words& words, const std::string& said);

    const Act& act() const { return act_; }

    /// A server's own clock may wake it: that it sleeps proves nothing.
    bool is_timed() const { return act_.deed == Act::Deed::is_let_go; }

    /// Whether it has come. To be asked again and again: it puts together what several looks show.
    bool has_come();

    /// Whether as much of it has come as a server can do that cannot print.
    bool has_come_without_words();

    /// What is to be said about the server when the waiting ended otherwise than by `came`.
    Finding judge(Ending ending, const std::string& last_words) const;

private:
    bool is_accepted() const;
    bool is_read();
    bool is_closed_by_server();
    std::size_t unread() const;
    Finding::Kind kind() const;

    Act act_;
    Client& client_;
    int server_port_;
    Words& words_;
    std::size_t said_;
    std::size_t expectation_ = 0;
    bool delivered_ = false;
    bool read_ = false;
    std::uint64_t inode_ = 0;   // of the socket at the server
    std::vector<int> holders_;  // the processes that have it
};

}  // namespace out_of_step
