#include "stage/stage.h"

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>

#include <fmt/format.h>

#include "stage/client.h"
#include "stage/effect.h"
#include "stage/port.h"
#include "stage/server_process.h"
#include "stage/watch.h"
#include "stage/words.h"

namespace out_of_step {

namespace {

using Deed = Act::Deed;

// In seconds. The servers of the course sleep for up to one second on purpose.
constexpr double asleep_for_good = 2.5;
constexpr double cpu_of_a_spin = 0.5;
constexpr double patience = 30;
constexpr double settled = 0.1;
constexpr double settled_under_wine = 0.3;
constexpr double patience_for_settling = 5;
constexpr double pause_between_attempts = 0.02;
constexpr int most_starts = 5;

class Performance {
public:
    explicit Performance(const Staging& staging) : staging_(staging) {}
    ~Performance() { audience_gone_ = true; }
    Performance(const Performance&) = delete;
    Performance& operator=(const Performance&) = delete;

    Outcome play(const Scene& scene);

private:
    void choose_port();
    void start_server();
    bool play_act(const Act& act);
    bool play_first_connection(const Act& act);
    Client& client_of(const Act& act);
    void do_deed(const Act& act, Client& client, const std::string& said);
    bool let_words_go();
    bool await_effect(Effect& effect);
    bool settle(const Effect& effect);
    bool conclude(const Effect& effect, Ending ending);
    void record(const Finding& finding);
    Ending wait_for(const std::function<bool()>& come);
    std::string on_the_wire(const Act& act);

