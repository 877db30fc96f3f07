#include "stage/sentence.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "stage/error.h"

namespace out_of_step::sentence {

void refuse(const std::string& sentence, const std::string& why) {
    throw StageError(fmt::format("\"{}\": {}", sentence, why));
}

bool is_name(const std::string& word) {
    return !word.empty() && std::isupper(static_cast<unsigned char>(word.front())) != 0 &&
           std::all_of(word.begin(), word.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0; });
}

bool is_one_line(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return std::iscntrl(c) != 0; });
}

std::optional<std::size_t> number_between(std::string_view before, std::string_view after,
                                          std::string_view text) {
    if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
    text.remove_prefix(before.size());
    text.remove_suffix(std::min(after.size(), text.size()));
    std::size_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return all && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace out_of_step::sentence
