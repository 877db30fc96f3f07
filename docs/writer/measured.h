#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace pages {

/// The page, as Markdown for Doxygen, with what was measured (docs/tools/measured.json) in place of
/// its four markers: <!-- measured: table -->, messages, noise and versions. Throws
/// std::runtime_error if a marker is missing or is none of these.
std::string with_measurements(const std::string& page, const nlohmann::json& measured);

}  // namespace pages
