#pragma once

#include <string_view>

namespace winsock::sim {

class Client;
class Socket;
class World;

/// Bytes sent wrong, as soon as a server has got a byte that is not the expected one. See sent.cpp
/// for the rules of all of these, and Scenario::expects.
void judge_what_it_got_so_far(World& world, const Client& client);

/// Bytes sent wrong, when nothing more comes.
void judge_what_was_sent(World& world);

/// Garbage sent: the program is about to send these bytes.
void judge_what_is_to_be_sent(World& world, const Socket& socket, std::string_view bytes);

}  // namespace winsock::sim
