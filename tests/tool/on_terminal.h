#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace out_of_step {

/// A command whose stdout is a terminal, as for somebody who sits in front of it. Its end comes
/// with this object's. Whatever waits here gives up after a minute, with an exception.
class OnTerminal {
public:
    explicit OnTerminal(std::vector<std::string> command);
    ~OnTerminal();
    OnTerminal(const OnTerminal&) = delete;
    OnTerminal& operator=(const OnTerminal&) = delete;

    /// Reads until `text` has been written. Returns false if the command ends before that.
    bool read_until(const std::string& text);

    void send(int signal) const;

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
