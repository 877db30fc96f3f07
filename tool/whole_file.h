#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace out_of_step {

/// All bytes of a file; nothing if it cannot be read.
std::optional<std::string> read_whole_file(const std::filesystem::path& file);

/// Writes a file and the folders above it: beside it first and then moved into its place, so that
/// a reader sees the old text or the new one, never half. Returns whether that went well.
bool write_whole_file(const std::filesystem::path& file, std::string_view text);

}  // namespace out_of_step
