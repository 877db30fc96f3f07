#include "sim/report/program_view.h"

#include <dlfcn.h>
#include <unwind.h>

#include <cstring>
#include <filesystem>
#include <vector>

namespace winsock::sim {

namespace {

std::vector<HandleValue> handles_at(const Located& array) {
    std::vector<HandleValue> values(array.count);
    std::memcpy(values.data(), reinterpret_cast<const void*>(array.address), array.size());
    return values;
}

template <typename Number>
std::int64_t number_at(std::uintptr_t address) {
    Number number{};
    std::memcpy(&number, reinterpret_cast<const void*>(address), sizeof number);
    return static_cast<std::int64_t>(number);
}

/// A count is small: whether its type has a sign does not matter.
std::optional<std::int64_t> count_at(const Located& variable) {
    switch (variable.size()) {
        case 1: return number_at<std::int8_t>(variable.address);
        case 2: return number_at<std::int16_t>(variable.address);
        case 4: return number_at<std::int32_t>(variable.address);
        case 8: return number_at<std::int64_t>(variable.address);
        default: return std::nullopt;
    }
}

bool holds_handles(const std::optional<Located>& array) {
    return array && array->element_size == sizeof(HandleValue) && array->count > 1;
}

/// Whether an address is in the simulator's own library.
bool is_ours(const void* address) {
    static const void* const own_base = [] {
        Dl_info own{};
        dladdr(reinterpret_cast<const void*>(&is_ours), &own);
        return own.dli_fbase;
    }();
    Dl_info module{};
    return dladdr(address, &module) != 0 && module.dli_fbase == own_base;
}

/// Where the frames of the program that we are in return to, the innermost first: some of
/// Winsock's functions are made of others, and what those return to is not the program.
std::vector<const void*> programs_return_addresses() {
    std::vector<const void*> found;
    _Unwind_Backtrace(
        [](_Unwind_Context* context, void* result) {
            const auto* const address = reinterpret_cast<const void*>(_Unwind_GetIP(context));
            auto& addresses = *static_cast<std::vector<const void*>*>(result);
            if (!is_ours(address)) addresses.push_back(address);
            return addresses.size() < 16 ? _URC_NO_REASON : _URC_NORMAL_STOP;
        },
        &found);
    return found;
}

/// A program is one file. Of a call that a header makes for it, the standard library's for
/// instance, the line is wanted where it uses that.
bool is_a_programs(const SourceLine& line) { return line.file.ends_with(".cpp"); }

}  // namespace

DebugInfo* ProgramView::info_for(const void* address) {
    Dl_info module{};
    if (dladdr(address, &module) == 0 || module.dli_fname == nullptr) return nullptr;
    const auto base = reinterpret_cast<std::uintptr_t>(module.dli_fbase);
    return &modules_.try_emplace(base, module.dli_fname, base).first->second;
}

std::optional<SourceLine> ProgramView::line_at(const void* return_address) {
    module_ = info_for(return_address);
    if (module_ == nullptr) return std::nullopt;
    return module_->line_of(reinterpret_cast<std::uintptr_t>(return_address));
}

std::optional<SourceLine> ProgramView::line_of(const void* return_address) {
    if (return_address == nullptr) return std::nullopt;
    std::optional<SourceLine> line = line_at(return_address);
    if (is_ours(return_address) || (line && !is_a_programs(*line))) {
        for (const void* const address : programs_return_addresses()) {
            line = line_at(address);
            if (line && is_a_programs(*line)) break;
        }
    }
    if (!line) return line;
    const std::filesystem::path file = std::filesystem::path(line->file).lexically_normal();
    const std::filesystem::path below = file.lexically_relative(source_root_);
    const bool is_below = !source_root_.empty() && !below.empty() && *below.begin() != "..";
    line->file = is_below ? below.generic_string() : file.filename().generic_string();
    return line;
}

void ProgramView::look(const Thread& thread) {
    if (owner_ != nullptr && owner_->ended) {
        owner_ = nullptr;
        sockets_ = events_ = total_ = std::nullopt;
    }
    if (module_ == nullptr) return;
    const bool runs_here = module_->cfa_of(arrays_.function).has_value();
    if (!runs_here && sockets_) return;  // on another thread's stack, where they stay
    sockets_ = module_->locate(arrays_.function, arrays_.sockets);
    events_ = module_->locate(arrays_.function, arrays_.events);
    total_ = module_->locate(arrays_.function, arrays_.count);
    owner_ = runs_here ? &thread : nullptr;
}

std::optional<ProgramView::Contents> ProgramView::contents() const {
    if (!holds_handles(sockets_) || !holds_handles(events_)) return std::nullopt;
    Contents contents{handles_at(*sockets_), handles_at(*events_), std::nullopt};
    if (total_ && total_->count == 1) contents.total = count_at(*total_);
    return contents;
}

}  // namespace winsock::sim
