#include "stage/client_performance.h"

#include <optional>
#include <vector>

#include "stage/client_judge.h"
#include "stage/client_on_stage.h"
#include "stage/limits.h"
#include "stage/marks.h"
#include "stage/os_view.h"
#include "stage/spin_proof.h"
#include "stage/watch.h"

namespace out_of_step {

namespace {

using Deed = Act::Deed;
using Proof = Finding::Proof;

class ClientPerformance {
public:
    ClientPerformance(const Scene& scene, const Staging& staging)
        : staging_(staging), scene_(staging.mark_what_is_said ? with_marks(scene) : scene) {}

    Outcome play();

private:
    bool play_act(const Act& act);
    void do_deed(const Act& act);
    void vanish();
    bool await_connection(const Act& act);
    bool await_effect(const Act& act);
    bool settle();

    Ending wait_for(const Act& act);
    bool has_come(const Act& act, double quiet, double waited);
    bool is_closed_by_client();
    double long_enough() const;
    bool spins(Watch& watch);
    void turn(Watch& watch, Awaited awaited);
    bool goes_on(const std::optional<Finding>& finding);

    const Staging& staging_;
    const Scene scene_;
    Loop loop_;
    ClientOnStage client_{loop_, scene_, staging_};
    ClientJudge judge_{client_, scene_, staging_.source};
    std::uint64_t inode_ = 0;   // of the client's socket, before its server vanished
    std::vector<int> holders_;  // the processes that had it
    SpinProof spin_{[this] { return client_.moved(judge_.awaited()); }};
    Outcome outcome_;
};

Outcome ClientPerformance::play() {
    bool is_whole = true;
    for (const Act& act : scene_) {
        is_whole = play_act(act);
        if (!is_whole) break;
    }
    if (is_whole) goes_on(judge_.of_the_whole());
    if (staging_.end_gently) client_.process().end_gently();
    outcome_.printed = client_.told().latest();
    outcome_.errors = client_.process().errors();
    return outcome_;
}

// Each of these returns whether the scene can go on. It stops at what is found.

bool ClientPerformance::goes_on(const std::optional<Finding>& finding) {
    if (!finding) return true;
    outcome_.findings.push_back(*finding);
    if (staging_.audience != nullptr) staging_.audience->found(*finding);
    return false;
}

bool ClientPerformance::play_act(const Act& act) {
    judge_.act_begins(act);
    if (staging_.audience != nullptr) staging_.audience->act_begins(act);
    do_deed(act);
    const bool came = act.deed == Deed::accepts ? await_connection(act) : await_effect(act);
    return came && settle();
}

void ClientPerformance::do_deed(const Act& act) {
    switch (act.deed) {
        case Deed::says: client_.server().say(act.bytes); break;
        case Deed::stops_reading: client_.server().stop_reading(); break;
        case Deed::reads_on: client_.server().read_on(); break;
        case Deed::leaves: client_.server().leave(); break;
        case Deed::vanishes: vanish(); break;
        default: break;
    }
}

// Afterwards no table of the system shows this connection; only the client's file is left.
void ClientPerformance::vanish() {
    const auto end = os_view::tcp_end(client_.server().client_port(), client_.port());
    if (end) inode_ = end->inode;
    if (inode_ != 0) holders_ = os_view::holders_of(inode_);
    client_.server().vanish();
}

bool ClientPerformance::await_connection(const Act& act) {
    Watch watch(client_.process().id());
    const double began = now();
    while (!client_.server().has_accepted()) {
        std::optional<Proof> proof;
        if (now() - began > limits::patience_for(staging_.under_wine)) proof = Proof::deadline;
        // Under Wine it is the system that starts first: other processes work, and this one waits.
        if (!staging_.under_wine) {
            if (watch.cpu_seconds() >= limits::cpu_before_listening) proof = Proof::spinning;
            if (watch.quiet_seconds() >= limits::asleep_before_listening) proof = Proof::asleep;
        }
        if (client_.told().printed() > limits::words_of_a_spin) proof = Proof::spinning;
        if (client_.process().has_ended()) {
            loop_.turn();  // it may have come before that
            if (client_.server().has_accepted()) break;
            proof = Proof::ended;
        }
        if (proof) return goes_on(judge_.has_not_connected(*proof));
        turn(watch, Awaited::effect);
    }
    if (staging_.audience != nullptr) staging_.audience->act_had_effect(act);
    return true;
}

bool ClientPerformance::await_effect(const Act& act) {
    const Ending ending = wait_for(act);
    if (ending != Ending::came) return goes_on(judge_.has_no_effect(ending));
    if (!goes_on(judge_.had_effect())) return false;
    if (staging_.audience != nullptr) staging_.audience->act_had_effect(act);
    return true;
}

// The next act must not meet a client that is still busy with this one.
bool ClientPerformance::settle() {
    Watch watch(client_.process().id());
    spin_.begin();
    const double began = now();
    do {
        if (client_.process().has_ended()) return goes_on(judge_.has_ended());
        if (!os_view::has_eyes()) return true;
        if (spins(watch)) return goes_on(judge_.has_no_effect(Ending::spinning));
        if (now() - began > limits::patience_for_settling) return true;
        turn(watch, Awaited::rest);
    } while (watch.quiet_seconds() < long_enough());
    return true;
}

Ending ClientPerformance::wait_for(const Act& act) {
    const bool awaits = act.deed == Deed::awaits || act.deed == Deed::awaits_count;
    Watch watch(client_.process().id());
    spin_.begin();
    const double began = now();
    while (!has_come(act, watch.quiet_seconds(), now() - began)) {
        // What it has sent may be on its way still; behind that it has closed.
        const bool has_sent_all = !awaits || client_.server().client_closed();
        if (client_.process().has_ended() && has_sent_all) {
            return has_come(act, 0, 0) ? Ending::came : Ending::ended;
        }
        if (spins(watch)) return Ending::spinning;
        if (awaits && has_sent_all) return Ending::asleep;
        const bool sleeps = watch.quiet_seconds() >= limits::asleep_for_good;
        if (sleeps && act.deed != Deed::waits) return Ending::asleep;
        if (now() - began > limits::patience_for(staging_.under_wine)) return Ending::deadline;
        turn(watch, Awaited::effect);
    }
    return Ending::came;
}

bool ClientPerformance::has_come(const Act& act, double quiet, double waited) {
    const bool ended = client_.process().has_ended();
    switch (act.deed) {
        case Deed::awaits:
        case Deed::awaits_count:
            return client_.server().received_count() >= judge_.awaited() ||
                   judge_.first_wrong_byte();
        case Deed::waits: return ended || waited * 1000 >= static_cast<double>(act.count);
        case Deed::leaves: return ended || client_.server().client_closed();
        case Deed::vanishes: return ended || is_closed_by_client();
        case Deed::tells: return client_.tells(act.bytes, ended || quiet >= long_enough());
        case Deed::ends_well:
        case Deed::ends_badly: return ended;
        default: return true;
    }
}

bool ClientPerformance::is_closed_by_client() {
    std::erase_if(holders_, [this](int process) { return !os_view::holds(process, inode_); });
    return holders_.empty();
}

// A client that has slept for so long has done what it had to do for an act.
double ClientPerformance::long_enough() const {
    return staging_.under_wine ? limits::settled_under_wine : limits::settled;
}

bool ClientPerformance::spins(Watch& watch) { return spin_.holds(watch, client_.told().printed()); }

void ClientPerformance::turn(Watch& watch, Awaited awaited) {
    if (staging_.audience != nullptr) staging_.audience->awaits(awaited);
    loop_.turn();
    watch.look();
}

}  // namespace

Outcome play_for_a_client(const Scene& scene, const Staging& staging) {
    return ClientPerformance(scene, staging).play();
}

}  // namespace out_of_step
