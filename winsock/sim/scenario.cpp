#include "sim/scenario.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "sim/history.h"

namespace winsock::sim {

namespace {

[[noreturn]] void refuse(const std::string& sentence, const std::string& why) {
    throw ScenarioError("\"" + sentence + "\": " + why);
}

bool consume(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool number_and(std::string_view text, std::string_view unit, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() &&
           std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end)) == unit;
}

std::string bytes_in(std::string_view text, const std::string& sentence) {
    try {
        return bytes_of(text);
    } catch (const TextError& error) {
        refuse(sentence, error.what());
    }
}

/// "aaab aaac ...": wherever it is cut, what is missing can be told.
std::string recognisable(std::uint64_t size) {
    std::string text;
    for (unsigned word = 0; text.size() < size; ++word) {
        text.push_back(static_cast<char>('a' + word / 676 % 26));
        text.push_back(static_cast<char>('a' + word / 26 % 26));
        text.push_back(static_cast<char>('a' + word % 26));
        text.push_back('.');
    }
    text.resize(size);
    return text;
}

void read_deed(std::string_view text, Action& action) {
    using Deed = Action::Deed;
    static const std::map<std::string_view, Deed> plain = {
        {"connects", Deed::connects}, {"accepts", Deed::accepts},
        {"refuses", Deed::refuses},   {"leaves", Deed::leaves},
        {"vanishes", Deed::vanishes}, {"stops reading", Deed::stops_reading},
        {"reads on", Deed::reads_on},
    };
    if (const auto found = plain.find(text); found != plain.end()) {
        action.deed = found->second;
    } else if (consume(text, "says ")) {
        action.deed = Deed::says;
        std::uint64_t size = 0;
        action.text =
            number_and(text, " bytes", size) ? recognisable(size) : bytes_in(text, action.sentence);
        if (action.text.empty()) refuse(action.sentence, "nothing is said");
    } else if (consume(text, "awaits ")) {
        const bool count = number_and(text, " bytes", action.number);
        action.deed = count ? Deed::awaits_bytes : Deed::awaits;
        if (!count) action.text = bytes_in(text, action.sentence);
    } else if (consume(text, "waits ") && number_and(text, " ms", action.number)) {
        action.deed = Deed::waits;
    } else {
        refuse(action.sentence,
               "no deed is called that. There are: connects, accepts, refuses, says, leaves, "
               "vanishes, stops reading, reads on, awaits, waits N ms");
    }
}

bool is_a_servers(Action::Deed deed) {
    return deed == Action::Deed::accepts || deed == Action::Deed::refuses;
}

bool begins(Action::Deed deed) { return deed == Action::Deed::connects || is_a_servers(deed); }

constexpr std::string_view stop_sentence = "the server is told to stop";

/// Who acts must be there: connected once, and not gone.
void check_order(const Scenario& scenario) {
    using Deed = Action::Deed;
    std::vector<char> connected(scenario.clients.size(), 0);
    std::vector<char> gone(scenario.clients.size(), 0);
    for (const Action& action : scenario.actions) {
        if (action.client == Action::nobody) {
            if (&action != scenario.stop()) refuse(action.sentence, "it has been told already");
            continue;
        }
        const bool comes = begins(action.deed);
        if (comes == (connected[action.client] != 0)) {
            refuse(action.sentence, !comes ? "this client has not connected yet"
                                    : is_a_servers(action.deed)
                                        ? "that can only be its first sentence"
                                        : "this client is connected already");
        }
        if (gone[action.client] == 2 || (gone[action.client] == 1 && action.deed == Deed::says)) {
            refuse(action.sentence, "this client has left already");
        }
        connected[action.client] = 1;
        if (action.deed == Deed::leaves) gone[action.client] = 1;
        if (action.deed == Deed::vanishes) gone[action.client] = 2;
    }
}

/// There is one port: the program listens there, or the servers do, or nobody does.
void check_sides(const Scenario& scenario) {
    if (!scenario.is_for_a_client()) return;
    for (const Action& action : scenario.actions) {
        if (action.deed == Action::Deed::connects) {
            refuse(action.sentence,
                   "a scenario has clients or servers, never both: there is one port");
        }
        if (action.client == Action::nobody) {
            refuse(action.sentence, "the program is a client, and no server");
        }
        if (action.deed == Action::Deed::refuses && scenario.actions.size() > 1) {
            refuse(action.sentence, "nobody listens, so this is the only sentence of its scenario");
        }
    }
}

}  // namespace

