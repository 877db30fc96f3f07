#include "stage/told.h"

#include <algorithm>
#include <cctype>

namespace out_of_step {

namespace {

constexpr std::size_t most_kept = 4'000'000;
constexpr std::size_t most_shown = 65536;

}  // namespace

void Told::append(std::string_view printed) {
    text_.append(printed.substr(0, most_kept - text_.size()));
    printed_ += printed.size();
}

// Where it stands as a word of its own.
std::size_t Told::place_of(std::string_view text, std::size_t from) const {
    const auto is_of_a_word = [&](std::size_t at) {
        return at < text_.size() && std::isalnum(static_cast<unsigned char>(text_[at])) != 0;
    };
    for (std::size_t at = from; (at = text_.find(text, at)) != std::string::npos; ++at) {
        const bool begins = at == 0 || !is_of_a_word(at - 1) || !is_of_a_word(at);
        const std::size_t end = at + text.size();
        if (begins && (!is_of_a_word(end) || !is_of_a_word(end - 1))) return at;
    }
    return std::string::npos;
}

bool Told::finds(std::string_view text, bool no_more_is_printed) {
    const std::size_t at = place_of(text, behind_);
    if (at == std::string::npos) return false;
    const std::size_t end = at + text.size();
    if (end == text_.size() && !no_more_is_printed) return false;
    behind_ = end;
    return true;
}

std::size_t Told::count(std::string_view text) const {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = place_of(text, at)) != std::string::npos; at += text.size()) {
        ++count;
    }
    return count;
}

std::string Told::latest() const {
    return text_.substr(text_.size() - std::min(text_.size(), most_shown));
}

}  // namespace out_of_step
