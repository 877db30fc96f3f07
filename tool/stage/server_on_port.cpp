#include "stage/server_on_port.h"

#include "stage/os_view.h"

namespace out_of_step {

namespace {

constexpr int most_starts = 5;

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
    expect_free(loop_, port_);
}

void ServerOnPort::start() {
    ++starts_;
    std::vector<std::string> command = staging_.command;
    command.push_back(std::to_string(port_));
    command.insert(command.end(), staging_.arguments.begin(), staging_.arguments.end());
    process_ = std::make_unique<ServerProcess>(loop_, command, [this](std::string_view printed) {
        words_.append(printed);
        if (!audience_gone_ && staging_.audience != nullptr) {
            staging_.audience->program_prints(printed);
        }
    });
}

// Somebody may have taken it after it was chosen.
bool ServerOnPort::has_lost_its_port() {
    return reserved_ != nullptr &&
           (probe(loop_, port_) != PortState::free || os_view::any_socket_on(port_));
}

// One start in a thousand or so under Wine, on a machine that has much to do, ends with 1 before
// the program has begun: nothing is printed, and no server here ends without a word. Or
// tests/wine/run could not set it up.
bool ServerOnPort::came_to_nothing() const {
    if (!staging_.under_wine) return false;
    constexpr int not_set_up = 126;
    const bool silent = words_.count() == 0 && process_->errors().empty();
    return process_->exit_code() == not_set_up || (process_->exit_code() == 1 && silent);
}

bool ServerOnPort::start_again_if_it_could_not_help_it() {
    if (starts_ == most_starts || (!has_lost_its_port() && !came_to_nothing())) return false;
    choose_port();
    start();
    return true;
}

}  // namespace out_of_step
