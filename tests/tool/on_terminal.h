#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace out_of_step {

/// A command on a terminal of its own, as for somebody who sits in front of it: that is its stdin,
/// its stdout and its stderr. Its end comes with this object's. Whatever waits here gives up after
/// a minute, with an exception.
class OnTerminal {
public:
    struct Size {
        unsigned short rows, columns;
    };

    explicit OnTerminal(std::vector<std::string> command, Size size = {24, 60});
    ~OnTerminal();
    OnTerminal(const OnTerminal&) = delete;
    OnTerminal& operator=(const OnTerminal&) = delete;

    /// Reads until `text` has been written. Returns false if the command ends before that.
    bool read_until(const std::string& text);

    void send(int signal) const;

    /// As typed on a keyboard. Until the command reads keys by itself, the terminal shows them, and
    /// keeps a line until its end.
    void type(const std::string& keys);

    /// As when somebody makes the window larger or smaller; the command is told by a SIGWINCH.
    void resize(Size size);

    /// Reads the rest. Returns the exit code, or 128 and the number of the signal.
    int read_to_end();

    /// All that has been written, with what is not seen in the end.
    const std::string& written() const { return written_; }

    /// What stands on the screen, without blanks at the ends of lines.
    std::string screen() const;

private:
    bool read_some();

    int terminal_ = -1;
    pid_t process_ = -1;
    std::string written_;
};

}  // namespace out_of_step
