// The debug information is a tree: units hold functions and variables, functions hold blocks,
// blocks hold variables and blocks.
#include "sim/debug/dwarf_variables.h"

#include <dwarf.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "sim/debug/dwarf_expression.h"

namespace winsock::sim {

namespace {

bool is_named(Dwarf_Die& die, const std::string& name) {
    const char* own = dwarf_diename(&die);
    return own != nullptr && name == own;
}

/// Calls `visit(child)` for each child of `parent`.
template <typename Visit>
void for_each_child(Dwarf_Die& parent, Visit visit) {
    Dwarf_Die child{};
    if (dwarf_child(&parent, &child) != 0) return;
    do {
        visit(child);
    } while (dwarf_siblingof(&child, &child) == 0);
}

// How many elements one dimension of an array has; nothing if that is decided at run time.
std::optional<std::size_t> length_of(Dwarf_Die& dimension) {
    Dwarf_Attribute attribute{};
    Dwarf_Word number = 0;
    if (dwarf_attr_integrate(&dimension, DW_AT_count, &attribute) != nullptr) {
        if (dwarf_formudata(&attribute, &number) != 0) return std::nullopt;
        return number;
    }
    if (dwarf_attr_integrate(&dimension, DW_AT_upper_bound, &attribute) == nullptr)
        return std::nullopt;
    if (dwarf_formudata(&attribute, &number) != 0) return std::nullopt;
    return number + 1;
}

struct Shape {
    std::size_t element_size = 0;
    std::size_t count = 1;
    bool is_reference = false;
};

std::optional<Shape> shape_of(Dwarf_Die& variable) {
    Shape shape;
    std::optional<Dwarf_Die> type = type_of(variable);
    if (!type) return std::nullopt;
    const int tag = dwarf_tag(&*type);
    if (tag == DW_TAG_reference_type || tag == DW_TAG_rvalue_reference_type) {
        shape.is_reference = true;
        type = type_of(*type);
    }
    while (type && dwarf_tag(&*type) == DW_TAG_array_type) {
        bool is_constant = true;
        for_each_child(*type, [&](Dwarf_Die& dimension) {
            if (dwarf_tag(&dimension) != DW_TAG_subrange_type) return;
            const std::optional<std::size_t> length = length_of(dimension);
            is_constant = is_constant && length;
            shape.count *= length.value_or(0);
        });
        if (!is_constant) return std::nullopt;
        type = type_of(*type);
    }
    Dwarf_Word size = 0;
    if (!type || dwarf_aggregate_size(&*type, &size) != 0) return std::nullopt;
    shape.element_size = size;
    return shape;
}

// The only operation of an attribute that is an expression of one operation.
std::optional<Dwarf_Op> only_operation_of(Dwarf_Die& die, unsigned attribute_name) {
    Dwarf_Attribute attribute{};
    Dwarf_Op* operations = nullptr;
    std::size_t length = 0;
    if (dwarf_attr_integrate(&die, attribute_name, &attribute) == nullptr) return std::nullopt;
    if (dwarf_getlocation(&attribute, &operations, &length) != 0 || length != 1)
        return std::nullopt;
    return operations[0];
}

// gcc counts a frame's variables from the CFA; clang from the frame pointer, which lies a fixed
// distance below it.
std::optional<std::ptrdiff_t> cfa_offset_of(DwarfModule& module, DwarfFunction& function,
                                            Dwarf_Die& variable) {
    const std::optional<Dwarf_Op> place = only_operation_of(variable, DW_AT_location);
    const std::optional<Dwarf_Op> base = only_operation_of(function.die, DW_AT_frame_base);
    if (!place || place->atom != DW_OP_fbreg || !base) return std::nullopt;
    const auto offset = static_cast<std::ptrdiff_t>(place->number);
    if (base->atom == DW_OP_call_frame_cfa) return offset;
    if (base->atom < DW_OP_reg0 || base->atom > DW_OP_reg31) return std::nullopt;
    const std::optional<std::ptrdiff_t> distance =
        module.cfa_above_register(function.code.front(), base->atom - DW_OP_reg0);
    if (!distance) return std::nullopt;
    return offset - *distance;
}

/// Looks for a name in a function's blocks.
class BlockWalk {
public:
    BlockWalk(DwarfModule& module, DwarfFunction& function, const std::string& name)
        : module_(module), function_(function), name_(name) {}

