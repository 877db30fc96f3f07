#include "stage/finding.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace out_of_step {

namespace {

using Kind = Finding::Kind;
using Proof = Finding::Proof;

constexpr std::array<std::pair<Kind, const char*>, 13> names{{
    {Kind::byte_unread, "byte unread"},
    {Kind::spin, "spin"},
    {Kind::byte_printed_wrong, "byte printed wrong"},
    {Kind::never_answered, "never answered"},
    {Kind::bytes_lost, "bytes lost"},
    {Kind::memory_grows, "memory grows"},
    {Kind::never_released, "never released"},
    {Kind::never_let_go, "never let go"},
    {Kind::never_accepted, "never accepted"},
    {Kind::never_listened, "never listened"},
    {Kind::ended, "ended"},
    {Kind::misreported, "misreported"},
    {Kind::never_ended, "never ended"},
}};

std::string listed(const std::vector<std::string>& items) {
    std::string all;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) all += i + 1 == items.size() ? " and " : ", ";
        all += items[i];
    }
    return all;
}

std::string why_for_good(Proof proof, const std::string& whom) {
    switch (proof) {
        case Proof::closed:
            return fmt::format("and the server has closed the connection of {}.", whom);
        case Proof::deadline: return "and for half a minute nothing has come of it.";
        default:
            return fmt::format("and the server sleeps: nothing will ever wake it for {}.", whom);
    }
}

// What the server does instead of listening, or of ending.
std::string what_it_does_instead(const Finding& finding) {
    if (finding.listens_elsewhere != 0) {
        return fmt::format("it listens on port {} instead.", finding.listens_elsewhere);
    }
    switch (finding.proof) {
        case Proof::asleep: return "it sleeps, and nothing wakes it.";
        case Proof::spinning: return "it uses the processor without end.";
        default: return "half a minute was not enough.";
    }
}

// All of the same kind.
std::string sentence_about(const std::vector<Finding>& findings) {
    const Finding& first = findings.front();
    const bool several = findings.size() > 1;
    std::vector<std::string> clients;
    std::vector<std::string> unread;
    for (const Finding& finding : findings) {
        clients.push_back(finding.client);
        unread.push_back(fmt::format("{}'s {}", finding.client, bytes(finding.unread)));
    }
    const std::string they = listed(clients);
    const std::string whom = several ? "them" : first.client;
    switch (first.kind) {
        case Kind::byte_unread:
            return fmt::format("{} {} unread at the server, {}", listed(unread),
                               !several && first.unread == 1 ? "lies" : "lie",
                               why_for_good(first.proof, whom));
        case Kind::spin:
            if (first.told_to_stop) {
                return "The server was told to stop, and uses the processor without end.";
            }
            if (first.unread > 0) {
                return fmt::format(
                    "The server never rests: it uses the processor without end, and {} {} unread "
                    "all the while.",
                    unread.front(), first.unread == 1 ? "lies" : "lie");
            }
            return fmt::format(
                "The server never rests: since the act of {} it uses the processor without end, "
                "though nothing is asked of it.",
                first.client);
        case Kind::byte_printed_wrong:
            return fmt::format("What {} said was read, but the server did not print it.", they);
        case Kind::never_answered:
            return fmt::format("What {} said was read, but it does not come back, {}", they,
                               why_for_good(first.proof, whom));
        case Kind::bytes_lost:
            return fmt::format(
                "What comes back to {} is not what was said: behind the first {} something is "
                "missing, or too much.",
                they, bytes(first.answered));
        case Kind::memory_grows:
            return fmt::format(
                "{} reads nothing, and the server keeps everything for it: its memory has grown by "
                "{} MB already.",
                they, first.grown_by / 1'000'000);
        case Kind::never_released:
            if (first.told_to_stop) {
                return fmt::format(
                    "The server has stopped, and the connection of {} is still open.", they);
            }
            return fmt::format("{} left, but the server has not closed its side, {}", they,
                               why_for_good(first.proof, whom));
        case Kind::never_let_go:
            return fmt::format(
                "{} take{} nothing, and in more than half a minute the server has not let {} go.",
                they, several ? "" : "s", whom);
        case Kind::never_accepted:
            return fmt::format("{} wait{} in the queue, not accepted, {}", they, several ? "" : "s",
                               why_for_good(first.proof, whom));
        case Kind::never_listened:
            return fmt::format("The server has not begun to listen on port {}: {}", first.port,
                               what_it_does_instead(first));
        case Kind::never_ended:
            return fmt::format("The server was told to stop, and does not end: {}",
                               what_it_does_instead(first));
        case Kind::misreported:
            return fmt::format("The server was told to stop, and ended with {}", first.last_words);
        case Kind::ended: break;
    }
    if (first.told_to_stop) {
        return fmt::format("The server was told to stop, and did not end by itself: {}",
                           first.last_words);
    }
    if (first.port != 0) {
        return fmt::format("Nobody listens on port {}, because the server has ended: {}",
                           first.port, first.last_words);
    }
    return fmt::format("The server ended during the act of {}: {}", first.client, first.last_words);
}

}  // namespace

std::string bytes(std::size_t count) {
    return count == 1 ? "1 byte" : fmt::format("{} bytes", count);
}

std::string name_of(Kind kind) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [kind](const auto& entry) { return entry.first == kind; });
    return found->second;
}

std::optional<Kind> kind_named(const std::string& name) {
    for (const auto& [kind, known] : names) {
        if (name == known) return kind;
    }
    return std::nullopt;
}

std::vector<std::string> sentences_about(const std::vector<Finding>& findings) {
    std::vector<std::string> sentences;
    for (const auto& [kind, name] : names) {
        std::vector<Finding> same;
        for (const Finding& finding : findings) {
            if (finding.kind == kind) same.push_back(finding);
        }
        if (!same.empty()) sentences.push_back(sentence_about(same));
    }
    return sentences;
}

}  // namespace out_of_step
