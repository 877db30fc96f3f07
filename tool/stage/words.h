#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace out_of_step {

/// What the server prints, searched for what was said. Keeps little of it, so that a server that
/// prints without end fills no memory.
class Words {
public:
    void append(std::string_view printed);

    /// Looks for `text` in all that is printed from now on. Returns the number to ask for.
    std::size_t expect(std::string text);

    bool have_shown(std::size_t expectation) const { return expectations_[expectation].shown; }

    /// How many bytes it has printed.
    std::uint64_t count() const { return count_; }

    /// The last 64 kB or less.
    const std::string& latest() const { return latest_; }

private:
    struct Expectation {
        std::string text;
        std::string overlap;  // the last bytes before the next ones, in which the text may begin
        bool shown = false;
    };

    std::vector<Expectation> expectations_;
    std::string latest_;
    std::uint64_t count_ = 0;
};

}  // namespace out_of_step
