#include "sim/detectors/words.h"

#include <cstdio>

namespace winsock::sim {

std::string in_quotes(std::string_view bytes) {
    constexpr std::size_t most = 40;
    std::string text = "\"";
    for (const char byte : bytes.substr(0, most)) {
        const auto number = static_cast<unsigned char>(byte);
        char code[8] = {byte, '\0'};
        if (byte == '\n') {
            std::snprintf(code, sizeof code, "\\n");
        } else if (byte == '"' || byte == '\\') {
            std::snprintf(code, sizeof code, "\\%c", byte);
        } else if (number == 0) {
            std::snprintf(code, sizeof code, "\\0");
        } else if (number < 32 || number > 126) {
            std::snprintf(code, sizeof code, "\\x%02X", number);
        }
        text += code;
    }
    return text += bytes.size() > most ? "...\"" : "\"";
}

std::string bytes_in_words(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string time_in_words(std::uint64_t milliseconds) {
    if (milliseconds < 1000) return std::to_string(milliseconds) + " ms";
    return std::to_string(milliseconds / 1000) + "." + std::to_string(milliseconds % 1000 / 100) +
           " s";
}

std::string sequence(const std::vector<std::string>& names) {
    constexpr int most = 12;
    std::string text;
    int shown = 0;
    for (std::size_t i = 0; i < names.size();) {
        if (++shown > most) return text + ", ...";
        std::size_t next = i + 1;
        while (next < names.size() && names[next] == names[i]) ++next;
        text += (text.empty() ? "" : ", ") + names[i];
        if (next - i > 1) text += " (" + std::to_string(next - i) + " times)";
        i = next;
    }
    return text;
}

}  // namespace winsock::sim
