// Apart from the rest: the system's headers and winsock2.h have names in common.
#include "sim/judge/step_loop.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace winsock::sim {

namespace {

constexpr timespec esc_is_alone{0, 100'000'000};  // the rest of a key comes sooner

// What a signal handler may touch.
volatile std::sig_atomic_t ended_by = 0;

void note(int signal) {
    if (signal != SIGWINCH) ended_by = signal;  // that one only has to interrupt the waiting
}

bool write_all(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(STDOUT_FILENO, text.data(), text.size());
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Signals come only while we wait: in between nothing has to be ready for them.
class Signals {
public:
    Signals() {
        ended_by = 0;
        sigset_t ours;
        sigemptyset(&ours);
        for (const int signal : all) sigaddset(&ours, signal);
        sigprocmask(SIG_BLOCK, &ours, &while_waiting_);
        mask_before_ = while_waiting_;
        struct sigaction action {};
        action.sa_handler = note;
        for (std::size_t i = 0; i < all.size(); ++i) {
            sigaction(all[i], nullptr, &before_[i]);
            // What nobody was to hear of before, such as SIGHUP under nohup, stays so.
            if (before_[i].sa_handler == SIG_IGN) continue;
            sigaction(all[i], &action, nullptr);
            sigdelset(&while_waiting_, all[i]);
        }
    }
    ~Signals() {
        for (std::size_t i = 0; i < all.size(); ++i) sigaction(all[i], &before_[i], nullptr);
        sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    const sigset_t& while_waiting() const { return while_waiting_; }

private:
    static constexpr std::array<int, 5> all{SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    std::array<struct sigaction, all.size()> before_{};
    sigset_t mask_before_{};
    sigset_t while_waiting_{};
};

/// Each key at once and unseen, on a screen of its own without a cursor.
class OwnScreen {
public:
    OwnScreen() {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) {
            throw std::system_error(errno, std::generic_category(), "the terminal");
        }
        termios raw = before_;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG | IEXTEN);
        raw.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL);
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
        write_all("\x1b[?1049h\x1b[?25l");
    }
    ~OwnScreen() {
        write_all("\x1b[?25h\x1b[?1049l");
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    OwnScreen(const OwnScreen&) = delete;
    OwnScreen& operator=(const OwnScreen&) = delete;

private:
    termios before_{};
};

winsize size_of_terminal() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
    // Some terminals do not know how large they are.
    if (size.ws_row == 0) size.ws_row = 24;
    if (size.ws_col == 0) size.ws_col = 80;
    return size;
}

/// What makes this screen of any other of its size. A line is erased before it is written: behind
/// one that is full the cursor still stands in it.
std::string drawn(const std::vector<std::string>& lines) {
    const char* const no_colour = std::getenv("NO_COLOR");
    const bool is_plain = no_colour != nullptr && *no_colour != '\0';
    std::string text = "\x1b[H";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool is_bold = lines[i].starts_with('>') && !is_plain;
        text += (i > 0 ? "\r\n\x1b[K" : "\x1b[K") +
                (is_bold ? "\x1b[1m" + lines[i] + "\x1b[0m" : lines[i]);
    }
    return text;
}

/// Waits for keys, a signal, or the time if there is one. Nothing if there will be no more keys.
std::optional<std::string> read_keys(const Signals& signals, const timespec* longest) {
    pollfd keyboard{STDIN_FILENO, POLLIN, 0};
    const int ready = ppoll(&keyboard, 1, longest, &signals.while_waiting());
    if (ready == 0 || (ready < 0 && errno == EINTR)) return "";
    std::array<char, 256> bytes{};
    const ssize_t count = ready < 0 ? -1 : read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count <= 0) return std::nullopt;
    return std::string(bytes.data(), static_cast<std::size_t>(count));
}

/// Until the end is asked for, by a key or a signal, or nobody is there any more.
void obey_keys(Stepper& stepper, const Signals& signals) {
    StepperKeys keys;
    while (ended_by == 0) {
        const winsize size = size_of_terminal();
        if (!write_all(drawn(stepper.screen(size.ws_row, size.ws_col)))) return;
        const bool waits = keys.is_waiting();
        const std::optional<std::string> bytes =
            read_keys(signals, waits ? &esc_is_alone : nullptr);
        if (!bytes) return;
        for (const StepperKey key : bytes->empty() && waits ? keys.settle() : keys.add(*bytes)) {
            if (key == StepperKey::end) return;
            stepper.press(key);
        }
    }
}

}  // namespace

bool somebody_can_step() {
    const char* const kind = std::getenv("TERM");
    const bool can_draw = kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
    return can_draw && isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0;
}

void step_on_terminal(Stepper stepper) {
    {
        const Signals signals;
        const OwnScreen screen;
        obey_keys(stepper, signals);
    }
    if (ended_by != 0) std::raise(ended_by);
}

}  // namespace winsock::sim
