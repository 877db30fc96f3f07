#include "stage/server_on_port.h"

#include <fmt/format.h>

#include "stage/error.h"
#include "stage/os_view.h"

namespace out_of_step {

namespace {

constexpr int most_starts = 5;

std::string who_has(int port) {
    const auto program = os_view::program_listening_on(port);
    return program ? fmt::format(", {} (process {})", program->path, program->process) : "";
}

}  // namespace

ServerOnPort::ServerOnPort(Loop& loop, const Staging& staging) : loop_(loop), staging_(staging) {
    choose_port();
    start();
}

ServerOnPort::~ServerOnPort() { audience_gone_ = true; }

void ServerOnPort::choose_port() {
    if (!staging_.port) {
        reserved_ = std::make_unique<ReservedPort>(loop_);
        port_ = reserved_->number();
        return;
    }
    port_ = *staging_.port;
    switch (probe(loop_, port_)) {
        case PortState::free: return;
        case PortState::taken:
            throw StageError(
                fmt::format("Port {} is taken by another program{}. Choose another one, or none: "
                            "then a free one is found.",
                            port_, who_has(port_)));
        case PortState::forbidden:
            throw StageError(fmt::format(
                "Port {} is not for everybody here: the system keeps it for the administrator. "
                "Choose one from 1024 on.",
                port_));
    }
}

void ServerOnPort::start() {
    ++starts_;
    std::vector<std::string> command = staging_.command;
    command.push_back(std::to_string(port_));
    process_ = std::make_unique<ServerProcess>(loop_, command, [this](std::string_view printed) {
        words_.append(printed);
        if (!audience_gone_ && staging_.audience != nullptr) {
            staging_.audience->server_prints(printed);
        }
    });
}

bool ServerOnPort::start_again_if_port_was_lost() {
    const bool lost = reserved_ != nullptr &&
                      (probe(loop_, port_) != PortState::free || os_view::any_socket_on(port_));
    if (!lost || starts_ == most_starts) return false;
    choose_port();
    start();
    return true;
}

}  // namespace out_of_step
