#pragma once

#include <winsock2.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/console_handlers.h"
#include "core/handle_table.h"
#include "sim/api.h"
#include "sim/choices.h"
#include "sim/client.h"
#include "sim/detectors/notes.h"
#include "sim/detectors/spin.h"
#include "sim/end_of_execution.h"
#include "sim/exit_code.h"
#include "sim/finding.h"
#include "sim/lock.h"
#include "sim/module.h"
#include "sim/rules.h"
#include "sim/scenario.h"
#include "sim/scheduler.h"
#include "sim/socket.h"

namespace winsock::sim {

/// An event object of the simulated world, with what the detectors want to know about it.
class SimEvent : public Event {
public:
    using Event::Event;
    unsigned id = 0;        ///< counts up within an execution
    HandleValue value = 0;  ///< its handle, also after it was closed
    bool closed = false;
    Socket* first_socket = nullptr;  ///< the first that selected it: it gives the event its name
};

/// One thing that happened, as the recorder sees it.
struct Happening {
    enum class Kind { call, action, printed, time_passes };
    Kind kind = Kind::call;
    bool deviation = false;  ///< an unlucky moment: an action that came early, another thread first
    unsigned thread = 0;
    Api api = Api::socket;
    std::span<const std::uint64_t> arguments;
    std::uint64_t hash = 0;  ///< of the arguments: made as they come, while there is other work
    std::int64_t result = 0;
    int error = 0;  ///< GetLastError() after a call that failed, else 0
    const void* return_address = nullptr;
    const char* name = nullptr;       ///< of the function, where several are one Api
    std::span<const HANDLE> handles;  ///< the array of a wait, as far as it may be read
    std::string_view bytes;           ///< what was received, or was to be sent
    const Action* action = nullptr;
    std::string_view text;  ///< what was printed, or a misfortune's name
};

/// A choice point that was passed.
struct Choice {
    std::uint32_t point = 0;  ///< its number in the execution
    unsigned what = 0;        ///< which kind of choice, as World::choose() is told
    unsigned choices = 0;
    unsigned chosen = 0;
};

/// Sees everything that happens in an execution, in order; the world shows the state behind it.
class Recorder {
public:
    virtual ~Recorder() = default;
    virtual void happened(const Happening& happening) = 0;
    /// A call has been entered. It has no result yet, and its choice point is still to come.
    virtual void begins(const Happening& /*call*/) {}
    /// Something was chosen, and has not happened yet: the world is as it was.
    virtual void chose(const Choice& /*choice*/) {}
};

/// How an execution ended.
enum class Ending : std::uint8_t { not_yet, quiescent, returned, exited, pruned, found };

/// Everything that exists in an execution: sockets, events, clients, time, what was printed.
/// One thread of the program runs at a time, so nothing here is locked.
class World {
public:
    World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    /// The world in which the calls of this process act.
    static World& current() { return current_ != nullptr ? *current_ : make_current(); }

    /// Empties the world. Without a scenario there are no clients, and calls never end it: that is
    /// how the contract suite uses it.
    void begin(const Scenario* scenario, RuleSet rules);

    const Rules& rules() const { return rules_; }
    const Scenario* scenario() const { return scenario_; }
    std::uint64_t now() const { return scheduler.now(); }

    /// @name Sockets and events
    /// @{
    std::shared_ptr<Socket> make_socket(bool stream);
    /// Gives it a handle: from now on it is the program's. 0 if there are no more.
    HandleValue give_handle(const std::shared_ptr<Socket>& socket);
    SimEvent& make_event(bool manual_reset, bool signalled);
    /// The world keeps its sockets and events until it ends: they live on when they are closed.
    Socket* find_socket(SOCKET handle);
    SimEvent* find_event(HANDLE handle);
    bool is_taken(const Endpoint& endpoint, bool stream) const;
    Socket* find_listener(const Endpoint& endpoint) const;
    /// The one at server_address(): no other can be there before it is closed.
    Socket* find_server() const {
        const bool is_there = server_ != nullptr && !server_->closed();
        return is_there ? server_ : server_ = find_listener(server_address_);
    }
    /// Its peers in the scenario are servers.
    bool program_is_client() const { return program_is_client_; }
    /// The scripted server that takes the next connection to `endpoint`; null if none does.
    Client* find_scripted_server(const Endpoint& endpoint) const;
    std::shared_ptr<Socket> find_datagram_socket(const Endpoint& endpoint) const;
    u_short next_port();
    const Endpoint& server_address() const { return server_address_; }
    /// How many bytes may lie unread at the other end of `socket` before it cannot send.
    std::size_t window(const Socket& socket) const;
    const std::vector<std::shared_ptr<Socket>>& sockets() const { return sockets_; }
    const std::vector<std::shared_ptr<SimEvent>>& events() const { return events_; }
    const std::vector<std::unique_ptr<Client>>& clients() const { return clients_; }
    /// Room for the actions that can be played: one of each client, and one of nobody.
    using Able = std::array<const Action*, Scenario::most_clients + 1>;
    /// The actions that can be played now, in the order of the scenario.
    std::span<const Action* const> able_actions(Able& room) const;
    /// How many those are: nearly always nobody asks for more.
    unsigned count_able_actions() const;
    std::string name_of(const Socket& socket) const;
    std::string name_of(const SimEvent& event) const;
    /// @}

