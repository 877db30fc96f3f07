#pragma once

#include <cstdint>
#include <initializer_list>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/choices.h"

namespace winsock::sim {

/// One sentence of a scenario: a client does something, or waits for something. The language:
///
///     A connects
///     A says TEXT            the text goes to the server as it stands; \n, \0 and \\ are escapes
///     A says N bytes         a text of N bytes, in which each place can be recognised
///     A leaves               sends a FIN
///     A vanishes             sends a RST
///     A stops reading        what the server sends piles up
///     A reads on
///     A awaits TEXT          goes on once the server has sent TEXT (since the last await)
///     A awaits N bytes
///     A waits N ms           virtual time; what it does next it does at that moment
struct Action {
    enum class Deed {
        connects,
        says,
        leaves,
        vanishes,
        stops_reading,
        reads_on,
        awaits,
        awaits_bytes,
        waits
    };
    Deed deed = Deed::connects;
    unsigned client = 0;       ///< index into Scenario::clients
    std::string text;          ///< what is said or awaited
    std::uint64_t number = 0;  ///< milliseconds or bytes
    std::string sentence;      ///< as it was written
};

/// What becomes of a client that has stopped reading, and for which bytes pile up.
enum class SlowReaders {
    as_the_server_likes,  ///< it may be turned away, and may be kept
    are_kept,             ///< it reads on in time
    are_let_go            ///< it does not, and its connection is closed in the end
};

/// What happens around a server: who does what, in the order in which it happens if nobody hurries.
struct Scenario {
    /// As many as a choice point has room for.
    static constexpr std::size_t most_clients = 256;

    std::vector<std::string> clients;
    std::vector<Action> actions;
    /// Which misfortunes may befall the server; each costs one deviation.
    std::set<Misfortune> misfortunes;
    /// How many bytes a connection holds in each direction before a send is refused.
    std::size_t window = 65536;
    /// Somebody else has the server's port already.
    bool port_taken = false;
    int port = 4567;
    /// So many of the sentences are played while nobody hurries; what is left to luck comes behind
    /// them. For a crowd that has to be there first.
    std::size_t calm = 0;

    /// @name What is asked of the server
    /// What it prints, what comes back and how fast are judged only where they are asked for.
    /// @{
    bool prints = false;  ///< it prints what clients say: the rule is in detectors/printed.cpp
    bool echoes = false;  ///< it sends back what clients say, byte for byte
    /// Virtual ms within which a client is accepted, is heard, gets back what it said if the server
    /// echoes, and is let go if slow readers are; 0: whenever.
    std::uint64_t answer_within = 0;
    /// How often others may be read while what a client has said lies unread; 0: as often as they
    /// like.
    unsigned overtaken_at_most = 0;
    bool queue_counts = false;  ///< and while it waits in the queue
    /// How many clients it can hold at once; those beyond may be turned away or left waiting.
    std::size_t room = 63;
    SlowReaders slow_readers = SlowReaders::as_the_server_likes;
    /// How many bytes it may hold beyond what it held when each client had been heard once; 0: any.
    std::size_t memory = std::size_t{1} << 20;
    /// It may end by itself, as a client program does, and closes first what it has opened.
    bool may_end = false;
    /// @}

    std::vector<std::string> sentences() const;
    /// The sentences, one after the other: what the scenario is called.
    std::string name() const;
    std::uint64_t hash() const;
};

/// A sentence that is none of the language, or that nobody could play.
class ScenarioError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Throws ScenarioError.
Scenario scenario(const std::vector<std::string>& sentences);

}  // namespace winsock::sim
