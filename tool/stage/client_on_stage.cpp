#include "stage/client_on_stage.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "stage/os_view.h"

namespace out_of_step {

namespace {

std::vector<std::string> command_of(const Staging& staging, int port) {
    std::vector<std::string> command = staging.command;
    command.push_back(std::to_string(port));
    command.insert(command.end(), staging.arguments.begin(), staging.arguments.end());
    return command;
}

}  // namespace

// The server listens first: the program may come at once.
ClientOnStage::ClientOnStage(Loop& loop, const Scene& scene, const Staging& staging)
    : port_(choose_port(loop, staging)),
      server_(scene.front().deed == Act::Deed::refuses ? nullptr
                                                       : std::make_unique<Peer>(loop, port_)),
      process_(
          loop, command_of(staging, port_),
          [this, audience = staging.audience](std::string_view printed) {
              told_.append(printed);
              if (!audience_gone_ && audience != nullptr) audience->program_prints(printed);
          },
          [this](std::string_view printed) { told_on_stderr_.append(printed); }) {}

ClientOnStage::~ClientOnStage() { audience_gone_ = true; }

int ClientOnStage::choose_port(Loop& loop, const Staging& staging) {
    if (staging.port) {
        expect_free(loop, *staging.port);
        return *staging.port;
    }
    reserved_ = std::make_unique<ReservedPort>(loop);
    return reserved_->number();
}

bool ClientOnStage::tells(std::string_view text, bool no_more_is_printed) {
    return told_.finds(text, no_more_is_printed) || told_on_stderr_.finds(text, no_more_is_printed);
}

std::size_t ClientOnStage::times_told(std::string_view text) const {
    return told_.count(text) + told_on_stderr_.count(text);
}

std::size_t ClientOnStage::unread() const {
    if (server_ == nullptr) return 0;
    const auto end = os_view::tcp_end(server_->client_port(), port_);
    return end && end->inode != 0 ? end->unread : 0;
}

std::uint64_t ClientOnStage::moved(std::size_t awaited) const {
    if (server_ == nullptr) return 0;
    return server_->sent() - unread() + std::min(server_->received_count(), awaited);
}

}  // namespace out_of_step
