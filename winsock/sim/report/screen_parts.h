#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/trace.h"

namespace winsock::sim {

/// A part of a screen that can do with less room than it would like.
struct ScreenPart {
    std::string heading;
    std::vector<std::string> lines;
    std::size_t focus = 0;  ///< the line that is shown in any case
    std::size_t least = 2;  ///< lines, with the heading; with fewer it is not worth showing

    std::size_t wanted() const { return lines.size() + 1; }
    /// The heading, and the lines around the focus: `rows` in all, or fewer if there are no more.
    std::vector<std::string> in(std::size_t rows) const;
};

/// What stands on the screen of a step below its sentence, from the top down: the source, the two
/// arrays, the sockets, who acts. A part that has nothing to say is left out. No line is longer
/// than `width`.
std::vector<ScreenPart> screen_parts(const Trace& trace, std::size_t place, std::size_t width,
                                     const std::vector<std::string>& source);

/// The text, if it is longer than `width` without its end, and with dots in its place.
std::string cut(const std::string& text, std::size_t width);

}  // namespace winsock::sim
