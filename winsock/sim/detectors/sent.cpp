// Bytes sent wrong. The rule: what a server has got from the program is a beginning of
// Scenario::expects at every moment, and all of it in the end. The first byte that is not is named,
// in the call that sends it. A server that has vanished, or takes nothing, is not asked.
//
// Garbage sent. The rule: in an execution in which memory holds garbage (every byte that nobody has
// written is the same, 0xFE) the program sends no such byte. It may have got one that is meant: so
// nothing is said where Scenario::expects has this byte in this place, or where the peers have said
// one, or the command line holds one. A number such as 254, whose byte it is, has to be expected.

#include "sim/detectors/sent.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "sim/detectors/detectors.h"
#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

/// "\x0A", also for letters: a protocol's bytes are counted, not read.
std::string byte_in_words(char byte) {
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02X", static_cast<unsigned char>(byte));
    return text;
}

/// The first byte that a server has got and that is not as expected; "" if there is none.
std::string what_is_wrong(const Client& server, const std::string& expected) {
    const std::string& got = server.received();
    const auto ends = std::mismatch(got.begin(), got.end(), expected.begin(), expected.end());
    if (ends.first == got.end()) return "";
    const auto right = static_cast<std::size_t>(ends.first - got.begin());
    const std::string place = "byte " + std::to_string(right + 1) + " that " + server.name() +
                              " gets is " + byte_in_words(*ends.first);
    if (ends.second == expected.end()) {
        return place + ", and nothing was to come behind " + bytes_in_words(right);
    }
    return place + " instead of " + byte_in_words(*ends.second);
}

bool has(std::string_view bytes, unsigned char byte) {
    return bytes.find(static_cast<char>(byte)) != std::string_view::npos;
}

/// Whether the program has been given a byte that looks like garbage.
bool was_given(const World& world, unsigned char garbage) {
    const auto& arguments = world.scenario()->arguments;
    return std::any_of(arguments.begin(), arguments.end(),
                       [=](const std::string& text) { return has(text, garbage); }) ||
           std::any_of(world.clients().begin(), world.clients().end(),
                       [=](const auto& client) { return has(client->said(), garbage); });
}

/// How much the other end has got so far.
std::size_t sent_before(const Socket& socket) {
    const Client* const peer = socket.client;
    if (peer == nullptr || peer->socket() == nullptr) return 0;
    return peer->received().size() + peer->socket()->unread();
}

}  // namespace

void judge_what_it_got_so_far(World& world, const Client& client) {
    const std::optional<std::string>& expected = world.scenario()->expects;
    if (!expected || !client.is_server()) return;
    std::string wrong = what_is_wrong(client, *expected);
    if (wrong.empty()) return;
    world.find(Detector::bytes_sent_wrong, client.name(), world.scheduler.running().call,
               std::move(wrong));
}

void judge_what_was_sent(World& world) {
    const std::optional<std::string>& expected = world.scenario()->expects;
    if (!expected) return;
    for (const auto& client : world.clients()) {
        const bool is_asked = client->is_server() && !client->refused() && !client->vanished() &&
                              !client->holds_up() && client->program_end() != nullptr;
        if (!is_asked) continue;
        std::string wrong = what_is_wrong(*client, *expected);
        const std::size_t got = client->received().size();
        if (wrong.empty() && got < expected->size()) {
            wrong = client->name() + " gets " + bytes_in_words(got) + " instead of " +
                    std::to_string(expected->size()) + "; the next would be " +
                    byte_in_words((*expected)[got]);
        }
        if (wrong.empty()) continue;
        world.find_at_end(Detector::bytes_sent_wrong, client->name(), std::move(wrong));
    }
}

void judge_what_is_to_be_sent(World& world, const Socket& socket, std::string_view bytes) {
    if (!world.garbage || world.scenario() == nullptr || world.is_over()) return;
    const unsigned char garbage = *world.garbage;
    if (!has(bytes, garbage) || was_given(world, garbage)) return;
    const std::string_view expected = world.scenario()->expects
                                          ? std::string_view(*world.scenario()->expects)
                                          : std::string_view();
    const std::size_t before = sent_before(socket);
    std::size_t count = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool is_meant = before + i < expected.size() && expected[before + i] == bytes[i];
        if (static_cast<unsigned char>(bytes[i]) != garbage || is_meant) continue;
        if (count++ == 0) first = i;
    }
    if (count == 0) return;
    world.find(Detector::garbage_sent, who(world, socket), Api::send,
               std::to_string(count) + " of the " + bytes_in_words(bytes.size()) +
                   (count == 1 ? ", the one in place " : ", the first in place ") +
                   std::to_string(first + 1) +
                   ", have never been written: they hold what the memory held");
}

}  // namespace winsock::sim
