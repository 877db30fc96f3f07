#include "sim/detectors/text.h"

#include <algorithm>

namespace winsock::sim {

namespace {

unsigned char at(std::string_view bytes, std::size_t place) {
    return static_cast<unsigned char>(bytes[place]);
}

bool is_letter(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || ((byte | 32U) >= 'a' && (byte | 32U) <= 'z') ||
           byte >= 128;
}

// How many bytes one UTF-8 character has that begins here; 0 if there is none.
std::size_t character_at(std::string_view bytes, std::size_t place) {
    const unsigned char first = at(bytes, place);
    const bool moves = first >= '\a' && first <= '\r';  // bell to carriage return
    const bool colours = first == '\033' && place + 1 < bytes.size() && bytes[place + 1] == '[';
    if (first < 128) return (first >= ' ' && first != 127) || moves || colours ? 1 : 0;
    const std::size_t size = first >= 0xC2 && first < 0xE0   ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
    if (size == 0 || place + size > bytes.size()) return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if ((at(bytes, place + i) & 0xC0U) != 0x80) return 0;
    }
    return size;
}

}  // namespace

std::string_view no_text_in(std::string_view bytes) {
    for (std::size_t place = 0; place < bytes.size();) {
        const std::size_t size = character_at(bytes, place);
        if (size == 0) {
            std::size_t end = place + 1;
            while (end < bytes.size() && character_at(bytes, end) == 0) ++end;
            return bytes.substr(place, end - place);
        }
        place += size;
    }
    return {};
}

std::size_t visible_letters(std::string_view bytes) {
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char byte) {
        return static_cast<unsigned char>(byte) > ' ';
    }));
}

bool stands_alone(std::string_view text, std::size_t place, std::size_t size) {
    const bool before = place > 0 && is_letter(at(text, place - 1));
    const bool behind = place + size < text.size() && is_letter(at(text, place + size));
    return !before && !behind;
}

bool splits_a_word(std::string_view text, std::size_t place) {
    return place > 0 && place < text.size() && is_letter(at(text, place - 1)) &&
           is_letter(at(text, place));
}

bool holds_word(std::string_view text, std::string_view bytes) {
    for (std::size_t place = text.find(bytes); place != std::string_view::npos;
         place = text.find(bytes, place + 1)) {
        if (stands_alone(text, place, bytes.size())) return true;
    }
    return false;
}

}  // namespace winsock::sim
