#pragma once

#include <cstdint>
#include <string>

namespace winsock::sim {

class Client;
class World;

/// Whether the server holds as many clients, besides this one, as it must be able to hold.
bool room_is_full(const World& world, const Client* besides);

/// Byte unread, never answered, socket leaked, bytes lost: what became of each client, when nothing
/// moves any more.
void judge_the_clients(World& world);

/// Bytes lost or repeated on the way out, where the scenario says that what is said comes back.
void judge_what_came_back(World& world, const Client& client);

/// Answered late: in a call it got what it had waited for so long. See Scenario::answer_within.
void judge_the_wait(World& world, const Client& client, const char* what, std::uint64_t waited);

}  // namespace winsock::sim
