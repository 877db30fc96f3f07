// A system without /proc: nobody looks, so the stage waits for its deadlines.
#ifndef __linux__

#include "stage/os_view.h"

namespace out_of_step::os_view {

bool has_eyes() { return false; }

std::optional<TcpEnd> tcp_end(int, int) { return std::nullopt; }

bool any_socket_on(int) { return false; }

int port_listened_on_by(int) { return 0; }

std::optional<Program> program_listening_on(int) { return std::nullopt; }

std::optional<Activity> activity_of(int) { return std::nullopt; }

std::optional<int> wineserver_of(int) { return std::nullopt; }

std::optional<std::size_t> memory_of(int) { return std::nullopt; }

std::vector<int> holders_of(std::uint64_t) { return {}; }

bool holds(int, std::uint64_t) { return false; }

}  // namespace out_of_step::os_view

#endif
