#include "sim/report/program_view.h"

#include <dlfcn.h>
#include <unwind.h>

#include <cstring>
#include <filesystem>

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

/// The call of the program that we are in: some of Winsock's functions are made of others, and
/// what those return to is not the program.
const void* programs_return_address() {
    const void* found = nullptr;
    _Unwind_Backtrace(
        [](_Unwind_Context* context, void* result) {
            const auto* const address = reinterpret_cast<const void*>(_Unwind_GetIP(context));
            if (is_ours(address)) return _URC_NO_REASON;
            *static_cast<const void**>(result) = address;
            return _URC_NORMAL_STOP;
        },
        &found);
    return found;
}

}  // namespace

DebugInfo* ProgramView::info_for(const void* address) {
    Dl_info module{};
    if (dladdr(address, &module) == 0 || module.dli_fname == nullptr) return nullptr;
    const auto base = reinterpret_cast<std::uintptr_t>(module.dli_fbase);
    return &modules_.try_emplace(base, module.dli_fname, base).first->second;
}

std::optional<SourceLine> ProgramView::line_of(const void* return_address) {
    if (return_address == nullptr) return std::nullopt;
    if (is_ours(return_address)) return_address = programs_return_address();
    module_ = info_for(return_address);
    if (module_ == nullptr) return std::nullopt;
    std::optional<SourceLine> line =
        module_->line_of(reinterpret_cast<std::uintptr_t>(return_address));
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
