#include "sim/debug/dwarf_module.h"

#include <dwarf.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace winsock::sim {

namespace {

// A unit's lines: what begins where, sorted by address.
class LineTable {
public:
    explicit LineTable(Dwarf_Die& unit) {
        if (dwarf_getsrclines(&unit, &lines_, &size_) != 0) size_ = 0;
    }

    /// The line whose instructions include `address`. Some instructions belong to no line, number
    /// 0: then the line before, whose work they do.
    Dwarf_Line* line_at(Dwarf_Addr address) const {
        std::size_t index = first_above(address);
        while (index > 0) {
            Dwarf_Line* line = dwarf_onesrcline(lines_, --index);
            bool is_end = false;
            int number = 0;
            if (dwarf_lineendsequence(line, &is_end) != 0 || is_end) return nullptr;
            if (dwarf_lineno(line, &number) == 0 && number != 0) return line;
        }
        return nullptr;
    }

private:
    std::size_t first_above(Dwarf_Addr address) const {
        std::size_t low = 0;
        std::size_t high = size_;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            Dwarf_Addr begin = 0;
            dwarf_lineaddr(dwarf_onesrcline(lines_, middle), &begin);
            if (begin <= address)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    Dwarf_Lines* lines_ = nullptr;
    std::size_t size_ = 0;
};

// A name of a source file, absolute: names are written down relative to the compiler's working
// directory.
std::string absolute_name(const char* file, Dwarf_Die& unit) {
    if (file == nullptr) return {};
    const std::filesystem::path name(file);
    Dwarf_Attribute attribute{};
    const char* directory = dwarf_formstring(dwarf_attr(&unit, DW_AT_comp_dir, &attribute));
    if (name.is_absolute() || directory == nullptr) return name.lexically_normal().string();
    return (std::filesystem::path(directory) / name).lexically_normal().string();
}

// CFA minus register, if that is the rule that holds in this part of a function.
std::optional<std::ptrdiff_t> cfa_rule(Dwarf_Frame& frame, unsigned number) {
    Dwarf_Op* rule = nullptr;
    std::size_t length = 0;
    if (dwarf_frame_cfa(&frame, &rule, &length) != 0 || length != 1) return std::nullopt;
    if (rule->atom == DW_OP_breg0 + number) return static_cast<std::ptrdiff_t>(rule->number);
    if (rule->atom != DW_OP_bregx || rule->number != number) return std::nullopt;
    return static_cast<std::ptrdiff_t>(rule->number2);
}

}  // namespace

DwarfModule::DwarfModule(const std::string& path, std::uintptr_t load_base)
    : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)), load_base_(load_base) {}

DwarfModule::~DwarfModule() {
    frame_rules_.reset();
    dwarf_.reset();
    if (file_ >= 0) close(file_);
}

void DwarfModule::parse() {
    if (parsed_) return;
    parsed_ = true;
    if (file_ < 0) return;
    dwarf_.reset(dwarf_begin(file_, DWARF_C_READ));
    if (!dwarf_) return;
    frame_rules_.reset(dwarf_getcfi_elf(dwarf_getelf(dwarf_.get())));
    Dwarf_CU* unit = nullptr;
    Dwarf_Die die{};
    while (dwarf_get_units(dwarf_.get(), unit, &unit, nullptr, nullptr, &die, nullptr) == 0) {
        if (dwarf_tag(&die) == DW_TAG_compile_unit) units_.push_back(die);
    }
}

std::vector<Dwarf_Die>& DwarfModule::units() {
    parse();
    return units_;
}

std::optional<SourceLine> DwarfModule::line_at(std::uintptr_t pc) {
    if (pc < load_base_) return std::nullopt;
    const Dwarf_Addr address = pc - load_base_;
    for (Dwarf_Die& unit : units()) {
        if (dwarf_haspc(&unit, address) != 1) continue;
        Dwarf_Line* line = LineTable(unit).line_at(address);
        int number = 0;
        if (line == nullptr || dwarf_lineno(line, &number) != 0) continue;
        return SourceLine{absolute_name(dwarf_linesrc(line, nullptr, nullptr), unit), number};
    }
    return std::nullopt;
}

SourceLine DwarfModule::declaration_of(Dwarf_Die& die) {
    Dwarf_Die unit{};
    SourceLine declared;
    if (dwarf_diecu(&die, &unit, nullptr, nullptr) == nullptr) return declared;
    if (dwarf_decl_line(&die, &declared.line) != 0) return declared;

    // dwarf_decl_file() takes file 0, which clang uses with DWARF 5, for no file.
    Dwarf_Attribute attribute{};
    Dwarf_Word file = 0;
    Dwarf_Files* files = nullptr;
    std::size_t size = 0;
    if (dwarf_attr_integrate(&die, DW_AT_decl_file, &attribute) == nullptr) return declared;
    if (dwarf_formudata(&attribute, &file) != 0) return declared;
    if (dwarf_getsrcfiles(&unit, &files, &size) != 0 || file >= size) return declared;
    declared.file = absolute_name(dwarf_filesrc(files, file, nullptr, nullptr), unit);
    return declared;
}

std::vector<CodeRange> DwarfModule::code_of(Dwarf_Die& die) const {
    std::vector<CodeRange> code;
    Dwarf_Addr base = 0;
    Dwarf_Addr begin = 0;
    Dwarf_Addr end = 0;
    std::ptrdiff_t offset = 0;
    while ((offset = dwarf_ranges(&die, offset, &base, &begin, &end)) > 0) {
        if (begin < end) code.push_back({load_base_ + begin, load_base_ + end});
    }
    return code;
}

std::optional<std::ptrdiff_t> DwarfModule::cfa_above_register(const CodeRange& code,
                                                              unsigned number) {
    parse();
    std::optional<std::ptrdiff_t> distance;
    const Dwarf_Addr last = code.end - load_base_;
    Dwarf_Addr pc = code.begin - load_base_;
    while (frame_rules_ && pc < last) {
        Dwarf_Frame* allocated = nullptr;
        if (dwarf_cfi_addrframe(frame_rules_.get(), pc, &allocated) != 0) return std::nullopt;
        const std::unique_ptr<Dwarf_Frame, decltype(&std::free)> frame(allocated, &std::free);

        const std::optional<std::ptrdiff_t> here = cfa_rule(*frame, number);
        if (here && distance && *here != *distance) return std::nullopt;
        if (here) distance = here;
        Dwarf_Addr end = 0;
        if (dwarf_frame_info(frame.get(), nullptr, &end, nullptr) < 0 || end <= pc) break;
        pc = end;
    }
    return distance;
}

}  // namespace winsock::sim
