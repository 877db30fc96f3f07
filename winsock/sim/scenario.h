#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/choices.h"
#include "sim/scenario_text.h"

namespace winsock::sim {

/// One sentence of a scenario: a client does something, or waits for something; or the server is
/// told to stop. The language:
///
///     A connects
///     A says TEXT            the bytes go to the program; bytes_of() tells what can stand there
///     A says N bytes         a text of N bytes, in which each place can be recognised
///     A leaves               sends a FIN
///     A vanishes             sends a RST
///     A stops reading        what the server sends piles up
///     A reads on
///     A awaits TEXT          goes on once the server has sent TEXT (since the last await)
///     A awaits N bytes
///     A waits N ms           virtual time; what it does next it does at that moment
///
/// Where the program is the client, its peer is a server. It listens from the start, and begins
/// with one of these; then it does what clients do:
///
///     S accepts              the program connects, and S takes the connection
///     S refuses              nobody listens there; the only sentence of its scenario
///
/// And once, by nobody of them:
///
///     the server is told to stop      by Ctrl-C, at any moment since it began to listen
struct Action {
    enum class Deed {
        connects,
        accepts,
        refuses,
        says,
        leaves,
        vanishes,
        stops_reading,
        reads_on,
        awaits,
        awaits_bytes,
        waits,
        is_told_to_stop
    };
    /// Who tells the server to stop.
    static constexpr unsigned nobody = ~0U;

    Deed deed = Deed::connects;
    unsigned client = 0;       ///< index into Scenario::clients, or nobody
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

/// Whether the program ends by itself.
enum class Ends { must_not, may, must };

/// What the program's exit code has to be, if it ends.
enum class ExitCode { any, zero, nonzero };

/// What happens around a program: who does what, in the order in which it happens if nobody
/// hurries.
struct Scenario {
    /// As many as a choice point has room for.
    static constexpr std::size_t most_clients = 256;

    /// The peers that are played: clients, or, if the program is a client, servers.
    std::vector<std::string> clients;
    std::vector<Action> actions;
    /// What the program is given on its command line, behind the port.
    std::vector<std::string> arguments;
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
    /// How many threads it has in the end at most, the one of main() among them; 0: any number.
    std::size_t threads_in_the_end = 0;
    /// What it prints holds these texts: in this order, each exactly once (or as often as it stands
    /// here), as words of their own. The rule is in detectors/told.cpp.
    std::vector<std::string> tells;
    /// And it holds none of these, as words of their own.
    std::vector<std::string> never_tells;
    /// The bytes that each server has got from the program in the end, all of them.
    std::optional<std::string> expects;
    /// Whether it ends by itself, as a client does; it closes first what it has opened. A server
    /// that is told to stop ends then, and not before.
    Ends ends = Ends::must_not;
    ExitCode exit_code = ExitCode::any;
    /// @}

    /// The program is a client: its peers accept or refuse.
    bool is_for_a_client() const;
    /// Where the server is told to stop; null if it never is.
    const Action* stop() const;
    std::vector<std::string> sentences() const;
    /// What a report shows: what the program is given on its command line, and the sentences.
    std::vector<std::string> script() const;
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
