// Which variable lies at an address: those of every function that is running, innermost first, then
// those outside of functions.
#include "sim/debug/dwarf_around.h"

#include <dwarf.h>

#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "sim/debug/dwarf_expression.h"
#include "sim/debug/dwarf_parts.h"
#include "sim/debug/dwarf_variables.h"

namespace winsock::sim {

namespace {

bool is_variable(Dwarf_Die& die) {
    const int tag = dwarf_tag(&die);
    return tag == DW_TAG_variable || tag == DW_TAG_formal_parameter;
}

/// Looks for a variable whose memory holds the address.
class Around {
public:
    Around(DwarfModule& module, std::uintptr_t address) : module_(module), address_(address) {}

    std::optional<NamedPlace> in_frame(const StackFrame& frame) {
        for (Dwarf_Die& unit : module_.units()) {
            const Dwarf_Addr pc = frame.pc - module_.load_base();
            if (dwarf_haspc(&unit, pc) != 1) continue;
            Dwarf_Die* found = nullptr;
            const int count = dwarf_getscopes(&unit, pc, &found);
            if (count <= 0) continue;
            const std::unique_ptr<Dwarf_Die, decltype(&std::free)> scopes(found, &std::free);
            if (std::optional<NamedPlace> place =
                    in_scopes({found, static_cast<std::size_t>(count)}, frame)) {
                return place;
            }
        }
        return std::nullopt;
    }

    std::optional<NamedPlace> outside(Dwarf_Die& parent) {
        return first_child(parent, [&](Dwarf_Die& child) -> std::optional<NamedPlace> {
            if (dwarf_tag(&child) == DW_TAG_namespace) return outside(child);
            return is_variable(child) ? place_of(child, {module_.load_base()}) : std::nullopt;
        });
    }

private:
    template <typename Visit>
    static std::optional<NamedPlace> first_child(Dwarf_Die& parent, Visit&& visit) {
        Dwarf_Die child{};
        if (dwarf_child(&parent, &child) != 0) return std::nullopt;
        do {
            if (std::optional<NamedPlace> place = visit(child)) return place;
        } while (dwarf_siblingof(&child, &child) == 0);
        return std::nullopt;
    }

    // From the innermost block to its function.
    std::optional<NamedPlace> in_scopes(std::span<Dwarf_Die> scopes, const StackFrame& frame) {
        Dwarf_Attribute frame_base{};
        Surroundings surroundings{module_.load_base(), &frame};
        for (Dwarf_Die& scope : scopes) {
            if (dwarf_tag(&scope) != DW_TAG_subprogram) continue;
            surroundings.frame_base = dwarf_attr_integrate(&scope, DW_AT_frame_base, &frame_base);
            break;
        }
        for (Dwarf_Die& scope : scopes) {
            if (dwarf_tag(&scope) == DW_TAG_compile_unit) break;
            auto place = first_child(scope, [&](Dwarf_Die& child) {
                const bool visible = is_variable(child) && is_declared_above(child, frame.pc);
                return visible ? place_of(child, surroundings) : std::nullopt;
            });
            if (place || dwarf_tag(&scope) == DW_TAG_subprogram) return place;
        }
        return std::nullopt;
    }

    // A block's code begins above its declarations, and blocks may share their memory.
    bool is_declared_above(Dwarf_Die& die, std::uintptr_t pc) {
        const std::optional<SourceLine> here = module_.line_at(pc);
        const SourceLine declared = module_.declaration_of(die);
        return !here || here->file != declared.file || here->line >= declared.line;
    }

    std::optional<NamedPlace> place_of(Dwarf_Die& die, const Surroundings& surroundings) {
        const char* const name = dwarf_diename(&die);
        if (name == nullptr) return std::nullopt;
        const std::optional<DwarfVariable> variable = described(module_, die, name);
        // A reference's memory belongs to what it refers to: another variable, or none.
        if (!variable || variable->known.is_reference) return std::nullopt;
        Dwarf_Attribute location{};
        if (dwarf_attr_integrate(&die, DW_AT_location, &location) == nullptr) return std::nullopt;
        const std::optional<std::uintptr_t> begin = address_at(location, surroundings);
        const std::size_t size = variable->known.size();
        if (!begin || address_ < *begin || address_ - *begin >= size) return std::nullopt;
        return NamedPlace{name, *begin, size, parts_around(die, {name, *begin, size}, address_)};
    }

    DwarfModule& module_;
    const std::uintptr_t address_;
};

// Where a module's code lies.
std::vector<CodeRange> code_of(DwarfModule& module) {
    std::vector<CodeRange> code;
    for (Dwarf_Die& unit : module.units()) {
        const std::vector<CodeRange> own = module.code_of(unit);
        code.insert(code.end(), own.begin(), own.end());
    }
    return code;
}

}  // namespace

std::optional<NamedPlace> variable_around(DwarfModule& module, std::uintptr_t address) {
    Around around(module, address);
    for (const StackFrame& frame : frames_in(code_of(module))) {
        if (std::optional<NamedPlace> place = around.in_frame(frame)) return place;
    }
    for (Dwarf_Die& unit : module.units()) {
        if (std::optional<NamedPlace> place = around.outside(unit)) return place;
    }
    return std::nullopt;
}

}  // namespace winsock::sim
