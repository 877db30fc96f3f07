// What is found in the module's debug information, put together with what is on the stack.
#include "sim/debug/debug_info.h"

#include <dwarf.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/debug/dwarf_around.h"
#include "sim/debug/dwarf_expression.h"
#include "sim/debug/dwarf_module.h"
#include "sim/debug/dwarf_variables.h"
#include "sim/debug/stack_frame.h"

namespace winsock::sim {

namespace {

bool contains(const std::vector<CodeRange>& code, std::uintptr_t pc) {
    return std::any_of(code.begin(), code.end(),
                       [pc](const CodeRange& range) { return range.contains(pc); });
}

/// The functions of one name, and where any of them has code.
struct Functions {
    std::vector<DwarfFunction> all;
    std::vector<CodeRange> code;
};

/// The variables of one name that one function's blocks declare.
struct Locals {
    DwarfFunction* function = nullptr;
    std::vector<DwarfVariable> variables;
};

}  // namespace

class DebugInfo::Impl {
public:
    Impl(const std::string& path, std::uintptr_t load_base) : module_(path, load_base) {}

    std::optional<SourceLine> line_of(std::uintptr_t return_address) {
        // The return address may be the next line's already; the byte before it is the call's.
        return module_.line_at(return_address - 1);
    }

    std::vector<Variable> variables(const std::string& function, const std::string& name) {
        std::vector<Variable> all;
        for (const Locals& locals : locals_of(function, name)) {
            for (const DwarfVariable& variable : locals.variables) all.push_back(variable.known);
        }
        for (const DwarfVariable& variable : outside(name)) all.push_back(variable.known);
        return all;
    }

    std::optional<StackFrame> frame_of(const std::string& function) {
        return innermost_frame(functions(function).code);
    }

    std::optional<Located> locate(const std::string& function, const std::string& name) {
        if (const std::optional<StackFrame> frame = frame_of(function)) {
            for (Locals& locals : locals_of(function, name)) {
                if (!contains(locals.function->code, frame->pc)) continue;
                if (DwarfVariable* variable = visible(locals.variables, frame->pc))
                    return located(*locals.function, *variable, *frame);
            }
        }
        for (const DwarfVariable& variable : outside(name)) {
            return followed(variable.known, *variable.known.address);
        }
        return std::nullopt;
    }

    std::optional<NamedPlace> around(std::uintptr_t address) {
        return sim::variable_around(module_, address);
    }

private:
    Functions& functions(const std::string& name) {
        const auto [place, is_new] = functions_.try_emplace(name);
        Functions& functions = place->second;
        if (is_new && !name.empty()) {
            functions.all = functions_named(module_, name);
            for (const DwarfFunction& function : functions.all) {
                functions.code.insert(functions.code.end(), function.code.begin(),
                                      function.code.end());
            }
        }
        return functions;
    }

    std::vector<Locals>& locals_of(const std::string& function, const std::string& name) {
        const auto [place, is_new] = locals_.try_emplace({function, name});
        if (is_new) {
            for (DwarfFunction& each : functions(function).all) {
                place->second.push_back({&each, variables_inside(module_, each, name)});
            }
        }
        return place->second;
    }

    std::vector<DwarfVariable>& outside(const std::string& name) {
        const auto [place, is_new] = outside_.try_emplace(name);
        if (is_new) place->second = variables_outside(module_, name);
        return place->second;
    }

    /// The innermost whose block is open at `pc`, and whose declaration is not still to come: a
    /// block's code begins above its declarations.
    DwarfVariable* visible(std::vector<DwarfVariable>& variables, std::uintptr_t pc) {
        DwarfVariable* innermost = nullptr;
        for (DwarfVariable& variable : variables) {
            if (contains(variable.known.scope, pc) && is_declared_at(variable.known, pc))
                innermost = &variable;
        }
        return innermost;
    }

    bool is_declared_at(const Variable& variable, std::uintptr_t pc) {
        const std::optional<SourceLine> here = module_.line_at(pc);
        return !here || here->file != variable.declared.file ||
               here->line >= variable.declared.line;
    }

    std::optional<Located> located(DwarfFunction& function, DwarfVariable& variable,
                                   const StackFrame& frame) {
        Dwarf_Attribute location{};
        Dwarf_Attribute frame_base{};
        dwarf_attr_integrate(&variable.die, DW_AT_location, &location);
        const Surroundings surroundings{
            module_.load_base(), &frame,
            dwarf_attr_integrate(&function.die, DW_AT_frame_base, &frame_base)};
        const std::optional<std::uintptr_t> address = address_at(location, surroundings);
        if (!address) return std::nullopt;
        return followed(variable.known, *address);
    }

    static Located followed(const Variable& variable, std::uintptr_t address) {
        return {variable.is_reference ? pointer_at(address) : address, variable.element_size,
                variable.count};
    }

    DwarfModule module_;
    std::map<std::string, Functions> functions_;
    std::map<std::pair<std::string, std::string>, std::vector<Locals>> locals_;
    std::map<std::string, std::vector<DwarfVariable>> outside_;
};

DebugInfo::DebugInfo(const std::string& path, std::uintptr_t load_base)
    : impl_(std::make_unique<Impl>(path, load_base)) {}
DebugInfo::~DebugInfo() = default;
DebugInfo::DebugInfo(DebugInfo&&) noexcept = default;
DebugInfo& DebugInfo::operator=(DebugInfo&&) noexcept = default;

std::optional<SourceLine> DebugInfo::line_of(std::uintptr_t return_address) {
    return impl_->line_of(return_address);
}

std::vector<Variable> DebugInfo::variables(const std::string& function, const std::string& name) {
    return impl_->variables(function, name);
}

std::optional<Variable> DebugInfo::variable(const std::string& function, const std::string& name) {
    const std::vector<Variable> all = impl_->variables(function, name);
    if (all.empty()) return std::nullopt;
    return all.front();
}

std::optional<std::uintptr_t> DebugInfo::cfa_of(const std::string& function) {
    const std::optional<StackFrame> frame = impl_->frame_of(function);
    if (!frame) return std::nullopt;
    return frame->cfa;
}

std::optional<Located> DebugInfo::locate(const std::string& function, const std::string& name) {
    return impl_->locate(function, name);
}

std::optional<NamedPlace> DebugInfo::variable_around(std::uintptr_t address) {
    return impl_->around(address);
}

}  // namespace winsock::sim
