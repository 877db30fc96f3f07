// Where there is no libdw: nothing is known of a module.
#include "sim/debug/debug_info.h"

namespace winsock::sim {

class DebugInfo::Impl {};

DebugInfo::DebugInfo(const std::string& /*path*/, std::uintptr_t /*load_base*/) {}
DebugInfo::~DebugInfo() = default;
DebugInfo::DebugInfo(DebugInfo&&) noexcept = default;
DebugInfo& DebugInfo::operator=(DebugInfo&&) noexcept = default;

std::optional<SourceLine> DebugInfo::line_of(std::uintptr_t /*return_address*/) { return {}; }

std::vector<Variable> DebugInfo::variables(const std::string& /*function*/,
                                           const std::string& /*name*/) {
    return {};
}

std::optional<Variable> DebugInfo::variable(const std::string& /*function*/,
                                            const std::string& /*name*/) {
    return {};
}

std::optional<std::uintptr_t> DebugInfo::cfa_of(const std::string& /*function*/) { return {}; }

std::optional<Located> DebugInfo::locate(const std::string& /*function*/,
                                         const std::string& /*name*/) {
    return {};
}

std::optional<NamedPlace> DebugInfo::variable_around(std::uintptr_t /*address*/) { return {}; }

}  // namespace winsock::sim
