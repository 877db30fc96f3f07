#pragma once

#include <elfutils/libdw.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/debug/debug_info.h"
#include "sim/debug/dwarf_module.h"

namespace winsock::sim {

/// A function that has code.
struct DwarfFunction {
    Dwarf_Die die{};
    std::vector<CodeRange> code;
};

/// A variable, and where the debug information describes it.
struct DwarfVariable {
    Variable known;
    Dwarf_Die die{};
};

/// The type of a variable or member, or of an array's elements, or what a reference refers to;
/// without typedefs and const.
std::optional<Dwarf_Die> type_of(Dwarf_Die& die);

/// The functions with this name, which is without namespace and class.
std::vector<DwarfFunction> functions_named(DwarfModule& module, const std::string& name);

/// The parameters, locals and statics of `function` with this name, outer blocks first. Left out
/// are those whose size is not a constant.
std::vector<DwarfVariable> variables_inside(DwarfModule& module, DwarfFunction& function,
                                            const std::string& name);

/// What is known of the variable that `die` describes; nothing if its size is not a constant.
std::optional<DwarfVariable> described(DwarfModule& module, Dwarf_Die& die,
                                       const std::string& name);

/// The variables with this name that are declared outside of functions, also in namespaces.
std::vector<DwarfVariable> variables_outside(DwarfModule& module, const std::string& name);

}  // namespace winsock::sim
