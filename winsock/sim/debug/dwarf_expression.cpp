// A DWARF expression is a program for a small stack machine. At -O0 the programs are short:
//
//   gcc                           fbreg -560                       frame base: call_frame_cfa
//   gcc, AddressSanitizer         breg3 (rbx) -1152
//   clang                         fbreg -528                       frame base: reg6 (rbp)
//   clang, AddressSanitizer       breg3 (rbx) +200, deref, plus_uconst 32
//   globals and statics           addr 0x4018, or addrx 0 in clang's DWARF 5
#include "sim/debug/dwarf_expression.h"

#include <dwarf.h>

#include <cstddef>
#include <span>
#include <vector>

namespace winsock::sim {

namespace {

using Operations = std::span<const Dwarf_Op>;

// The one expression that holds at the frame's pc; without a frame, the one that always holds.
Operations operations_of(Dwarf_Attribute& attribute, const Surroundings& surroundings) {
    Dwarf_Op* operations = nullptr;
    std::size_t length = 0;
    bool found = false;
    if (surroundings.frame != nullptr) {
        const Dwarf_Addr pc = surroundings.frame->pc - surroundings.load_base;
        found = dwarf_getlocation_addr(&attribute, pc, &operations, &length, 1) == 1;
    } else {
        found = dwarf_getlocation(&attribute, &operations, &length) == 0;
    }
    return found ? Operations(operations, length) : Operations();
}

std::optional<std::uintptr_t> register_value(const Surroundings& surroundings, Dwarf_Word number) {
    if (surroundings.frame == nullptr) return std::nullopt;
    return surroundings.frame->register_value(static_cast<unsigned>(number));
}

class Machine {
public:
    Machine(Dwarf_Attribute& attribute, const Surroundings& surroundings)
        : attribute_(attribute), surroundings_(surroundings) {}

    std::optional<std::uintptr_t> run(Operations operations) {
        for (const Dwarf_Op& operation : operations) {
            if (!step(operation)) return std::nullopt;
        }
        return pop();
    }

private:
    bool push(std::optional<std::uintptr_t> value) {
        if (value) stack_.push_back(*value);
        return value.has_value();
    }

    std::optional<std::uintptr_t> pop() {
        if (stack_.empty()) return std::nullopt;
        const std::uintptr_t value = stack_.back();
        stack_.pop_back();
        return value;
    }

    /// Replaces the value on top by what `change` makes of it.
    template <typename Change>
    bool change_top(Change change) {
        const std::optional<std::uintptr_t> top = pop();
        return top && push(change(*top));
    }

    /// Replaces the two values on top: `change(below, top)`.
    template <typename Change>
    bool change_two(Change change) {
        const std::optional<std::uintptr_t> top = pop();
        const std::optional<std::uintptr_t> below = pop();
        return top && below && push(change(*below, *top));
    }

    bool push_sum(std::optional<std::uintptr_t> base, Dwarf_Word offset) {
        return base && push(*base + offset);
    }

    bool step(const Dwarf_Op& operation);
    std::optional<std::uintptr_t> indexed_address(const Dwarf_Op& operation);
    std::optional<std::uintptr_t> frame_base();

    Dwarf_Attribute& attribute_;
    const Surroundings& surroundings_;
    std::vector<std::uintptr_t> stack_;
};

// Offsets are signed, but libdw hands them out as unsigned words: added, they wrap to the right
// sum.
bool Machine::step(const Dwarf_Op& operation) {
    using Word = std::uintptr_t;
    const unsigned code = operation.atom;
    if (code >= DW_OP_lit0 && code <= DW_OP_lit31) return push(code - DW_OP_lit0);
    if (code >= DW_OP_breg0 && code <= DW_OP_breg31) {
        return push_sum(register_value(surroundings_, code - DW_OP_breg0), operation.number);
    }
    switch (code) {
        case DW_OP_bregx:
            return push_sum(register_value(surroundings_, operation.number), operation.number2);
        case DW_OP_fbreg: return push_sum(frame_base(), operation.number);
        case DW_OP_call_frame_cfa:
            return surroundings_.frame != nullptr && push(surroundings_.frame->cfa);
        case DW_OP_addr: return push(surroundings_.load_base + operation.number);
        case DW_OP_addrx:
        case DW_OP_GNU_addr_index: return push_sum(indexed_address(operation), 0);
        case DW_OP_const1u:
        case DW_OP_const1s:
        case DW_OP_const2u:
        case DW_OP_const2s:
        case DW_OP_const4u:
        case DW_OP_const4s:
        case DW_OP_const8u:
        case DW_OP_const8s:
        case DW_OP_constu:
        case DW_OP_consts: return push(operation.number);
        case DW_OP_deref: return change_top(pointer_at);
        case DW_OP_plus_uconst: return change_top([&](Word top) { return top + operation.number; });
        case DW_OP_neg: return change_top([](Word top) { return 0 - top; });
        case DW_OP_plus: return change_two([](Word a, Word b) { return a + b; });
        case DW_OP_minus: return change_two([](Word a, Word b) { return a - b; });
        case DW_OP_mul: return change_two([](Word a, Word b) { return a * b; });
        case DW_OP_and: return change_two([](Word a, Word b) { return a & b; });
        case DW_OP_or: return change_two([](Word a, Word b) { return a | b; });
        case DW_OP_dup: return !stack_.empty() && push(stack_.back());
        case DW_OP_drop: return pop().has_value();
        case DW_OP_nop: return true;
        // The rest: registers and values, which have no address; thread-local storage; and what no
        // compiler writes at -O0.
        default: return false;
    }
}

std::optional<std::uintptr_t> Machine::indexed_address(const Dwarf_Op& operation) {
    Dwarf_Attribute entry{};
    Dwarf_Addr address = 0;
    if (dwarf_getlocation_attr(&attribute_, &operation, &entry) != 0) return std::nullopt;
    if (dwarf_formaddr(&entry, &address) != 0) return std::nullopt;
    return surroundings_.load_base + address;
}

// A frame base may be a register: then it is the register's value.
std::optional<std::uintptr_t> Machine::frame_base() {
    if (surroundings_.frame == nullptr || surroundings_.frame_base == nullptr) return std::nullopt;
    const Operations operations = operations_of(*surroundings_.frame_base, surroundings_);
    if (operations.size() == 1) {
        const Dwarf_Op& only = operations.front();
        if (only.atom >= DW_OP_reg0 && only.atom <= DW_OP_reg31) {
            return register_value(surroundings_, only.atom - DW_OP_reg0);
        }
        if (only.atom == DW_OP_regx) return register_value(surroundings_, only.number);
    }
    // A frame base that refers to itself would never end.
    Surroundings without = surroundings_;
    without.frame_base = nullptr;
    return Machine(*surroundings_.frame_base, without).run(operations);
}

}  // namespace

std::optional<std::uintptr_t> address_at(Dwarf_Attribute& location,
                                         const Surroundings& surroundings) {
    return Machine(location, surroundings).run(operations_of(location, surroundings));
}

__attribute__((no_sanitize("address", "thread"))) std::uintptr_t pointer_at(
    std::uintptr_t address) {
    return *reinterpret_cast<const std::uintptr_t*>(address);
}

}  // namespace winsock::sim
