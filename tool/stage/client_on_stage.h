#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "stage/peer.h"
#include "stage/port.h"
#include "stage/server_process.h"
#include "stage/stage.h"
#include "stage/told.h"

namespace out_of_step {

/// The client of one performance: started, and told on which port its server is. The server has
/// listened from before, unless the scene says that it refuses.
class ClientOnStage {
public:
    /// Throws StageError if the port is not to be had or the program cannot be started.
    ClientOnStage(Loop& loop, const Scene& scene, const Staging& staging);
    ~ClientOnStage();
    ClientOnStage(const ClientOnStage&) = delete;
    ClientOnStage& operator=(const ClientOnStage&) = delete;

    int port() const { return port_; }

    ServerProcess& process() { return process_; }
    const ServerProcess& process() const { return process_; }

    /// Its server; not to be asked for in a scene that begins with a refusal.
    Peer& server() { return *server_; }
    const Peer& server() const { return *server_; }

    bool has_server() const { return server_ != nullptr; }

    /// What it has written to stdout.
    const Told& told() const { return told_; }

    /// Told::finds() and Told::count(), of stdout and stderr: a program may use either. Which of
    /// the two came first nobody knows, so each has an order of its own.
    /// @{
    bool tells(std::string_view text, bool no_more_is_printed);
    std::size_t times_told(std::string_view text) const;
    /// @}

    /// How many bytes of its server lie unread at it.
    std::size_t unread() const;

    /// How many bytes it has read and sent; of those not more than `awaited`.
    std::uint64_t moved(std::size_t awaited) const;

private:
    int choose_port(Loop& loop, const Staging& staging);

    std::unique_ptr<ReservedPort> reserved_;
    const int port_;
    std::unique_ptr<Peer> server_;
    Told told_;
    Told told_on_stderr_;
    bool audience_gone_ = false;
    ServerProcess process_;
};

}  // namespace out_of_step
