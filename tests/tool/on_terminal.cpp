#include "on_terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace out_of_step {

namespace {

constexpr int patience_in_milliseconds = 60'000;

void trim(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

void set_size(int terminal, OnTerminal::Size size) {
    const winsize window{size.rows, size.columns, 0, 0};
    ioctl(terminal, TIOCSWINSZ, &window);
}

// In the child: a session of its own, so that keys such as Ctrl-C reach it and nobody else.
bool take(const char* name, OnTerminal::Size size) {
    setsid();
    const int terminal = open(name, O_RDWR | O_CLOEXEC);
    if (terminal == -1 || ioctl(terminal, TIOCSCTTY, 0) != 0) return false;
    set_size(terminal, size);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(terminal, stream);
    return true;
}

}  // namespace

OnTerminal::OnTerminal(std::vector<std::string> command, Size size)
    : terminal_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (terminal_ == -1 || grantpt(terminal_) != 0 || unlockpt(terminal_) != 0) {
        throw std::runtime_error("there are no pseudo terminals");
    }
    const std::string name = ptsname(terminal_);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    // Closed when the command begins: from then on a key such as Ctrl-C reaches it.
    std::array<int, 2> beginning{};
    if (pipe(beginning.data()) != 0) throw std::runtime_error("there is no pipe");
    for (const int end : beginning) fcntl(end, F_SETFD, FD_CLOEXEC);
    process_ = fork();
    if (process_ == 0) {
        if (take(name.c_str(), size)) execv(arguments.front(), arguments.data());
        _exit(127);
    }
    close(beginning[1]);
    char nothing = 0;
    while (read(beginning[0], &nothing, 1) == -1 && errno == EINTR) {
    }
    close(beginning[0]);
}

OnTerminal::~OnTerminal() {
    if (process_ > 0) {
        send(SIGTERM);  // so that it takes its server along
        waitpid(process_, nullptr, 0);
    }
    close(terminal_);
}

void OnTerminal::send(int signal) const { kill(process_, signal); }

void OnTerminal::type(const std::string& keys) {
    std::string_view left = keys;
    while (!left.empty()) {
        const ssize_t count = write(terminal_, left.data(), left.size());
        if (count < 0) throw std::runtime_error("nobody can type any more");
        left.remove_prefix(static_cast<std::size_t>(count));
    }
}

void OnTerminal::resize(Size size) { set_size(terminal_, size); }

// Returns false at the end.
bool OnTerminal::read_some() {
    pollfd ready{terminal_, POLLIN, 0};
    if (poll(&ready, 1, patience_in_milliseconds) == 0) {
        throw std::runtime_error("nothing is written any more; this was:\n" + written_);
    }
    std::array<char, 4096> bytes{};
    const ssize_t count = read(terminal_, bytes.data(), bytes.size());
    if (count <= 0) return false;  // an error, too, once nobody has the terminal open
    written_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

bool OnTerminal::read_until(const std::string& text) {
    while (written_.find(text) == std::string::npos) {
        if (!read_some()) return false;
    }
    return true;
}

int OnTerminal::read_to_end() {
    while (read_some()) {
    }
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string OnTerminal::screen() const {
    std::string all;
    std::string line;
    std::size_t column = 0;
    for (const char byte : written_) {
        if (byte == '\n') {
            trim(line);
            all += line + "\n";
            line.clear();
            column = 0;
        } else if (byte == '\r') {
            column = 0;
        } else {
            if (column == line.size()) line += ' ';
            line[column++] = byte;
        }
    }
    trim(line);
    return all + line;
}

}  // namespace out_of_step
