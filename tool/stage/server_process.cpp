#include "stage/server_process.h"

#include <csignal>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "stage/crash_report.h"
#include "stage/error.h"
#include "stage/spawn.h"

namespace out_of_step {

namespace {

constexpr std::size_t most_errors_kept = 65536;
constexpr std::size_t longest_last_line = 400;
constexpr double longest_wait_for_last_words = 1.0;

std::string name_of_signal(int signal) {
    switch (signal) {
        case SIGSEGV: return "segmentation fault";
        case SIGABRT: return "abort";
        case SIGFPE: return "arithmetic error";
        case SIGILL: return "illegal instruction";
        default: return fmt::format("signal {}", signal);
    }
}

std::string last_line(const std::string& text) {
    std::istringstream lines(text);
    std::string last;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin != std::string::npos) last = line.substr(begin, longest_last_line);
    }
    return last;
}

}  // namespace

ServerProcess::ServerProcess(Loop& loop, std::vector<std::string> command, Pipe::Reader on_words)
    : loop_(loop),
      output_(loop, std::move(on_words)),
      errors_(loop, [this](std::string_view text) { keep_errors(text); }) {
    end_with_us();  // first, so that there is no moment without
    start(std::move(command));
}

void ServerProcess::start(std::vector<std::string> command) {
    Child child;
    child.command = std::move(command);
    child.flags = UV_PROCESS_DETACHED | UV_PROCESS_WINDOWS_HIDE;
    child.on_exit = [](uv_process_t* ended, std::int64_t status, int signal) {
        static_cast<ServerProcess*>(ended->data)->on_exit(status, signal);
    };
    child.data = this;
    process_ = spawn(loop_, std::move(child), output_, errors_);
    errors_.close_write_end();
    id_ = process_->pid;
    running_ = true;
}

// The beginning says why, and a crash stands at the end; what lies between can be long.
void ServerProcess::keep_errors(std::string_view text) {
    const std::size_t room = most_errors_kept - first_errors_.size();
    first_errors_ += text.substr(0, room);
    if (text.size() > room) latest_errors_ += text.substr(room);
    if (latest_errors_.size() > most_errors_kept) {
        latest_errors_.erase(0, latest_errors_.size() - most_errors_kept);
        errors_left_out_ = true;
    }
}

std::string ServerProcess::errors() const {
    return first_errors_ + (errors_left_out_ ? "\n[...]\n" : "") + latest_errors_;
}

ServerProcess::~ServerProcess() {
    kill();
    while (running_) loop_.turn();
}

void ServerProcess::on_exit(std::int64_t status, int signal) {
    kill();  // whom it has started, and left behind
    running_ = false;
    exit_status_ = status;
    exit_signal_ = signal;
    ended_at_ = now();
    output_.close_write_end();
}

bool ServerProcess::has_ended() const {
    if (running_) return false;
    // A process that it started may hold the pipe open.
    return (output_.at_end() && errors_.at_end()) ||
           now() - ended_at_ > longest_wait_for_last_words;
}

std::string ServerProcess::last_words(const std::string& source) const {
    if (const auto report = crash_report_in(errors(), source)) return report->summary();
    const std::string how = exit_signal_ != 0 ? name_of_signal(exit_signal_)
                                              : fmt::format("exit code {}", exit_status_);
    const std::string why = last_line(errors());
    return why.empty() ? how : fmt::format("{}, {}", how, why);
}

std::optional<std::int64_t> ServerProcess::exit_code() const {
    if (running_ || exit_signal_ != 0) return std::nullopt;
    return exit_status_;
}

void ServerProcess::kill() {
    if (!running_) return;
#ifdef _WIN32
    uv_process_kill(process_.get(), SIGKILL);
#else
    uv_kill(-id_, SIGKILL);  // the group, which it leads
#endif
}

void ServerProcess::tell_to_stop() {
#ifdef _WIN32
    throw StageError("The server cannot be told to stop here: libuv would end it at once.");
#else
    if (running_) uv_process_kill(process_.get(), SIGINT);
#endif
}

void ServerProcess::ask_to_end() {
    if (running_) uv_process_kill(process_.get(), SIGTERM);
}

void ServerProcess::end_with_us() {
    std::vector<int> signals{SIGINT, SIGTERM, SIGHUP};
#ifndef _WIN32
    signals.push_back(SIGQUIT);
#endif
    for (const int signal : signals) {
        Handle<uv_signal_t>& handle = interruptions_.emplace_back(new uv_signal_t);
        uv_signal_init(loop_.get(), handle.get());
        handle->data = this;
        uv_signal_start(
            handle.get(),
            [](uv_signal_t* caught, int number) {
                static_cast<ServerProcess*>(caught->data)->kill();
                std::signal(number, SIG_DFL);
                std::raise(number);
            },
            signal);
    }
}

}  // namespace out_of_step
