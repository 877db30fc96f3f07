#include "stage/stage.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>

#include <fmt/format.h>

#include "stage/client.h"
#include "stage/client_performance.h"
#include "stage/effect.h"
#include "stage/limits.h"
#include "stage/opening.h"
#include "stage/server_on_port.h"
#include "stage/spin_proof.h"
#include "stage/stop.h"
#include "stage/watch.h"

namespace out_of_step {

namespace {

using Deed = Act::Deed;

class Performance {
public:
    explicit Performance(const Staging& staging) : staging_(staging) {}

    Outcome play(const Scene& scene);

private:
    bool play_act(const Act& act);
    bool open(const Act& act);
    Client& client_of(const Act& act);
    void do_deed(const Act& act, Client& client, const std::string& said);
    bool let_words_go();
    bool stop(const Act& act);
    bool await_effect(Effect& effect);
    bool settle(const Effect& effect);
    bool hold_on(const Effect& effect);
    bool conclude(const Effect& effect, Ending ending);
    void record(const Finding& finding);
    void turn(Watch& watch, Awaited awaited);
    bool spins(Watch& watch);
    std::uint64_t moved() const;
    Ending wait_for(bool is_timed, const std::function<bool()>& come);
    std::string on_the_wire(const Act& act);

    const Staging& staging_;
    Loop loop_;
    ServerOnPort server_{loop_, staging_};
    Clients clients_;
    std::vector<Effect> postponed_;
    std::set<std::string> never_accepted_;
    bool anybody_connected_ = false;
    bool held_back_ = false;
    std::optional<std::size_t> memory_before_;  // when the first client had been taken in
    SpinProof spin_{[this] { return moved(); }};
    Outcome outcome_;
};

Outcome Performance::play(const Scene& scene) {
    for (const Act& act : scene) {
        if (!play_act(act)) break;
    }
    if (staging_.end_gently) server_.process().end_gently();
    outcome_.printed = server_.words().latest();
    outcome_.errors = server_.process().errors();
    return outcome_;
}

// A text in which each place can be recognised.
std::string text_of(std::size_t size) {
    std::string text;
    text.reserve(size + 10);
    while (text.size() < size) text += fmt::format("{:08}, ", text.size());
    text.resize(size);
    return text;
}

// What goes over the wire: the text alone, or with something that nobody could have foreseen.
std::string Performance::on_the_wire(const Act& act) {
    if (act.deed == Deed::sends) return text_of(act.count);
    const bool speaks = act.deed == Deed::says || act.deed == Deed::asks;
    if (!speaks || !staging_.mark_what_is_said) return act.text;
    std::random_device random;
    return fmt::format("{}-{:08x}", act.text, random());
}

// Returns whether the scene can go on.
bool Performance::play_act(const Act& act) {
    // The server has to be there first.
    if (act.deed == Deed::connects && !anybody_connected_ && !open(act)) return false;
    if (staging_.audience != nullptr) staging_.audience->act_begins(act);
    if (act.deed == Deed::words_held_back) {
        server_.process().hold_words_back();
        held_back_ = true;
        return true;
    }
    if (act.deed == Deed::words_let_go) return let_words_go();
    if (act.deed == Deed::told_to_stop) return stop(act);

    Client& client = client_of(act);
    const std::string said = on_the_wire(act);
    Effect effect(act, client, server_.port(), server_.words(), said);
    do_deed(act, client, said);
    // Whoever was never accepted cannot be heard or released; that has been said already.
    if (never_accepted_.contains(act.client)) return true;
    if (act.deed == Deed::holds_on) return hold_on(effect);
    if (!held_back_) {
        const bool goes_on = await_effect(effect) && settle(effect);
        if (!memory_before_) memory_before_ = os_view::memory_of(server_.process().id());
        return goes_on;
    }

    const Ending ending =
        wait_for(effect.is_timed(), [&] { return effect.has_come_without_words(); });
    if (ending != Ending::came && ending != Ending::asleep) return conclude(effect, ending);
    postponed_.push_back(effect);
    return settle(effect);
}

Client& Performance::client_of(const Act& act) {
    std::unique_ptr<Client>& client = clients_[act.client];
    if (client == nullptr) client = std::make_unique<Client>(loop_);
    return *client;
}

void Performance::do_deed(const Act& act, Client& client, const std::string& said) {
    switch (act.deed) {
        case Deed::connects:
            if (client.state() == Client::State::away) client.connect(server_.port());
            break;
        case Deed::says:
        case Deed::asks:
        case Deed::sends: client.say(said); break;
        case Deed::stops_reading: client.stop_reading(); break;
        case Deed::reads_on: client.read_on(); break;
        case Deed::leaves: client.leave(); break;
        case Deed::vanishes: client.vanish(); break;
        default: break;
    }
}

// Returns whether the first client has come to the server.
bool Performance::open(const Act& act) {
    const auto finding = await_first_connection(loop_, server_, client_of(act), act, staging_);
    if (finding) record(*finding);
    anybody_connected_ = !finding;
    return anybody_connected_;
}

bool Performance::let_words_go() {
    server_.process().let_words_go();
    held_back_ = false;
    std::vector<Effect> effects;
    effects.swap(postponed_);
    for (Effect& effect : effects) {
        if (!await_effect(effect)) return false;
    }
    return effects.empty() || settle(effects.back());
}

// Returns false: nothing can come behind it.
bool Performance::stop(const Act& act) {
    server_.process().tell_to_stop();
    const Ending ending = wait_for(false, [&] { return server_.process().has_ended(); });
    const std::vector<std::string> open =
        ending == Ending::came ? clients_left_open(loop_, clients_) : std::vector<std::string>();
    const auto findings = judge_the_stop(ending, server_.process(), staging_.source, open);
    for (const Finding& finding : findings) record(finding);
    if (findings.empty() && staging_.audience != nullptr) staging_.audience->act_had_effect(act);
    return false;
}

bool Performance::await_effect(Effect& effect) {
    const Ending ending = wait_for(effect.is_timed(), [&] { return effect.has_come(); });
    if (ending != Ending::came) return conclude(effect, ending);
    if (staging_.audience != nullptr) staging_.audience->act_had_effect(effect.act());
    return true;
}

// Returns whether the scene can go on.
bool Performance::conclude(const Effect& effect, Ending ending) {
    const std::string last_words =
        ending == Ending::ended ? server_.process().last_words(staging_.source) : "";
    const Finding finding = effect.judge(ending, last_words);
    if (finding.kind == Finding::Kind::never_accepted) never_accepted_.insert(finding.client);
    record(finding);
    // Where nobody can look, the patience at its end has to do for a proof.
    return ending == Ending::asleep || ending == Ending::late ||
           (ending == Ending::deadline && !os_view::has_eyes());
}

void Performance::record(const Finding& finding) {
    outcome_.findings.push_back(finding);
    if (staging_.audience != nullptr) staging_.audience->found(finding);
}

void Performance::turn(Watch& watch, Awaited awaited) {
    if (staging_.audience != nullptr) staging_.audience->awaits(awaited);
    loop_.turn();
    watch.look();
}

bool Performance::spins(Watch& watch) { return spin_.holds(watch, server_.words().count()); }

// How many bytes the server has read or sent, for whomever.
std::uint64_t Performance::moved() const {
    std::uint64_t moved = 0;
    for (const auto& [name, client] : clients_) {
        const auto end = os_view::tcp_end(server_.port(), client->port());
        moved += client->moved() - (end ? end->unread : 0);
    }
    return moved;
}

Ending Performance::wait_for(bool is_timed, const std::function<bool()>& come) {
    const double patience =
        is_timed ? limits::patience_for_letting_go : limits::patience_for(staging_.under_wine);
    Watch watch(server_.process().id());
    const double began = now();
    while (!come()) {
        if (server_.process().has_ended()) return come() ? Ending::came : Ending::ended;
        if (spins(watch)) return Ending::spinning;
        if (!is_timed && watch.quiet_seconds() >= limits::asleep_for_good)
            return come() ? Ending::came : Ending::asleep;
        if (now() - began > patience) return is_timed ? Ending::late : Ending::deadline;
        turn(watch, Awaited::effect);
    }
    return Ending::came;
}

// Somebody reads nothing, and for so many seconds the server must not keep more and more for it.
// Returns whether the scene can go on.
bool Performance::hold_on(const Effect& effect) {
    const int server = server_.process().id();
    Watch watch(server);
    const double began = now();
    while (now() - began < static_cast<double>(effect.act().count)) {
        if (server_.process().has_ended()) return conclude(effect, Ending::ended);
        if (spins(watch)) return conclude(effect, Ending::spinning);
        const std::size_t memory = os_view::memory_of(server).value_or(0);
        const std::size_t before = memory_before_.value_or(memory);
        if (memory > before + limits::memory_for_a_client) {
            Finding finding{Finding::Kind::memory_grows, effect.act().client, Finding::Proof::seen};
            finding.grown_by = memory - before;
            record(finding);
            return true;
        }
        turn(watch, Awaited::effect);
    }
    if (staging_.audience != nullptr) staging_.audience->act_had_effect(effect.act());
    return true;
}

// The next act must not meet a server that is still busy with this one, because then it would be
// chance what it sees first. So wait until it sleeps; one that never does is found here. Returns
// whether the scene can go on.
bool Performance::settle(const Effect& effect) {
    const double enough = staging_.under_wine ? limits::settled_under_wine : limits::settled;
    Watch watch(server_.process().id());
    spin_.begin();
    const double began = now();
    while (os_view::has_eyes() && watch.quiet_seconds() < enough) {
        if (server_.process().has_ended()) return conclude(effect, Ending::ended);
        if (spins(watch)) return conclude(effect, Ending::spinning);
        if (now() - began > limits::patience_for_settling) return true;
        turn(watch, Awaited::rest);
    }
    return true;
}

}  // namespace

Outcome play(const Scene& scene, const Staging& staging) {
    if (is_for_a_client(scene)) return play_for_a_client(scene, staging);
    return Performance(staging).play(scene);
}

}  // namespace out_of_step
