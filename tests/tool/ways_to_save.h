#pragma once

#include <array>
#include <ctime>
#include <filesystem>
#include <string>

namespace out_of_step::save {

/// Sets when it was last written, in seconds since 1970.
void set_time(const std::filesystem::path& file, std::time_t seconds);

void in_place(const std::filesystem::path& file, const std::string& text);

/// One way in which an editor saves a file. Throws if it cannot.
struct Way {
    const char* name;
    void (*save)(const std::filesystem::path& file, const std::string& text);
};

extern const std::array<Way, 7> ways;

}  // namespace out_of_step::save
