#include "words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace twelve_hundred {

namespace {

std::string with_two_digits(double value, const char* unit) {
    char text[40];
    std::snprintf(text, sizeof text, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
    return text;
}

}  // namespace

std::string with_commas(long number) {
    std::string text = std::to_string(number);
    for (long i = static_cast<long>(text.size()) - 3; i > 0; i -= 3)
        text.insert(static_cast<std::size_t>(i), ",");
    return text;
}

std::string time_of(double microseconds) {
    if (microseconds < 1000) return with_two_digits(microseconds, "us");
    if (microseconds < 1e6) return with_two_digits(microseconds / 1000, "ms");
    return with_two_digits(microseconds / 1e6, "s");
}

std::string bytes_of(double bytes) {
    if (bytes < 1024) return std::to_string(std::lround(bytes)) + " bytes";
    if (bytes < 1024 * 1024) return with_two_digits(bytes / 1024, "kB");
    return with_two_digits(bytes / 1024 / 1024, "MB");
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text;
}

std::string minutes_of(double seconds) {
    if (seconds < 20) return "less than half a minute";
    if (seconds < 45) return "about half a minute";
    if (seconds < 90) return "about a minute";
    return "about " + std::to_string(std::lround(seconds / 60)) + " minutes";
}

std::string wrapped(const std::string& text) {
    std::istringstream words(text);
    std::string lines, line;
    for (std::string word; words >> word;) {
        if (!line.empty() && line.size() + 1 + word.size() > 60) {
            lines += line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    return lines + line + "\n";
}

}  // namespace twelve_hundred
