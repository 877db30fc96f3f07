#include "stage/finding.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace out_of_step {

namespace {

using Kind = Finding::Kind;
using Proof = Finding::Proof;

constexpr std::array<std::pair<Kind, const char*>, 15> names{{
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
    {Kind::never_connected, "never connected"},
    {Kind::misreported, "misreported"},
    {Kind::bytes_sent_wrong, "bytes sent wrong"},
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

// A client may wait with a time-out, and longer than a scene lasts.
const std::string until_its_clock = ": only its own clock could wake it.";

std::string why_for_good(const Finding& finding, const std::string& whom) {
    switch (finding.proof) {
        case Proof::closed:
            return fmt::format("and the {} has closed the connection of {}.", finding.program,
                               whom);
        case Proof::deadline: return "and for half a minute nothing has come of it.";
        default:
            if (finding.program == "client") return "and the client sleeps" + until_its_clock;
            return fmt::format("and the {} sleeps: nothing will ever wake it for {}.",
                               finding.program, whom);
    }
}

// Behind what a client has not done.
std::string why_not_later(const Finding& finding) {
    switch (finding.proof) {
        case Proof::asleep: return ", and it sleeps" + until_its_clock;
        case Proof::ended: return fmt::format(": it has ended, {}.", finding.last_words);
        case Proof::deadline: return ", and half a minute was not enough.";
        default: return ".";
    }
}

// What the program does instead of listening, of connecting, or of ending.
std::string instead_of_listening(const Finding& finding) {
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
            return fmt::format("{} {} unread at the {}, {}", listed(unread),
                               !several && first.unread == 1 ? "lies" : "lie", first.program,
                               why_for_good(first, whom));
        case Kind::spin:
            if (first.told_to_stop) {
                return "The server was told to stop, and uses the processor without end.";
            }
            if (first.unread > 0) {
                return fmt::format(
                    "The {} never rests: it uses the processor without end, and {} {} unread "
                    "all the while.",
                    first.program, unread.front(), first.unread == 1 ? "lies" : "lie");
            }
            return fmt::format(
                "The {} never rests: since the act of {} it uses the processor without end, "
                "though nothing is asked of it.",
                first.program, first.client);
        case Kind::byte_printed_wrong:
            return fmt::format("What {} said was read, but the server did not print it.", they);
        case Kind::never_answered:
            if (first.program == "client") {
                return fmt::format("{} awaits {}, and {} have come, {}", they, bytes(first.awaited),
                                   first.answered, why_for_good(first, whom));
            }
            return fmt::format("What {} said was read, but it does not come back, {}", they,
                               why_for_good(first, whom));
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
            return fmt::format("{} left, but the {} has not closed its side, {}", they,
                               first.program, why_for_good(first, whom));
        case Kind::never_let_go:
            return fmt::format(
                "{} take{} nothing, and in more than half a minute the server has not let {} go.",
                they, several ? "" : "s", whom);
        case Kind::never_accepted:
            return fmt::format("{} wait{} in the queue, not accepted, {}", they, several ? "" : "s",
                               why_for_good(first, whom));
        case Kind::never_listened:
            return fmt::format("The server has not begun to listen on port {}: {}", first.port,
                               instead_of_listening(first));
        case Kind::never_connected:
            return fmt::format("The client has not connected to port {}: {}", first.port,
                               instead_of_listening(first));
        case Kind::bytes_sent_wrong:
            return fmt::format("What the client sends is not what {} awaits: {}.", first.client,
                               first.what);
        case Kind::misreported:
            if (first.told_to_stop) {
                return fmt::format("The server was told to stop, and ended with {}",
                                   first.last_words);
            }
            return fmt::format("The client {}{}", first.what, why_not_later(first));
        case Kind::never_ended:
            if (first.told_to_stop) {
                return fmt::format("The server was told to stop, and does not end: {}",
                                   instead_of_listening(first));
            }
            return fmt::format("The client {}{}", first.what, why_not_later(first));
        case Kind::ended: break;
    }
    if (first.told_to_stop) {
        return fmt::format("The server was told to stop, and did not end by itself: {}",
                           first.last_words);
    }
    if (first.program == "client" && first.port != 0) {
        return fmt::format("The client has ended and never connected to port {}: {}", first.port,
                           first.last_words);
    }
    if (first.port != 0) {
        return fmt::format("Nobody listens on port {}, because the server has ended: {}",
                           first.port, first.last_words);
    }
    return fmt::format("The {} ended during the act of {}: {}", first.program, first.client,
                       first.last_words);
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