    /// @name Choices
    /// @{
    Choices choices;
    /// One of `choices` ways to go on, at least 2; 0 is the default.
    /// `what` tells kinds of choice apart that can meet in the same state.
    unsigned choose(unsigned choices, unsigned what);
    /// Whether this happens here: a deviation, in scenarios that allow it.
    bool unlucky(Misfortune misfortune);
    /// Lets clients act, and other threads run, before a call does its work.
    WINSOCK_SIM_INNER void before_call();
    /// Lets other threads run behind a call that has set an event: whoever was woken may look for
    /// what the program does only now.
    WINSOCK_SIM_INNER void behind_set();
    /// Which of so many threads that wait at a std::condition_variable is notified: the first, or,
    /// a deviation, another.
    unsigned choose_who_is_notified(std::size_t waiting);
    /// @}

    /// Blocks the calling thread until `ready()`.
    template <typename Ready>
    void block_until(Ready&& ready) {
        scheduler.block(std::forward<Ready>(ready), never);
    }

    /// @name What happens
    /// @{
    WINSOCK_SIM_INNER void call_ended(const Happening& call);
    /// Plays the n-th of those that can be; `early` if the default would not have been that.
    void let_act(unsigned n, bool early);
    void print(std::string_view text);
    void find(Detector detector, std::string who, Api call, std::string detail);
    /// The same in a function of the C library.
    void find(Detector detector, std::string who, std::string function, std::string detail);
    void find_at_end(Detector detector, std::string who, std::string detail);
    const std::vector<Finding>& findings() const { return findings_; }
    /// What the program has printed, and which calls it has made.
    const std::string& output() const { return output_; }
    std::uint32_t calls() const { return calls_; }
    Recorder* recorder = nullptr;
    /// @}

    /// @name The end
    /// @{
    /// Ends the execution: from now on calls do nothing but leave it, where they may throw.
    void end(Ending ending) {
        if (ending_ == Ending::not_yet) ending_ = ending;
    }
    Ending ending() const { return ending_; }
    bool is_over() const { return ending_ != Ending::not_yet; }
    /// Throws EndOfExecution if the world is over, unless the thread is unwinding or in a call that
    /// must not throw.
    void throw_if_over(Api api) {
        if (is_over() && leaves(api, false)) throw EndOfExecution{};
    }
    /// The same for a call that holds nothing yet, or only waits: where nobody could catch it,
    /// nothing is thrown, and the call's frames are left together with the program's.
    void leave_if_over(Api api) {
        if (is_over() && leaves(api, true)) throw EndOfExecution{};
    }
    /// @}

    /// What a thread does without a call, others may see: when it begins, before its first call;
    /// when it goes on behind a call in which it let others run; when it begins to wait at a
    /// std::condition_variable, and leaves the mutex.
    enum class Turn : std::uint8_t { begins, goes_on, waits };
    void remember_turn(Turn turn, unsigned thread);
    /// The calls so far, with arguments and results.
    std::uint64_t history() const { return history_; }
    /// The history, and everything else on which what follows can depend.
    std::uint64_t state_hash() const;
    /// As state_hash(), without history and time: whether something has changed since.
    std::uint64_t scene_hash() const;

    /// Counts calls, for whoever wants to know that the program still makes some.
    std::atomic<std::uint64_t>* heartbeat = nullptr;

    HandleTable handles;
    Scheduler scheduler;
    Locks locks;
    SpinWatch spin;
    Notes notes;
    const Module* module = nullptr;  ///< the program; null in the contract suite
    /// What memory holds that nobody has written, if it can be told from what has been written.
    std::optional<unsigned char> garbage;
    int startups = 0;
    std::uint64_t random_state = 1;  ///< of rand()
    int exit_code = 0;               ///< what main() returned, or exit() was given
    ConsoleHandlers console;         ///< whom the program asks when it is told to stop

    /// Changes whenever a client acts: what came before is a closed chapter.
    std::uint32_t actions_played() const { return actions_played_; }
    bool was_told_to_stop() const { return told_to_stop_; }
    /// It was told to stop, and has ended: whatever was still to be done need not be.
    bool has_stopped() const {
        return told_to_stop_ && (ending_ == Ending::returned || ending_ == Ending::exited);
    }

private:
    static World& make_current();
    bool can_be_told_to_stop() const;
    void tell_to_stop();
    bool leaves(Api api, bool holds_nothing);
    void add(Finding finding);
    void misfortune_happened(std::string_view what);

    static World* current_;
    Rules rules_;
    const Scenario* scenario_ = nullptr;
    std::vector<std::shared_ptr<Socket>> sockets_;
    std::vector<std::shared_ptr<SimEvent>> events_;
    std::vector<std::unique_ptr<Client>> clients_;
    u_short last_port_ = 0;
    Endpoint server_address_;
    bool program_is_client_ = false;
    bool scripted_servers_listen_ = false;  // at that address
    mutable Socket* server_ = nullptr;      // found last
    std::uint64_t history_ = 0;
    std::uint32_t calls_ = 0;
    std::uint32_t actions_played_ = 0;
    const Action* stop_ = nullptr;  // while it is still to come
    bool told_to_stop_ = false;
    ConsoleHandlers asked_;  // then
    std::string output_;
    std::vector<Finding> findings_;
    std::uint64_t findings_hash_ = 0;
    Ending ending_ = Ending::not_yet;
    unsigned choosing_ = 0;
    std::uint32_t calls_after_end_ = 0;
};

// Here, and in one piece with its caller, because each frame that an execution's end passes through
// costs as much as a call.
template <typename Ready>
bool Scheduler::sleep(Ready&& ready, std::uint64_t deadline) {
    struct On final : Blocker {
        On(Ready& ready_, std::uint64_t deadline_) : Blocker(deadline_), condition(ready_) {}
        bool ready() override { return condition(); }
        Ready& condition;
    } blocker(ready, deadline);
    do {
        if (deadline <= now_) return false;
        give_way(blocker);
        world_.leave_if_over(running().call);
        if (world_.is_over()) return false;
    } while (!ready());
    return true;
}

}  // namespace winsock::sim
