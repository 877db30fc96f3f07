#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace out_of_step {

/// What a program has printed, searched for texts that stand there as words of their own: no letter
/// and no digit before or behind.
class Told {
public:
    void append(std::string_view printed);

    /// Whether `text` stands behind all that was found before; then it is found. While more may be
    /// printed, something has to stand behind it: "12" may still become "123".
    bool finds(std::string_view text, bool no_more_is_printed);

    /// How often it stands in all that was printed.
    std::size_t count(std::string_view text) const;

    /// The end of it, for messages.
    std::string latest() const;

    /// How many bytes there were.
    std::size_t printed() const { return printed_; }

private:
    std::size_t place_of(std::string_view text, std::size_t from) const;

    std::string text_;  // the first megabytes: nobody prints more and rests
    std::size_t printed_ = 0;
    std::size_t behind_ = 0;  // what was found last
};

}  // namespace out_of_step
