#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/choices.h"
#include "sim/finding.h"

namespace winsock::sim {

// The recording of one execution: everything that happened, and the complete state behind each
// step. It consists of names and numbers only, so it outlives the execution and the process.
//
// Names are the same from the first step to the last: a client is A, its socket sA and that one's
// event eA, from the moment they exist; the listener is sL. Network events are written as in the
// program: FD_READ|FD_CLOSE. A text that holds bytes holds each as it came.

/// A socket of the program, or one that waits in a backlog until it becomes one.
struct SocketState {
    std::string name;
    bool open = true;
    bool accepted = true;      ///< false while it waits in the backlog
    std::uint64_t unread = 0;  ///< bytes
    std::string record;        ///< what is recorded, selected or not; "" if nothing
    std::string mask;          ///< what is selected; "" if nothing
    std::string event;         ///< the event that was selected; "" if none
    /// Of what is recorded, the statuses that are not 0: ("FD_CLOSE", 10053).
    std::vector<std::pair<std::string, int>> status;
    bool operator==(const SocketState&) const = default;
};

struct EventState {
    std::string name;
    bool signalled = false;
    bool closed = false;
    bool operator==(const EventState&) const = default;
};

struct ClientState {
    std::string name;
    unsigned position = 0;       ///< how many of its actions it has played
    std::uint64_t said = 0;      ///< bytes
    std::uint64_t received = 0;  ///< bytes that it has read
    bool paused = false;         ///< it has stopped reading
    /// Its own; of a server that of the program, which connects to it. 0 before that.
    std::uint16_t port = 0;
    /// What it sees: "" before there is a connection, then "open", "ended" (the program's FIN has
    /// come) or "reset".
    std::string connection;
    /// What it has done: "" while it stays, "left" (it has sent a FIN), "vanished" (a RST), or, as
    /// a server, "refused".
    std::string gone;
    bool operator==(const ClientState&) const = default;
};

/// A slot of the two parallel arrays. A handle is a name, "" for none, "?" for no handle at all.
struct SlotState {
    std::string socket;
    std::string event;
    bool belongs = true;  ///< whether the event is this socket's: = or !=
    bool operator==(const SlotState&) const = default;
};

struct ArraysState {
    /// How many slots the program says are in use; nothing if that variable was not found.
    std::optional<std::int64_t> total;
    /// Those in use, and those behind them as far as they still hold handles.
    std::vector<SlotState> slots;
    bool operator==(const ArraysState&) const = default;
};

/// Everything there is, at one moment.
struct State {
    std::vector<SocketState> sockets;
    std::vector<EventState> events;
    std::vector<ClientState> clients;
    std::optional<ArraysState> arrays;  ///< nothing where the program has none of these names
    bool operator==(const State&) const = default;
};

/// One thing that happened.
struct Step {
    enum class Kind {
        call,        ///< a call, from its beginning to its result
        sleeps,      ///< a call blocks; it has no result yet
        wakes,       ///< a call that had blocked comes back
        acts,        ///< a client does something
        goes_first,  ///< a thread runs although another would have been next
        misfortune,  ///< something fails that need not
        prints,      ///< the program prints
        stores,      ///< the program has changed its arrays
        dies,        ///< the process did not come back from this call
    };
    Kind kind = Kind::call;
    bool deviation = false;  ///< an unlucky moment: without it the execution would be another
    std::string actor;       ///< a client, or the thread: "server" or "client" if there is only one
    std::string call;        ///< the Winsock function; "" if the step is none
    std::vector<std::string> arguments;
    std::string result;  ///< "sA", "WSA_WAIT_EVENT_0 + 1", "SOCKET_ERROR"; "" if there is none
    std::string error;   ///< "10035 WSAEWOULDBLOCK"; "" if the call did not fail
    std::string detail;  ///< what else came out: the event that woke, what was enumerated
    /// Bytes that were received, said or to be sent; what was printed; the misfortune's name.
    std::string text;
    std::string deed;        ///< what a client does, as a sentence
    std::string file;        ///< of the call, below the project's folder; "" if not known
    int line = 0;            ///< from 1; 0 if not known
    std::uint64_t time = 0;  ///< virtual, in ms
    std::vector<std::size_t> findings;  ///< those noticed in this step: places in Trace::findings
    State state;
    bool operator==(const Step&) const = default;
};

/// One way to go on at a choice point. Equal ones are the same action.
struct Option {
    std::string what;  ///< "A leaves", "thread 1 goes first", "accept fails"; the default may be ""
    /// Tells actions with equal words apart: of a client's, its place in the script.
    std::uint64_t place = 0;
    bool operator==(const Option&) const = default;
};

/// A place where the execution could have gone on otherwise.
struct ChoicePoint {
    std::uint32_t point = 0;
    std::uint16_t chosen = 0;     ///< 0 is the default, everything else a deviation
    std::vector<Option> options;  ///< as many as there are choices
    std::size_t step = 0;         ///< how many steps came before
    std::string actor;            ///< the thread that was at its turn
    std::string call;             ///< what it was about to do, or sleeps in
    int line = 0;
    bool asleep = false;  ///< all threads slept
    bool operator==(const ChoicePoint&) const = default;
};

/// What is wrong with the execution. See Finding.
struct TraceFinding {
    std::string detector;
    std::string who;
    std::string call;
    std::string detail;
    bool operator==(const TraceFinding&) const = default;
};

TraceFinding to_trace(const Finding& finding);

/// Steps that came again and again right behind, and are not recorded anew.
struct Repetition {
    std::size_t first = 0;    ///< their first, and
    std::size_t steps = 0;    ///< how many they are
    std::uint64_t times = 0;  ///< how often they came again
    bool operator==(const Repetition&) const = default;
};

struct Trace {
    static constexpr int schema = 1;

    std::string lesson;
    std::string rules;
    std::vector<std::string> clients;
    std::vector<std::string> servers;  ///< those of them that are servers: the program is a client
    std::vector<std::string> script;   ///< the scenario's sentences
    std::uint16_t port = 0;            ///< the server's
    std::vector<std::string> threads;
    /// What the program calls its arrays, and the number of slots in use.
    std::string sockets_name, events_name, total_name;
    std::vector<Step> steps;
    std::vector<Repetition> repetitions;
    /// How many things happened behind the last step that are not recorded: an execution can be
    /// longer than anybody would look at.
    std::uint64_t left_out = 0;
    /// Those in repetitions, and in what is left out, are missing, unless they are deviations.
    std::vector<ChoicePoint> choice_points;
    std::vector<TraceFinding> findings;
    /// "quiescent", "returned", "exited" or "found" (stopped because it would go on for ever);
    /// "" if the recording stopped in the middle: the process did not live to its end.
    std::string ending;
    int exit_code = 0;
    bool operator==(const Trace&) const = default;

    /// Those choice points at which not the default was chosen.
    std::vector<Deviation> deviations() const;
};

/// Something is no recording, or one of another version; the text says what is wrong with it.
class TraceError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

const char* name_of(Step::Kind kind);

}  // namespace winsock::sim
