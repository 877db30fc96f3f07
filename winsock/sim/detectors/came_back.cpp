// Bytes lost or repeated on the way out: what a client got is compared with what it said.
//
// What has not come back can still come, so a beginning of what was said is not wrong in itself.
// That nothing more comes is "never answered"; but if the server offered the rest to send, which
// refused it or took a part only, and never offered it again, or if it closed the connection, then
// the rest is lost.

#include <algorithm>

#include "sim/detectors/clients.h"
#include "sim/detectors/words.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

/// How two texts differ where they begin to: `got` is what came instead of `meant`.
std::string difference(std::string_view meant, std::string_view before, std::string_view got) {
    if (meant.empty()) return bytes_in_words(got.size()) + " too many have come";
    // Enough to tell a place from others: the texts of scenarios repeat themselves after 70,000.
    const std::string_view probe = got.substr(0, std::min<std::size_t>(got.size(), 16));
    const std::size_t ahead = meant.find(probe);
    if (ahead != std::string_view::npos) return bytes_in_words(ahead) + " are missing";
    const std::size_t behind = before.rfind(probe);
    if (behind != std::string_view::npos) {
        return "the last " + bytes_in_words(before.size() - behind) + " come again";
    }
    return in_quotes(got.substr(0, 16)) + " comes instead of " + in_quotes(meant.substr(0, 16));
}

void judge_what_is_missing(World& world, const Client& client, std::uint64_t came) {
    const Socket& end = *client.program_end();
    // What was never read cannot come back: that is byte unread.
    const std::uint64_t heard = std::min<std::uint64_t>(end.total_received(), client.said().size());
    if (came >= heard || client.holds_up() || world.has_stopped()) return;
    const bool lost = end.closed() || world.notes.of_socket(end.id).send_fell_short;
    std::string detail = std::to_string(heard - came) + " of " + client.name() + "'s " +
                         bytes_in_words(heard) + " never come back";
    if (lost)
        detail += end.closed() ? ": its connection is closed before"
                               : ": send did not take them, and they are not offered again";
    world.find_at_end(lost ? Detector::bytes_lost : Detector::never_answered, client.name(),
                      std::move(detail));
}

}  // namespace

void judge_what_came_back(World& world, const Client& client) {
    if (client.vanished()) return;
    const std::string_view said = client.said();
    const std::string_view came = client.received();
    const auto ends = std::mismatch(came.begin(), came.end(), said.begin(), said.end());
    const auto same = static_cast<std::size_t>(ends.first - came.begin());
    if (same == came.size()) return judge_what_is_missing(world, client, same);
    world.find_at_end(Detector::bytes_lost, client.name(),
                      "behind the first " + bytes_in_words(same) + " that " + client.name() +
                          " gets back, " +
                          difference(said.substr(same), said.substr(0, same), came.substr(same)));
}

}  // namespace winsock::sim
