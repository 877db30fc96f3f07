#include "stage/stop.h"

#include "stage/limits.h"

namespace out_of_step {

std::vector<std::string> clients_left_open(Loop& loop, const Clients& clients) {
    // Whoever has stopped reading sees nothing.
    for (const auto& [name, client] : clients) client->read_on();
    const double began = now();
    for (;;) {
        std::vector<std::string> open;
        for (const auto& [name, client] : clients) {
            const bool is_open = client->state() == Client::State::connected;
            if (is_open && !client->server_closed()) open.push_back(name);
        }
        if (open.empty() || now() - began > limits::patience_for_closing) return open;
        loop.turn();
    }
}

std::vector<Finding> judge_the_stop(Ending ending, const ServerProcess& server,
                                    const std::string& source,
                                    const std::vector<std::string>& open) {
    std::vector<Finding> findings;
    const auto add = [&](Finding::Kind kind, const std::string& client) -> Finding& {
        Finding& finding = findings.emplace_back(Finding{kind, client, proof_of(ending)});
        finding.told_to_stop = true;
        return finding;
    };
    if (ending != Ending::came) {
        const bool spins = ending == Ending::spinning;
        add(spins ? Finding::Kind::spin : Finding::Kind::never_ended, "");
        return findings;
    }
    const auto code = server.exit_code();
    if (code != 0) {
        Finding& finding = add(code ? Finding::Kind::misreported : Finding::Kind::ended, "");
        finding.proof = Finding::Proof::ended;
        finding.last_words = server.last_words(source);
    }
    for (const std::string& name : open) {
        add(Finding::Kind::never_released, name).proof = Finding::Proof::seen;
    }
    return findings;
}

}  // namespace out_of_step
