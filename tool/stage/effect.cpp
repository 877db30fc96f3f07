#include "stage/effect.h"

#include "stage/os_view.h"

namespace out_of_step {

namespace {

using Deed = Act::Deed;
using Kind = Finding::Kind;
using Proof = Finding::Proof;

}  // namespace

Proof proof_of(Ending ending) {
    switch (ending) {
        case Ending::spinning: return Proof::spinning;
        case Ending::ended: return Proof::ended;
        case Ending::late: return Proof::late;
        case Ending::deadline: return Proof::deadline;
        default: return Proof::asleep;
    }
}

Effect::Effect(const Act& act, Client& client, int server_port, Words& words,
               const std::string& said)
    : act_(act), client_(client), server_port_(server_port), words_(words), said_(said.size()) {
    if (act.deed == Deed::says) expectation_ = words.expect(said);
    if (act.deed == Deed::vanishes) {
        // Afterwards no table of the system shows this connection; only its file is left.
        const auto end = os_view::tcp_end(server_port, client.port());
        if (end) inode_ = end->inode;
        if (inode_ != 0) holders_ = os_view::holders_of(inode_);
    }
}

bool Effect::has_come() {
    switch (act_.deed) {
        case Deed::asks: return client_.is_answered();
        case Deed::sends: return client_.has_sent_what_it_can();
        case Deed::is_let_go: return client_.server_closed();
        case Deed::connects: return is_accepted();
        case Deed::says:
            // Asked first: it has to be asked each time. What is shown by a server that closes at
            // once was read, too.
            return (is_read() || client_.server_closed()) && words_.have_shown(expectation_);
        case Deed::leaves: return client_.server_closed();
        case Deed::vanishes: return is_closed_by_server();
        default: return true;
    }
}

bool Effect::has_come_without_words() {
    if (act_.deed == Deed::says) return is_read() || client_.server_closed();
    if (act_.deed == Deed::leaves) {
        const auto end = os_view::tcp_end(server_port_, client_.port());
        return client_.server_closed() || (end && end->close_wait);
    }
    return act_.deed == Deed::vanishes || has_come();
}

bool Effect::is_accepted() const {
    if (client_.state() != Client::State::connected) return false;
    // Accepted and closed again is accepted.
    if (!os_view::has_eyes() || client_.server_closed()) return true;
    const auto end = os_view::tcp_end(server_port_, client_.port());
    return end && end->inode != 0;
}

// Two looks, in this order: what has been acknowledged lies in the server's queue or has left it.
bool Effect::is_read() {
    if (!os_view::has_eyes()) return words_.have_shown(expectation_);
    if (read_) return true;
    if (delivered_) {
        const auto servers = os_view::tcp_end(server_port_, client_.port());
        read_ = servers && servers->inode != 0 && servers->unread == 0;
    } else {
        const auto ours = os_view::tcp_end(client_.port(), server_port_);
        delivered_ = ours && ours->unacknowledged == 0;
    }
    return read_;
}

bool Effect::is_closed_by_server() {
    std::erase_if(holders_, [this](int process) { return !os_view::holds(process, inode_); });
    return holders_.empty();
}

std::size_t Effect::unread() const {
    const auto end = os_view::tcp_end(server_port_, client_.port());
    if (end && end->inode != 0) return end->unread;
    // What a closed socket had not read, nobody ever will.
    return act_.deed == Deed::says && !read_ && client_.server_closed() ? said_ : 0;
}

Kind Effect::kind() const {
    switch (act_.deed) {
        case Deed::connects: return Kind::never_accepted;
        case Deed::leaves:
        case Deed::vanishes: return Kind::never_released;
        case Deed::is_let_go: return Kind::never_let_go;
        case Deed::holds_on: return Kind::memory_grows;
        case Deed::asks:
            if (client_.was_answered_wrong()) return Kind::bytes_lost;
            return unread() > 0 ? Kind::byte_unread : Kind::never_answered;
        default: break;
    }
    return !os_view::has_eyes() || unread() > 0 ? Kind::byte_unread : Kind::byte_printed_wrong;
}

Finding Effect::judge(Ending ending, const std::string& last_words) const {
    Finding finding{kind(), act_.client, proof_of(ending), unread(), act_.text.size(), last_words};
    finding.answered = client_.answered();
    if (ending == Ending::spinning) finding.kind = Kind::spin;
    if (ending == Ending::ended) finding.kind = Kind::ended;
    const bool refused = client_.state() == Client::State::refused;
    if (ending == Ending::asleep && (client_.server_closed() || refused)) {
        finding.proof = Proof::closed;
    }
    return finding;
}

}  // namespace out_of_step