    const Staging& staging_;
    Loop loop_;
    std::unique_ptr<ReservedPort> reserved_;
    int port_ = 0;
    Words words_;
    bool audience_gone_ = false;
    std::unique_ptr<ServerProcess> server_;
    std::map<std::string, std::unique_ptr<Client>> clients_;
    std::vector<Effect> postponed_;
    std::set<std::string> never_accepted_;
    bool anybody_connected_ = false;
    bool held_back_ = false;
    Outcome outcome_;
};

Outcome Performance::play(const Scene& scene) {
    choose_port();
    start_server();
    for (const Act& act : scene) {
        if (!play_act(act)) break;
    }
    outcome_.printed = words_.latest();
    outcome_.errors = server_->errors();
    return outcome_;
}

void Performance::choose_port() {
    if (!staging_.port) {
        reserved_ = std::make_unique<ReservedPort>(loop_);
        port_ = reserved_->number();
        return;
    }
    port_ = *staging_.port;
    switch (probe(loop_, port_)) {
        case PortState::free: return;
        case PortState::taken:
            throw StageError(fmt::format(
                "Port {} is taken by another program. Choose another one, or none: then a free one "
                "is found.",
                port_));
        case PortState::forbidden:
            throw StageError(fmt::format(
                "Port {} is not for everybody here: the system keeps it for the administrator. "
                "Choose one from 1024 on.",
                port_));
    }
}

void Performance::start_server() {
    std::vector<std::string> command = staging_.command;
    command.push_back(std::to_string(port_));
    server_ = std::make_unique<ServerProcess>(loop_, command, [this](std::string_view printed) {
        words_.append(printed);
        if (!audience_gone_ && staging_.audience != nullptr) {
            staging_.audience->server_prints(printed);
        }
    });
}

// What goes over the wire: the text alone, or with something that nobody could have foreseen.
std::string Performance::on_the_wire(const Act& act) {
    if (act.deed != Deed::says || !staging_.mark_what_is_said) return act.text;
    std::random_device random;
    return fmt::format("{}-{:08x}", act.text, random());
}

// Returns whether the scene can go on.
bool Performance::play_act(const Act& act) {
    // The server has to be there first.
    if (act.deed == Deed::connects && !anybody_connected_ && !play_first_connection(act)) {
        return false;
    }
    if (staging_.audience != nullptr) staging_.audience->act_begins(act);
    if (act.deed == Deed::words_held_back) {
        server_->hold_words_back();
        held_back_ = true;
        return true;
    }
    if (act.deed == Deed::words_let_go) return let_words_go();

    Client& client = client_of(act);
    const std::string said = on_the_wire(act);
    Effect effect(act, client, port_, words_, said);
    do_deed(act, client, said);
    // Whoever was never accepted cannot be heard or released; that has been said already.
    if (never_accepted_.contains(act.client)) return true;
    if (!held_back_) return await_effect(effect) && settle(effect);

    const Ending ending = wait_for([&] { return effect.has_come_without_words(); });
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
            if (client.state() == Client::State::away) client.connect(port_);
            break;
        case Deed::says: client.say(said); break;
        case Deed::leaves: client.leave(); break;
        case Deed::vanishes: client.vanish(); break;
        default: break;
    }
}

// The server is ready when it can be connected to. To try that with a connection that is not in
// the scene would be one client too many, so the first client tries until it succeeds.
bool Performance::play_first_connection(const Act& act) {
    Client& client = client_of(act);
    const double began = now();
    double next_attempt = began;
    int starts = 1;
    while (client.state() != Client::State::connected) {
        if (client.state() != Client::State::connecting && now() >= next_attempt) {
            client.connect(port_);
            next_attempt = now() + pause_between_attempts;
        }
        loop_.turn();
        if (server_->has_ended()) {
            // Somebody may have taken the port after we looked.
            const bool lost_the_port =
                reserved_ != nullptr &&
                (probe(loop_, port_) != PortState::free || os_view::any_socket_on(port_));
            if (!lost_the_port || starts == most_starts) {
                record({Finding::Kind::ended, act.client, Finding::Proof::ended, 0, 0,
                        server_->last_words()});
                return false;
            }
            ++starts;
            choose_port();
            start_server();
        }
        if (now() - began > patience) {
            record({Finding::Kind::never_accepted, act.client, Finding::Proof::deadline, 0, 0, ""});
            return false;
        }
    }
    anybody_connected_ = true;
    return true;
}

bool Performance::let_words_go() {
    server_->let_words_go();
    held_back_ = false;
    std::vector<Effect> effects;
    effects.swap(postponed_);
    for (Effect& effect : effects) {
        if (!await_effect(effect)) return false;
    }
    return effects.empty() || settle(effects.back());
}

bool Performance::await_effect(Effect& effect) {
    const Ending ending = wait_for([&] { return effect.has_come(); });
    if (ending != Ending::came) return conclude(effect, ending);
    if (staging_.audience != nullptr) staging_.audience->act_had_effect(effect.act());
    return true;
}

// Returns whether the scene can go on.
bool Performance::conclude(const Effect& effect, Ending ending) {
    const std::string last_words = ending == Ending::ended ? server_->last_words() : "";
    const Finding finding = effect.judge(ending, last_words);
    if (finding.kind == Finding::Kind::never_accepted) never_accepted_.insert(finding.client);
    record(finding);
    // Where nobody can look, the patience at its end has to do for a proof.
    return ending == Ending::asleep || (ending == Ending::deadline && !os_view::has_eyes());
}

void Performance::record(const Finding& finding) {
    outcome_.findings.push_back(finding);
    if (staging_.audience != nullptr) staging_.audience->found(finding);
}

Ending Performance::wait_for(const std::function<bool()>& come) {
    Watch watch(server_->id());
    const double began = now();
    while (!come()) {
        if (server_->has_ended()) return come() ? Ending::came : Ending::ended;
        if (watch.cpu_seconds() >= cpu_of_a_spin) return Ending::spinning;
        if (watch.quiet_seconds() >= asleep_for_good) return come() ? Ending::came : Ending::asleep;
        if (now() - began > patience) return Ending::deadline;
        loop_.turn();
        watch.look();
    }
    return Ending::came;
}

// The next act must not meet a server that is still busy with this one, because then it would be
// chance what it sees first. So wait until it sleeps; one that never does is found here. Returns
// whether the scene can go on.
bool Performance::settle(const Effect& effect) {
    const double enough = staging_.under_wine ? settled_under_wine : settled;
    Watch watch(server_->id());
    const double began = now();
    while (os_view::has_eyes() && watch.quiet_seconds() < enough) {
        if (server_->has_ended()) return conclude(effect, Ending::ended);
        if (watch.cpu_seconds() >= cpu_of_a_spin) return conclude(effect, Ending::spinning);
        if (now() - began > patience_for_settling) return true;
        loop_.turn();
        watch.look();
    }
    return true;
}

}  // namespace

Outcome play(const Scene& scene, const Staging& staging) {
    return Performance(staging).play(scene);
}

}  // namespace out_of_step
