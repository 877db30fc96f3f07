#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "sim/detectors/patience.h"
#include "sim/recycled.h"
#include "sim/scenario.h"
#include "sim/socket.h"

namespace winsock::sim {

class World;

inline constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

/// A client that plays its part of a scenario, and keeps note of what became of it. Where the
/// program is the client, this is a server: it is connected to, and does the same things from then
/// on.
class Client {
public:
    Client(World& world, unsigned index, const Scenario& scenario);
    // NOLINTNEXTLINE(misc-new-delete-overloads): the one with a size matches it
    static void* operator new(std::size_t size) { return Recycler::take(size); }
    static void operator delete(void* client, std::size_t size) {
        Recycler::give_back(client, size);
    }

    const std::string& name() const { return name_; }
    /// Its place in Scenario::clients.
    unsigned index() const { return index_; }

    /// Its next action; null when it has played them all.
    const Action* next() const { return next_; }
    /// Whether the next action can be played now.
    bool can_act() const {
        return ability_ == Ability::always || (ability_ != Ability::none && is_ready());
    }
    /// When it could be played if nothing happened before, in virtual ms; `never` if that would not
    /// help.
    std::uint64_t can_act_at() const {
        return ability_ == Ability::in_time ? ready_at_ + next_->number : never;
    }
    /// Its wait is over, so what it does next it does now: no time passes before.
    bool is_due() const;
    /// Plays the next action.
    void act();

    /// Bytes from the server: what it reads at once unless it has stopped reading.
    bool takes(std::string_view bytes);

    /// @name What became of it
    /// @{
    const std::shared_ptr<Socket>& socket() const { return socket_; }
    /// The other end; null before it has connected, or before the program has tried to.
    Socket* program_end() const { return program_end_.get(); }
    /// It is a server: the program connects.
    bool is_server() const { return is_server_; }
    /// A server that the program has not tried to connect to yet.
    bool awaits_connection() const { return is_server_ && program_end_ == nullptr; }
    /// Something that it was to say, and has not had the time for.
    bool has_more_to_say() const;
    bool refused() const { return refused_; }
    bool connected() const { return socket_ != nullptr; }
    bool left() const { return left_; }
    bool vanished() const { return vanished_; }
    bool paused() const { return paused_; }
    const std::string& said() const { return said_; }
    /// What it has said so far that concerns the program: all, or, of a server, what it has said
    /// before the program closed the connection.
    std::uint64_t said_in_time() const { return is_server_ ? said_in_time_ : said_.size(); }
    const std::string& received() const { return received_; }
    std::size_t played() const { return played_; }
    /// The longest that it has waited so far, in virtual ms: to be accepted, to be heard, and to
    /// get back what it said.
    std::uint64_t longest_wait() const { return patience_.longest(); }
    /// It has stopped reading, and what was sent to it piles up: whoever waits for it may wait.
    bool holds_up() const { return paused_ && has_piled_up_; }
    /// It has stopped reading for good, and the server knows that it takes nothing.
    bool is_to_be_let_go() const;
    /// The server has closed its connection before it left.
    bool turned_away() const { return turned_away_; }
    /// It was turned away, and might be: see detectors/clients.cpp.
    bool is_excused() const { return is_excused_; }
    /// @}

    /// @name Told by the program's calls
    /// @{
    /// To a server: the program connects with this socket. It is answered when it acts.
    void is_called(std::shared_ptr<Socket> by);
    void was_accepted();
    void was_heard();
    /// A send to it found no room.
    void was_refused();
    /// Another client was heard; perhaps this one has been waiting for longer.
    void may_be_overtaken(const Client& by);
    /// A misfortune has befallen it.
    void has_bad_luck() { has_bad_luck_ = true; }
    /// A socket was closed: perhaps its.
    void may_have_been_turned_away();
    /// @}

    std::uint64_t hash() const;

private:
    void connect();
    void accept();
    void refuse();
    void was_answered();
    bool is_ready() const;
    /// Looks for its next action, from this one on.
    void go_on_from(const Action* action);

    World& world_;
    const unsigned index_;
    const std::string& name_;
    const Scenario& scenario_;
    bool is_server_ = false;
    const Action* next_ = nullptr;
    /// When the next action can be played. Kept, because each call of the program asks.
    enum class Ability : std::uint8_t { none, always, once_ready, in_time };
    Ability ability_ = Ability::none;
    std::size_t played_ = 0;
    std::uint64_t ready_at_ = 0;  // when it acted last: a wait begins there
    bool has_waited_ = false;     // that was the end of a wait

    std::shared_ptr<Socket> socket_;
    std::shared_ptr<Socket> program_end_;
    bool refused_ = false;
    bool left_ = false;
    bool vanished_ = false;
    bool paused_ = false;
    bool has_piled_up_ = false;         // something has come since; a reset takes it away again
    std::uint64_t refused_at_ = never;  // since it has stopped reading, for the first time
    std::string said_;
    std::uint64_t said_in_time_ = 0;
    std::string received_;
    std::size_t awaited_ = 0;  // how much of received_ the awaits have used up
    Patience patience_;
    unsigned overtaken_ = 0;      // how often, since it was heard
    bool room_was_full_ = false;  // when it connected
    bool has_bad_luck_ = false;
    bool turned_away_ = false;
    bool is_excused_ = false;
};

}  // namespace winsock::sim
