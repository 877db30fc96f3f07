#include "sim/client.h"

#include <algorithm>

#include "sim/history.h"
#include "sim/world.h"

namespace winsock::sim {

Client::Client(World& world, unsigned index, const Scenario& scenario)
    : world_(world), index_(index), name_(scenario.clients[index]), scenario_(scenario) {
    for (std::size_t i = 0; i < scenario.actions.size(); ++i) {
        if (scenario.actions[i].client == index) mine_.push_back(i);
    }
}

const Action* Client::next() const {
    return played_ < mine_.size() ? &scenario_.actions[mine_[played_]] : nullptr;
}

bool Client::can_act() const {
    const Action* const action = next();
    if (action == nullptr) return false;
    switch (action->deed) {
        case Action::Deed::connects: {
            // A client that is refused would try again: it waits until it can be taken.
            const Socket* const listener = world_.find_listener(world_.server_address());
            return listener != nullptr && !listener->backlog_full();
        }
        case Action::Deed::awaits:
            return received_.find(action->text, awaited_) != std::string::npos;
        case Action::Deed::awaits_bytes: return received_.size() - awaited_ >= action->number;
        case Action::Deed::waits: return played_ > 0 && world_.now() >= can_act_at();
        default: return true;
    }
}

std::uint64_t Client::can_act_at() const {
    const Action* const action = next();
    if (action == nullptr || action->deed != Action::Deed::waits) return never;
    return ready_at_ + action->number;
}

void Client::act() {
    const Action& action = *next();
    ++played_;
    ready_at_ = world_.now();
    switch (action.deed) {
        case Action::Deed::connects: connect(); break;
        case Action::Deed::says:
            said_ += action.text;
            unheard_.emplace_back(said_.size(), world_.now());
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
            paused_ = false;
            std::string bytes(socket_->unread(), '\0');
            if (!bytes.empty()) socket_->receive(bytes.data(), bytes.size(), {}, nullptr);
            received_ += bytes;
            break;
        }
        case Action::Deed::awaits:
            awaited_ = received_.find(action.text, awaited_) + action.text.size();
            break;
        case Action::Deed::awaits_bytes: awaited_ += action.number; break;
        case Action::Deed::waits: break;
    }
}

void Client::connect() {
    socket_ = world_.make_socket(true);
    socket_->client = this;
    socket_->connect(world_.server_address());
    Socket* const listener = world_.find_listener(world_.server_address());
    server_end_ = listener->backlog().back();
    connected_at_ = world_.now();
}

bool Client::takes(std::string_view bytes) {
    if (paused_) return false;
    received_ += bytes;
    return true;
}

void Client::heard_after(std::uint64_t since) {
    longest_wait_ = std::max(longest_wait_, world_.now() - since);
}

void Client::was_accepted() {
    accepted_ = true;
    heard_after(connected_at_);
}

void Client::was_heard() {
    const std::uint64_t heard = server_end_->total_received();
    while (!unheard_.empty() && unheard_.front().first <= heard) {
        heard_after(unheard_.front().second);
        unheard_.pop_front();
    }
}

std::uint64_t Client::hash() const {
    std::uint64_t hash = mix(played_, longest_wait_);
    hash = mix(hash, received_.size() << 32 | awaited_);
    if (!accepted_ && socket_) hash = mix(hash, world_.now() - connected_at_);
    if (!unheard_.empty()) hash = mix(hash, world_.now() - unheard_.front().second);
    if (can_act_at() != never) hash = mix(hash, can_act_at() - world_.now());
    return hash;
}

}  // namespace winsock::sim
