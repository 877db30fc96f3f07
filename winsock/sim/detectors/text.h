#pragma once

#include <cstddef>
#include <string_view>

namespace winsock::sim {

/// The first bytes that are no text: neither ASCII that can be seen or moves the cursor, nor UTF-8,
/// nor a terminal's colours. Empty if all is text.
std::string_view no_text_in(std::string_view bytes);

/// Letters, digits and signs; blanks and line ends are not counted.
std::size_t visible_letters(std::string_view bytes);

/// Whether these bytes of `text` have no letter or digit beside them.
bool stands_alone(std::string_view text, std::size_t place, std::size_t size);

/// Whether a letter or digit stands on both sides of this place: to cut here splits a word.
bool splits_a_word(std::string_view text, std::size_t place);

/// Whether `text` holds these bytes, and somewhere they stand alone.
bool holds_word(std::string_view text, std::string_view bytes);

}  // namespace winsock::sim
