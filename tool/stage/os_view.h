#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the operating system lets an onlooker see. On Linux that is /proc; elsewhere nothing yet
/// (os_view_elsewhere.cpp), and the stage has only its patience to go by.
namespace out_of_step::os_view {

/// Whether the functions below see anything on this system.
bool has_eyes();

/// One end of a TCP connection over 127.0.0.1.
struct TcpEnd {
    bool established = false;
    bool close_wait = false;           ///< the peer has sent its FIN, this end has not
    std::uint64_t unacknowledged = 0;  ///< bytes sent that have not reached the peer's queue
    std::uint64_t unread = 0;          ///< bytes that have come and that nobody has read
    std::uint64_t inode = 0;           ///< 0: no program has it; not accepted yet, or closed
};

/// The end with this local and this remote port. Nothing if it is gone or has escaped one look;
/// so nothing is never a proof.
std::optional<TcpEnd> tcp_end(int local_port, int remote_port);

/// Whether any socket has this local port, in whatever state.
bool any_socket_on(int local_port);

/// The lowest port on which this process listens; 0 if it listens on none.
int port_listened_on_by(int process);

struct Program {
    int process = 0;
    std::string path;
};

/// Who listens on this port, as far as we may look into other processes.
std::optional<Program> program_listening_on(int port);

struct Activity {
    bool all_asleep = false;     ///< every thread waits for something
    std::uint64_t switches = 0;  ///< how often its threads gave up or lost the processor
    double cpu_seconds = 0;      ///< user and system time, in steps of 10 ms
};

/// Nothing if there is no such process, or it has ended.
std::optional<Activity> activity_of(int process);

/// The wineserver that answers a Windows program's calls; nothing if it is none, or has none yet.
std::optional<int> wineserver_of(int process);

/// Bytes of memory that the process has in use now; nothing if it has ended.
std::optional<std::size_t> memory_of(int process);

/// The processes that hold the socket with this inode, as far as we may look into them.
std::vector<int> holders_of(std::uint64_t inode);

bool holds(int process, std::uint64_t inode);

}  // namespace out_of_step::os_view
