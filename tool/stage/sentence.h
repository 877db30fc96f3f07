#pragma once

#include <optional>
#include <string>
#include <string_view>

// What the sentences of both kinds of scenes are made of.
namespace out_of_step::sentence {

/// Throws StageError.
[[noreturn]] void refuse(const std::string& sentence, const std::string& why);

/// A capital letter, and perhaps more letters and digits.
bool is_name(const std::string& word);

/// A NUL would end the program's text, a newline would be two lines of it: then a text that was
/// shown could not be told from one that was not.
bool is_one_line(const std::string& text);

/// The number between the two in "sends 5000 bytes"; from 1 on.
std::optional<std::size_t> number_between(std::string_view before, std::string_view after,
                                          std::string_view text);

}  // namespace out_of_step::sentence
