#include "stage/opening.h"

#include "stage/limits.h"
#include "stage/watch.h"

namespace out_of_step {

namespace {

using Kind = Finding::Kind;
using Proof = Finding::Proof;

class Opening {
public:
    Opening(Loop& loop, ServerOnPort& server, Client& client, const Staging& staging)
        : loop_(loop), server_(server), client_(client), staging_(staging) {}

    /// What is wrong, with everything but the client's name.
    std::optional<Finding> await() {
        const double began = now();
        while (client_.state() != Client::State::connected) {
            turn();
            if (server_.process().has_ended()) {
                if (!server_.start_again_if_it_could_not_help_it()) return has_ended();
                watch_ = Watch(server_.process().id());
            }
            // Only who is refused can say that nobody listens.
            if (client_.state() != Client::State::refused) {
                if (now() - began > limits::patience_for(staging_.under_wine)) {
                    return Finding{Kind::never_accepted, "", Proof::deadline};
                }
            } else if (const auto proof = proof_of_not_listening(now() - began)) {
                return does_not_listen(*proof);
            }
        }
        return std::nullopt;
    }

private:
    void turn() {
        if (client_.state() != Client::State::connecting && now() >= next_attempt_) {
            client_.connect(server_.port());
            next_attempt_ = now() + limits::pause_between_attempts;
        }
        if (staging_.audience != nullptr) staging_.audience->awaits(Awaited::listening);
        loop_.turn();
        watch_.look();
    }

    std::optional<Proof> proof_of_not_listening(double waited) const {
        // Under Wine it is the system that starts first: other processes work, and this one waits.
        if (!staging_.under_wine) {
            if (watch_.cpu_seconds() >= limits::cpu_before_listening) return Proof::spinning;
            if (watch_.quiet_seconds() >= limits::asleep_before_listening) return Proof::asleep;
        }
        if (waited > limits::patience_for(staging_.under_wine)) return Proof::deadline;
        return std::nullopt;
    }

    Finding does_not_listen(Proof proof) {
        Finding finding{Kind::never_listened, "", proof};
        finding.port = server_.port();
        finding.listens_elsewhere = os_view::port_listened_on_by(server_.process().id());
        return finding;
    }

    Finding has_ended() {
        Finding finding{Kind::ended, "", Proof::ended};
        finding.last_words = server_.process().last_words(staging_.source);
        if (client_.state() != Client::State::connected) finding.port = server_.port();
        return finding;
    }

    Loop& loop_;
    ServerOnPort& server_;
    Client& client_;
    const Staging& staging_;
    Watch watch_{server_.process().id()};
    double next_attempt_ = 0;
};

}  // namespace

std::optional<Finding> await_first_connection(Loop& loop, ServerOnPort& server, Client& client,
                                              const Act& act, const Staging& staging) {
    std::optional<Finding> finding = Opening(loop, server, client, staging).await();
    if (finding) finding->client = act.client;
    return finding;
}

}  // namespace out_of_step
