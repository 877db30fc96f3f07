// Numbers and lists as people read them.
#pragma once

#include <string>
#include <vector>

namespace twelve_hundred {

std::string with_commas(long number);                       // "1,260"
std::string time_of(double microseconds);                   // "85 us", "1.2 ms", "130 ms"
std::string bytes_of(double bytes);                         // "620 bytes", "9.4 kB", "8.0 MB"
std::string joined(const std::vector<std::string>& parts);  // "a, b and c"
std::string minutes_of(double seconds);                     // "half a minute", "about 5 minutes"

// Breaks lines at blanks, at 60 columns.
std::string wrapped(const std::string& text);

}  // namespace twelve_hundred
