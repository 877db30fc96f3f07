#pragma once

#include <elfutils/libdw.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/debug/debug_info.h"

namespace winsock::sim {

/// The debug information of one ELF file that is loaded. Addresses here are the process's; libdw's
/// are the file's own, lower by load_base().
class DwarfModule {
public:
    DwarfModule(const std::string& path, std::uintptr_t load_base);
    ~DwarfModule();
    DwarfModule(const DwarfModule&) = delete;
    DwarfModule& operator=(const DwarfModule&) = delete;

    std::uintptr_t load_base() const { return load_base_; }

    /// The compilation units; none if the file has no debug information. Valid as long as this.
    std::vector<Dwarf_Die>& units();

    /// The line that the instruction at `pc` (an address of the process) belongs to.
    std::optional<SourceLine> line_at(std::uintptr_t pc);

    /// The line on which `die` is declared; line 0 if that was not written down.
    SourceLine declaration_of(Dwarf_Die& die);

    /// Where a function's or a block's code lies.
    std::vector<CodeRange> code_of(Dwarf_Die& die) const;

    /// CFA minus register, in bytes, while the function uses the register as its frame pointer;
    /// nothing if it does not, or if the distance changes, as that to the stack pointer does.
    std::optional<std::ptrdiff_t> cfa_above_register(const CodeRange& code, unsigned number);

private:
    struct EndDwarf {
        void operator()(Dwarf* dwarf) const { dwarf_end(dwarf); }
    };
    struct EndFrameRules {
        void operator()(Dwarf_CFI* rules) const { dwarf_cfi_end(rules); }
    };

    void parse();

    int file_ = -1;
    std::uintptr_t load_base_;
    bool parsed_ = false;
    std::unique_ptr<Dwarf, EndDwarf> dwarf_;
    std::unique_ptr<Dwarf_CFI, EndFrameRules> frame_rules_;
    std::vector<Dwarf_Die> units_;
};

}  // namespace winsock::sim
