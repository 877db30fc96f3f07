#include "watch/lab_process.h"

#include <array>
#include <csignal>
#include <utility>

#include <fmt/format.h>

#include "stage/error.h"
#include "watch/descendants.h"

namespace out_of_step {

namespace {

constexpr double grace = 1;  // seconds
constexpr std::uint64_t between_looks_in_milliseconds = 10;

}  // namespace

LabProcess::LabProcess(Loop& loop, std::vector<std::string> command, Where where)
    : loop_(loop), where_(where), process_(new uv_process_t) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<uv_stdio_container_t, 3> files{};
    for (int i = 0; i < 3; ++i) {
        files[static_cast<std::size_t>(i)].flags = UV_INHERIT_FD;
        files[static_cast<std::size_t>(i)].data.fd = i;
    }
    if (where == Where::apart) files[0].flags = UV_IGNORE;

    uv_process_options_t options{};
    options.file = arguments.front();
    options.args = arguments.data();
    options.stdio_count = static_cast<int>(files.size());
    options.stdio = files.data();
#ifndef _WIN32
    // On Windows it would lose the console.
    if (where == Where::apart) options.flags = UV_PROCESS_DETACHED;
#endif
    options.exit_cb = [](uv_process_t* ended, std::int64_t status, int signal) {
        auto* process = static_cast<LabProcess*>(ended->data);
        process->running_ = false;
        process->exit_code_ = signal != 0 ? 128 + signal : static_cast<int>(status);
    };
    process_->data = this;
    const int error = uv_spawn(loop.get(), process_.get(), &options);
    if (error != 0) {
        throw StageError(
            fmt::format("{} could not be started: {}.", command.front(), uv_strerror(error)));
    }
    running_ = true;
}

LabProcess::~LabProcess() { end(); }

void LabProcess::signal_group(int signal) {
#ifndef _WIN32
    if (where_ == Where::apart) {
        uv_kill(-process_->pid, signal);
        return;
    }
#endif
    if (running_) uv_process_kill(process_.get(), signal);
}

void LabProcess::end() {
    if (running_) {
        signal_group(SIGTERM);
        Handle<uv_timer_t> look(new uv_timer_t);
        uv_timer_init(loop_.get(), look.get());
        uv_timer_start(
            look.get(), [](uv_timer_t*) {}, between_looks_in_milliseconds,
            between_looks_in_milliseconds);
        const double began = now();
        // The command itself is gone sooner than a compiler that its build has started.
        while (running_ || descendants::count() > 0) {
            if (now() - began > grace) {
                if (running_) signal_group(SIGKILL);
                descendants::signal_all(SIGKILL);
            }
            loop_.turn();
        }
    }
    descendants::see_off();
}

}  // namespace out_of_step
