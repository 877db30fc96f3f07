#include "stage/server_process.h"

#include <array>
#include <csignal>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "stage/error.h"

namespace out_of_step {

namespace {

constexpr std::size_t most_errors_kept = 65536;
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

// A sanitizer's report is long; the summary at its end names the mistake and the line. Of other
// programs the last line is what they died of.
std::string telling_line(const std::string& text) {
    const std::string summary = "SUMMARY: ";
    std::istringstream lines(text);
    std::string last;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.find("runtime error:") != std::string::npos) return line;
        if (line.starts_with(summary)) return line.substr(summary.size());
        if (!line.empty()) last = line;
    }
    return last;
}

}  // namespace

ServerProcess::ServerProcess(Loop& loop, std::vector<std::string> command, Pipe::Reader on_words)
    : loop_(loop), output_(loop, std::move(on_words)), errors_(loop, [this](std::string_view text) {
          // The beginning says why; what follows a crash can be long.
          if (error_text_.size() < most_errors_kept) error_text_ += text;
      }) {
    end_with_us();  // first, so that there is no moment without
    start(std::move(command));
}

void ServerProcess::start(std::vector<std::string> command) {
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    std::array<uv_stdio_container_t, 3> files{};
    files[0].flags = UV_IGNORE;
    files[1].flags = UV_INHERIT_FD;
    files[1].data.fd = output_.write_end();
    files[2].flags = UV_INHERIT_FD;
    files[2].data.fd = errors_.write_end();

    uv_process_options_t options{};
    options.file = arguments.front();
    options.args = arguments.data();
    options.stdio_count = static_cast<int>(files.size());
    options.stdio = files.data();
    options.flags = UV_PROCESS_DETACHED | UV_PROCESS_WINDOWS_HIDE;
    options.exit_cb = [](uv_process_t* ended, std::int64_t status, int signal) {
        static_cast<ServerProcess*>(ended->data)->on_exit(status, signal);
    };
    process_.reset(new uv_process_t);
    process_->data = this;
    const int error = uv_spawn(loop_.get(), process_.get(), &options);
    errors_.close_write_end();
    if (error != 0) {
        throw StageError(
            fmt::format("{} could not be started: {}.", command.front(), uv_strerror(error)));
    }
    id_ = process_->pid;
    running_ = true;
}

ServerProcess::~ServerProcess() {
    kill();
    while (running_) loop_.turn();
}

void ServerProcess::on_exit(std::int64_t status, int signal) {
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

std::string ServerProcess::last_words() const {
    const std::string how = exit_signal_ != 0 ? name_of_signal(exit_signal_)
                                              : fmt::format("exit code {}", exit_status_);
    const std::string why = telling_line(error_text_);
    return why.empty() ? how : fmt::format("{}, {}", how, why);
}

void ServerProcess::kill() {
    if (!running_) return;
#ifdef _WIN32
    uv_process_kill(process_.get(), SIGKILL);
#else
    uv_kill(-id_, SIGKILL);  // the group, which it leads
#endif
}

void ServerProcess::end_with_us() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
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