    std::vector<DwarfVariable> run() {
        visit(function_.die, function_.code);
        return std::move(found_);
    }

private:
    // The block's own variables first, then those of the blocks in it.
    void visit(Dwarf_Die& block, const std::vector<CodeRange>& code) {
        for_each_child(block, [&](Dwarf_Die& child) {
            const int tag = dwarf_tag(&child);
            if (tag == DW_TAG_variable || tag == DW_TAG_formal_parameter) add(child, code);
        });
        for_each_child(block, [&](Dwarf_Die& child) {
            const int tag = dwarf_tag(&child);
            if (tag != DW_TAG_lexical_block && tag != DW_TAG_try_block && tag != DW_TAG_catch_block)
                return;
            const std::vector<CodeRange> own = module_.code_of(child);
            visit(child, own.empty() ? code : own);
        });
    }

    void add(Dwarf_Die& die, const std::vector<CodeRange>& code) {
        if (!is_named(die, name_)) return;
        std::optional<DwarfVariable> variable = described(module_, die, name_);
        if (!variable) return;
        variable->known.scope = code;
        variable->known.cfa_offset = cfa_offset_of(module_, function_, die);
        found_.push_back(std::move(*variable));
    }

    DwarfModule& module_;
    DwarfFunction& function_;
    const std::string& name_;
    std::vector<DwarfVariable> found_;
};

void add_outside(DwarfModule& module, Dwarf_Die& parent, const std::string& name,
                 std::vector<DwarfVariable>& found) {
    for_each_child(parent, [&](Dwarf_Die& child) {
        const int tag = dwarf_tag(&child);
        if (tag == DW_TAG_namespace) add_outside(module, child, name, found);
        if (tag != DW_TAG_variable || !is_named(child, name)) return;
        std::optional<DwarfVariable> variable = described(module, child, name);
        if (variable && variable->known.address) found.push_back(std::move(*variable));
    });
}

}  // namespace

std::optional<Dwarf_Die> type_of(Dwarf_Die& die) {
    Dwarf_Attribute attribute{};
    Dwarf_Die named{};
    Dwarf_Die type{};
    if (dwarf_attr_integrate(&die, DW_AT_type, &attribute) == nullptr) return std::nullopt;
    if (dwarf_formref_die(&attribute, &named) == nullptr) return std::nullopt;
    if (dwarf_peel_type(&named, &type) != 0) return std::nullopt;
    return type;
}

std::optional<DwarfVariable> described(DwarfModule& module, Dwarf_Die& die,
                                       const std::string& name) {
    const std::optional<Shape> shape = shape_of(die);
    Dwarf_Attribute location{};
    if (!shape || dwarf_attr_integrate(&die, DW_AT_location, &location) == nullptr)
        return std::nullopt;
    DwarfVariable variable;
    variable.die = die;
    variable.known.name = name;
    variable.known.declared = module.declaration_of(die);
    variable.known.element_size = shape->element_size;
    variable.known.count = shape->count;
    variable.known.is_reference = shape->is_reference;
    variable.known.address = address_at(location, {module.load_base()});
    return variable;
}

std::vector<DwarfFunction> functions_named(DwarfModule& module, const std::string& name) {
    struct Collected {
        DwarfModule& module;
        const std::string& name;
        std::vector<DwarfFunction> functions;
    };
    Collected collected{module, name, {}};
    const auto collect = [](Dwarf_Die* die, void* argument) -> int {
        Collected& all = *static_cast<Collected*>(argument);
        if (!is_named(*die, all.name)) return DWARF_CB_OK;
        std::vector<CodeRange> code = all.module.code_of(*die);
        if (!code.empty()) all.functions.push_back({*die, std::move(code)});
        return DWARF_CB_OK;
    };
    for (Dwarf_Die& unit : module.units()) dwarf_getfuncs(&unit, collect, &collected, 0);
    return std::move(collected.functions);
}

std::vector<DwarfVariable> variables_inside(DwarfModule& module, DwarfFunction& function,
                                            const std::string& name) {
    return BlockWalk(module, function, name).run();
}

std::vector<DwarfVariable> variables_outside(DwarfModule& module, const std::string& name) {
    std::vector<DwarfVariable> found;
    for (Dwarf_Die& unit : module.units()) add_outside(module, unit, name, found);
    return found;
}

}  // namespace winsock::sim
