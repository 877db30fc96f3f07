#include "sim/client.h"

#include <algorithm>

#include "sim/detectors/clients.h"
#include "sim/detectors/sent.h"
#include "sim/history.h"
#include "sim/world.h"

namespace winsock::sim {

Client::Client(World& world, unsigned index, const Scenario& scenario)
    : world_(world), index_(index), name_(scenario.clients[index]), scenario_(scenario) {
    go_on_from(scenario.actions.data());
    is_server_ = next_ != nullptr &&
                 (next_->deed == Action::Deed::accepts || next_->deed == Action::Deed::refuses);
    if (is_server_) patience_.connects(0);
}

void Client::go_on_from(const Action* action) {
    const Action* const end = scenario_.actions.data() + scenario_.actions.size();
    while (action != end && action->client != index_) ++action;
    next_ = action != end ? action : nullptr;
    ability_ = Ability::none;
    if (next_ == nullptr) return;
    switch (next_->deed) {
        case Action::Deed::connects:
        case Action::Deed::accepts:
        case Action::Deed::refuses:
        case Action::Deed::awaits:
        case Action::Deed::awaits_bytes: ability_ = Ability::once_ready; break;
        case Action::Deed::waits: ability_ = Ability::in_time; break;
        default: ability_ = Ability::always; break;
    }
}

bool Client::is_ready() const {
    const Action* const action = next();
    switch (action->deed) {
        case Action::Deed::connects: {
            // A client that is refused would try again: it waits until it can be taken.
            const Socket* const listener = world_.find_server();
            return listener != nullptr && !listener->backlog_full();
        }
        case Action::Deed::accepts:
        case Action::Deed::refuses: return program_end_ != nullptr;
        case Action::Deed::awaits:
            return received_.find(action->text, awaited_) != std::string::npos;
        case Action::Deed::awaits_bytes: return received_.size() - awaited_ >= action->number;
        case Action::Deed::waits: return played_ > 0 && world_.now() >= can_act_at();
        default: return true;
    }
}

bool Client::is_due() const {
    if (next_ == nullptr) return false;
    if (next_->deed == Action::Deed::waits) return is_ready();
    return has_waited_ && ready_at_ == world_.now() && can_act();
}

void Client::act() {
    const Action& action = *next_;
    has_waited_ = action.deed == Action::Deed::waits;
    ++played_;
    go_on_from(next_ + 1);
    ready_at_ = world_.now();
    switch (action.deed) {
        case Action::Deed::connects: connect(); break;
        case Action::Deed::accepts: accept(); break;
        case Action::Deed::refuses: refuse(); break;
        case Action::Deed::says:
            said_ += action.text;
            if (!program_end_->closed()) said_in_time_ += action.text.size();
            patience_.says(said_.size(), world_.now());
            socket_->send(action.text, {});
            break;
        case Action::Deed::leaves:
            left_ = true;
            socket_->shutdown(false, true);
            break;
        case Action::Deed::vanishes:
            vanished_ = true;
            socket_->reset();
            break;
        case Action::Deed::stops_reading: paused_ = true; break;
        case Action::Deed::reads_on: {
            paused_ = has_piled_up_ = false;
            refused_at_ = never;
            std::string bytes(socket_->unread(), '\0');
            if (!bytes.empty()) socket_->receive(bytes.data(), bytes.size(), {}, nullptr);
            received_ += bytes;
            patience_.reads_on(world_.now(), scenario_.echoes);
            was_answered();
            break;
        }
        case Action::Deed::awaits:
            awaited_ = received_.find(action.text, awaited_) + action.text.size();
            break;
        case Action::Deed::awaits_bytes: awaited_ += action.number; break;
        case Action::Deed::waits:
        case Action::Deed::is_told_to_stop: break;  // the second is nobody's
    }
}

void Client::connect() {
    socket_ = world_.make_socket(true);
    socket_->client = this;
    socket_->connect(world_.server_address());
    Socket* const listener = world_.find_listener(world_.server_address());
    program_end_ = listener->backlog().back();
    room_was_full_ = room_is_full(world_, this);
    patience_.connects(world_.now());
}

void Client::is_called(std::shared_ptr<Socket> by) {
    judge_the_wait(world_, *this, " is connected to", patience_.was_accepted(world_.now()));
    program_end_ = std::move(by);
}

void Client::accept() {
    socket_ = world_.make_socket(true);
    socket_->client = this;
    socket_->take(*program_end_);
}

void Client::refuse() {
    refused_ = true;
    program_end_->was_refused();
}

bool Client::takes(std::string_view bytes) {
    if (paused_) {
        has_piled_up_ = true;
        return false;
    }
    received_ += bytes;
    was_answered();
    judge_what_it_got_so_far(world_, *this);
    return true;
}

void Client::was_refused() {
    if (paused_ && refused_at_ == never) refused_at_ = world_.now();
}

bool Client::has_more_to_say() const {
    const Action* const end = scenario_.actions.data() + scenario_.actions.size();
    return next_ != nullptr && std::any_of(next_, end, [this](const Action& action) {
               return action.client == index_ && action.deed == Action::Deed::says;
           });
}

bool Client::is_to_be_let_go() const {
    return scenario_.slow_readers == SlowReaders::are_let_go && refused_at_ != never;
}

void Client::was_accepted() {
    const std::uint64_t waited = patience_.was_accepted(world_.now());
    // Beyond the room it has to wait until somebody leaves.
    if (!room_was_full_) judge_the_wait(world_, *this, " is accepted", waited);
    overtaken_ = 0;
}

void Client::was_heard() {
    const std::uint64_t waited = patience_.was_heard(program_end_->total_received(), world_.now());
    const bool its_own_fault = scenario_.echoes && holds_up();
    if (!its_own_fault) judge_the_wait(world_, *this, " is heard", waited);
    overtaken_ = 0;
    if (scenario_.overtaken_at_most == 0) return;
    for (const auto& other : world_.clients()) {
        if (other.get() != this) other->may_be_overtaken(*this);
    }
}

void Client::may_be_overtaken(const Client& by) {
    if (program_end_ == nullptr || program_end_->closed()) return;
    const bool is_inside = program_end_->is_program_owned;
    const bool waits =
        is_inside ? program_end_->unread() > 0 : scenario_.queue_counts && !room_was_full_;
    if (!waits || ++overtaken_ <= scenario_.overtaken_at_most) return;
    const char* const how = is_inside ? " has spoken, and is not heard while "
                                      : " wants to come in, and is not accepted while ";
    world_.find(Detector::never_answered, name_, is_inside ? Api::recv : Api::accept,
                name_ + how + by.name() + " goes on: others were read " +
                    std::to_string(overtaken_) + " times meanwhile");
}

void Client::was_answered() {
    if (!scenario_.echoes) return;
    judge_the_wait(world_, *this, " gets back what it said",
                   patience_.was_answered(received_.size(), world_.now()));
}

void Client::may_have_been_turned_away() {
    if (turned_away_ || program_end_ == nullptr || !program_end_->closed()) return;
    if (is_to_be_let_go()) {
        judge_the_wait(world_, *this, " takes nothing, and is let go", world_.now() - refused_at_);
    }
    if (left_ || vanished_) return;
    turned_away_ = true;
    const bool too_slow = holds_up() && scenario_.slow_readers != SlowReaders::are_kept;
    const bool no_room = !is_server_ && room_is_full(world_, this);
    is_excused_ = has_bad_luck_ || too_slow || no_room;
}

std::uint64_t Client::hash() const {
    std::uint64_t hash = mix(played_, received_.size() << 32 | awaited_);
    if (is_server_) hash = mix(hash, said_in_time_);
    // Not all of this follows from the calls: it matters, too, what came before them.
    hash = mix(hash, (room_was_full_ ? 1U : 0U) | (turned_away_ ? 2U : 0U) |
                         (is_excused_ ? 4U : 0U) | (has_piled_up_ ? 8U : 0U));
    if (scenario_.answer_within != 0) {
        if (is_to_be_let_go()) hash = mix(hash, world_.now() - refused_at_);
        hash = mix(hash, patience_.hash(world_.now(), scenario_.echoes));
    }
    if (scenario_.overtaken_at_most != 0) hash = mix(hash, overtaken_);
    if (is_due()) hash = mix(hash, played_);
    if (can_act_at() != never) hash = mix(hash, can_act_at() - world_.now());
    return hash;
}

}  // namespace winsock::sim
