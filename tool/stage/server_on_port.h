#pragma once

#include <memory>
#include <string>

#include "stage/port.h"
#include "stage/server_process.h"
#include "stage/stage.h"
#include "stage/words.h"

namespace out_of_step {

/// The server of one performance: started, and told on which port to listen.
class ServerOnPort {
public:
    /// Throws StageError if the port is not to be had or the program cannot be started.
    ServerOnPort(Loop& loop, const Staging& staging);
    ~ServerOnPort();
    ServerOnPort(const ServerOnPort&) = delete;
    ServerOnPort& operator=(const ServerOnPort&) = delete;

    int port() const { return port_; }

    ServerProcess& process() { return *process_; }

    Words& words() { return words_; }

    /// To be asked when it has ended before anybody came: that may not have been its own doing.
    /// Then, unless it has happened too often, it is started again, on another port. Returns
    /// whether it was.
    bool start_again_if_it_could_not_help_it();

private:
    bool has_lost_its_port();
    bool came_to_nothing() const;
    void choose_port();
    void start();

    Loop& loop_;
    const Staging& staging_;
    std::unique_ptr<ReservedPort> reserved_;
    int port_ = 0;
    Words words_;
    bool audience_gone_ = false;
    int starts_ = 0;
    std::unique_ptr<ServerProcess> process_;
};

}  // namespace out_of_step