Scenario scenario(const std::vector<std::string>& sentences) {
    Scenario result;
    for (const std::string& sentence : sentences) {
        Action action;
        action.sentence = sentence;
        if (sentence == stop_sentence) {
            action.deed = Action::Deed::is_told_to_stop;
            action.client = Action::nobody;
            result.actions.push_back(std::move(action));
            continue;
        }
        const std::size_t blank = sentence.find(' ');
        if (blank == 0 || blank == std::string::npos) refuse(sentence, "a client and its deed");
        const std::string who = sentence.substr(0, blank);
        const auto known = std::find(result.clients.begin(), result.clients.end(), who);
        action.client = static_cast<unsigned>(known - result.clients.begin());
        if (known == result.clients.end()) {
            if (result.clients.size() == Scenario::most_clients)
                refuse(sentence, "one client too many");
            result.clients.push_back(who);
        }
        read_deed(std::string_view(sentence).substr(blank + 1), action);
        result.actions.push_back(std::move(action));
    }
    check_order(result);
    check_sides(result);
    return result;
}

bool Scenario::is_for_a_client() const {
    return std::any_of(actions.begin(), actions.end(),
                       [](const Action& action) { return is_a_servers(action.deed); });
}

const Action* Scenario::stop() const {
    const auto found = std::find_if(actions.begin(), actions.end(), [](const Action& action) {
        return action.deed == Action::Deed::is_told_to_stop;
    });
    return found != actions.end() ? &*found : nullptr;
}

std::vector<std::string> Scenario::sentences() const {
    std::vector<std::string> list;
    for (const Action& action : actions) list.push_back(action.sentence);
    return list;
}

std::string Scenario::name() const {
    std::string text;
    for (const Action& action : actions) {
        if (!text.empty()) text += ", ";
        text += action.sentence;
    }
    return text;
}

namespace {

/// Nothing of it asked, and the hash is what it was: replay strings stay right.
std::uint64_t hash_of_what_a_client_is_asked(const Scenario& scenario, std::uint64_t hash) {
    std::uint64_t part = 0;
    for (const auto* const list : {&scenario.arguments, &scenario.tells, &scenario.never_tells}) {
        ++part;
        for (const std::string& text : *list) {
            hash = mix_for_good(mix_for_good(hash, part), hash_of(text));
        }
    }
    if (scenario.expects) hash = mix_for_good(hash, hash_of(*scenario.expects));
    if (scenario.ends == Ends::must) hash = mix_for_good(hash, 1);
    if (scenario.exit_code == ExitCode::any) return hash;
    return mix_for_good(hash, 2 + static_cast<std::uint64_t>(scenario.exit_code));
}

}  // namespace

std::vector<std::string> Scenario::script() const {
    std::vector<std::string> list;
    for (const std::string& argument : arguments) {
        list.push_back("the program is given \"" + argument + "\"");
    }
    for (const Action& action : actions) list.push_back(action.sentence);
    return list;
}

std::uint64_t Scenario::hash() const {
    std::uint64_t hash = hash_of(name());
    for (const Misfortune misfortune : misfortunes) {
        hash = mix_for_good(hash, static_cast<std::uint64_t>(misfortune) + 1);
    }
    hash = mix_for_good(mix_for_good(hash, window),
                        static_cast<std::uint64_t>(port) * 2 + (port_taken ? 1 : 0));
    if (slow_readers != SlowReaders::as_the_server_likes) {
        hash = mix_for_good(hash, static_cast<std::uint64_t>(slow_readers));
    }
    if (threads_in_the_end != 0) hash = mix_for_good(hash, threads_in_the_end + 1000);
    if (calm != 0) hash = mix_for_good(hash, calm);
    if (overtaken_at_most != 0) hash = mix_for_good(hash, overtaken_at_most);
    hash = hash_of_what_a_client_is_asked(*this, hash);
    const bool may_end = ends != Ends::must_not;
    const unsigned asked =
        (prints ? 1U : 0U) | (echoes ? 2U : 0U) | (may_end ? 4U : 0U) | (queue_counts ? 8U : 0U);
    return mix_for_good(mix_for_good(mix_for_good(mix_for_good(hash, asked), answer_within), room),
                        memory);
}

}  // namespace winsock::sim
