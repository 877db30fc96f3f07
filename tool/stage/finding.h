#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace out_of_step {

/// A promise that the server did not keep, as a client and the operating system see it.
struct Finding {
    enum class Kind {
        byte_unread,         ///< bytes lie in the server's receive queue for good
        spin,                ///< the server burns processor time though nothing is asked of it
        byte_printed_wrong,  ///< read, but what was said does not appear in what was printed
        never_answered,      ///< read, and what was said does not come back
        bytes_lost,          ///< what comes back is not what was said
        memory_grows,        ///< what a client does not read is kept without a bound
        never_released,      ///< the client left, and the server never closes its side
        never_let_go,        ///< much waits for the client, and the server waits with it for good
        never_accepted,      ///< the client waits in the queue of the listening socket
        never_listened,      ///< nobody listens on the server's port; the client cannot even wait
        ended,               ///< the server is no longer there
        misreported,         ///< it ends, and its exit code says that something has failed
        never_ended,         ///< it was told to stop, and goes on
    };

    /// What makes it certain that waiting longer would not help.
    enum class Proof {
        asleep,    ///< every thread sleeps, and none has run for longer than any timeout it has
        spinning,  ///< the processor time it has used is its own, however busy the machine is
        ended,
        closed,    ///< the server has closed this connection
        seen,      ///< it has happened, and cannot be undone
        late,      ///< the promise says by when, and that is over
        deadline,  ///< nothing: the patience was at its end
    };

    Kind kind;
    std::string client;
    Proof proof = Proof::asleep;
    std::size_t unread = 0;       ///< bytes of this client that lie unread
    std::size_t said = 0;         ///< bytes that this client said in the act
    std::string last_words = {};  ///< how the server ended, and what it wrote to stderr
    /// The port on which nobody listened, where the first client has not come to the server.
    int port = 0;
    int listens_elsewhere = 0;  ///< the port on which the server listens instead
    std::size_t answered = 0;   ///< bytes that have come back to this client, in all
    std::size_t grown_by = 0;   ///< bytes of memory
    bool told_to_stop = false;  ///< in the act that it is about: nobody's
};

/// The name that course.json uses, for example "byte unread".
std::string name_of(Finding::Kind kind);

std::optional<Finding::Kind> kind_named(const std::string& name);

/// "1 byte", "5 bytes"
std::string bytes(std::size_t count);

/// One sentence for each kind that was found: what was observed, not what is wrong in the code.
std::vector<std::string> sentences_about(const std::vector<Finding>& findings);

}  // namespace out_of_step
