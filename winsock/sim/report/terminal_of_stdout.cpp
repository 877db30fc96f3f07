// Apart from the rest: the system's headers and winsock2.h have names in common.

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "sim/report/terminal.h"

namespace winsock::sim {

TerminalOptions terminal_of_stdout() {
    TerminalOptions options;
    if (isatty(STDOUT_FILENO) == 0) return options;
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        options.width = std::clamp<std::size_t>(size.ws_col, 50, options.width);
    }
    const char* const no_colour = std::getenv("NO_COLOR");
    options.colour = no_colour == nullptr || *no_colour == '\0';
    return options;
}

}  // namespace winsock::sim
