// Which member of which element of a variable lies at an address: down the tree of its types.
#include "sim/debug/dwarf_parts.h"

#include <dwarf.h>

#include <optional>
#include <utility>

#include "sim/debug/dwarf_variables.h"

namespace winsock::sim {

namespace {

bool is_structure(Dwarf_Die& type) {
    const int tag = dwarf_tag(&type);
    return tag == DW_TAG_structure_type || tag == DW_TAG_class_type || tag == DW_TAG_union_type;
}

bool is_character(Dwarf_Die& type) {
    Dwarf_Attribute attribute{};
    Dwarf_Word encoding = 0;
    if (dwarf_attr_integrate(&type, DW_AT_encoding, &attribute) == nullptr ||
        dwarf_formudata(&attribute, &encoding) != 0) {
        return false;
    }
    return dwarf_bytesize(&type) == 1 &&
           (encoding == DW_ATE_signed_char || encoding == DW_ATE_unsigned_char);
}

std::size_t size_of(Dwarf_Die& type) {
    Dwarf_Word size = 0;
    return dwarf_aggregate_size(&type, &size) == 0 ? size : 0;
}

/// Where a member lies in its structure; nothing for one that is static, or of bits.
std::optional<std::size_t> offset_of(Dwarf_Die& member) {
    const int tag = dwarf_tag(&member);
    if (tag != DW_TAG_member && tag != DW_TAG_inheritance) return std::nullopt;
    Dwarf_Attribute attribute{};
    Dwarf_Word offset = 0;
    if (dwarf_attr(&member, DW_AT_data_member_location, &attribute) == nullptr) {
        const bool is_static = dwarf_hasattr(&member, DW_AT_external) != 0;
        const bool is_of_bits = dwarf_hasattr(&member, DW_AT_data_bit_offset) != 0;
        if (is_static || is_of_bits) return std::nullopt;
        return 0;  // a union's need not say so
    }
    if (dwarf_formudata(&attribute, &offset) != 0) return std::nullopt;
    return offset;
}

/// Goes from a variable to the innermost of its parts.
class Descent {
public:
    explicit Descent(std::uintptr_t address) : address_(address) {}

    void into(Dwarf_Die type, Part part) {
        if (dwarf_tag(&type) == DW_TAG_array_type) return into_array(type, std::move(part));
        parts.push_back(part);
        if (is_structure(type)) into_member(type, part);
    }

    std::vector<Part> parts;

private:
    bool holds(const Part& part) const { return part.address <= address_ && address_ < part.end(); }

    void into_array(Dwarf_Die type, Part part) {
        Dwarf_Die element = type;
        while (dwarf_tag(&element) == DW_TAG_array_type) {
            std::optional<Dwarf_Die> inner = type_of(element);
            if (!inner) return parts.push_back(std::move(part));
            element = *inner;
        }
        part.element_size = size_of(element);
        part.is_text = is_character(element);
        parts.push_back(part);
        if (!is_structure(element) || part.element_size == 0) return;
        const std::size_t index = (address_ - part.address) / part.element_size;
        into(element, {part.name + "[" + std::to_string(index) + "]",
                       part.address + index * part.element_size, part.element_size});
    }

    void into_member(Dwarf_Die type, const Part& whole) {
        Dwarf_Die member{};
        if (dwarf_child(&type, &member) != 0) return;
        do {
            const std::optional<std::size_t> offset = offset_of(member);
            std::optional<Dwarf_Die> own = offset ? type_of(member) : std::nullopt;
            if (!own) continue;
            // What a base or an anonymous union holds is named as if it were the structure's own.
            const char* const name =
                dwarf_tag(&member) == DW_TAG_member ? dwarf_diename(&member) : nullptr;
            const Part part{name == nullptr ? whole.name : whole.name + "." + name,
                            whole.address + *offset, size_of(*own)};
            if (holds(part)) return into(*own, part);
        } while (dwarf_siblingof(&member, &member) == 0);
    }

    const std::uintptr_t address_;
};

}  // namespace

std::vector<Part> parts_around(Dwarf_Die& variable, Part whole, std::uintptr_t address) {
    Descent descent(address);
    if (const std::optional<Dwarf_Die> type = type_of(variable)) {
        descent.into(*type, std::move(whole));
    } else {
        descent.parts.push_back(std::move(whole));
    }
    return std::move(descent.parts);
}

}  // namespace winsock::sim
