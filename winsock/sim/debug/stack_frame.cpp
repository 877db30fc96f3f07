// Frames are found with the unwinder that exceptions use; it needs no debug information.
//
// What _Unwind_GetCFA() says, both in gcc's unwinder and in LLVM's, is the stack pointer that the
// visited function has at its call. That is the CFA of the function it calls, not its own: its own
// is what the unwinder says one frame further out. There is always one further: even of the frame
// that ends the stack it is told.
#include "sim/debug/stack_frame.h"

#include <unwind.h>

#include <algorithm>
#include <utility>

namespace winsock::sim {

namespace {

#if defined(__x86_64__)
constexpr std::array preserved_registers = {3U, 6U, 12U, 13U, 14U, 15U};  // rbx, rbp, r12 to r15
constexpr unsigned stack_pointer = 7;
#elif defined(__aarch64__)
constexpr std::array preserved_registers = {19U, 20U, 21U, 22U, 23U, 24U, 25U, 26U, 27U, 28U, 29U};
constexpr unsigned stack_pointer = 31;
#else
constexpr std::array<unsigned, 0> preserved_registers = {};
constexpr unsigned stack_pointer = 31;
#endif

struct Search {
    std::span<const CodeRange> code;
    bool all = false;  ///< or the innermost one only
    std::vector<StackFrame> frames;
    bool cfa_is_missing = false;  ///< of the last of them
};

// What the visited function has.
StackFrame frame_at(_Unwind_Context* context, std::uintptr_t pc) {
    StackFrame frame;
    frame.pc = pc;
    for (const unsigned number : preserved_registers) {
        frame.set_register(number, _Unwind_GetGR(context, static_cast<int>(number)));
    }
    frame.set_register(stack_pointer, _Unwind_GetCFA(context));
    return frame;
}

_Unwind_Reason_Code visit(_Unwind_Context* context, void* argument) {
    Search& search = *static_cast<Search*>(argument);
    if (search.cfa_is_missing) {
        search.frames.back().cfa = _Unwind_GetCFA(context);
        search.cfa_is_missing = false;
        if (!search.all) return _URC_NORMAL_STOP;
    }
    // A function that was interrupted by a signal is not in a call: its address is exact.
    int interrupted = 0;
    const std::uintptr_t address = _Unwind_GetIPInfo(context, &interrupted);
    const std::uintptr_t pc = address - (interrupted != 0 ? 0 : 1);
    const auto has_pc = [pc](const CodeRange& range) { return range.contains(pc); };
    if (std::none_of(search.code.begin(), search.code.end(), has_pc)) return _URC_NO_REASON;
    search.frames.push_back(frame_at(context, pc));
    search.cfa_is_missing = true;
    return _URC_NO_REASON;
}

std::vector<StackFrame> find_frames(std::span<const CodeRange> code, bool all) {
    Search search{code, all, {}};
    if (!code.empty()) _Unwind_Backtrace(visit, &search);
    if (search.cfa_is_missing) search.frames.pop_back();
    return std::move(search.frames);
}

}  // namespace

std::optional<std::uintptr_t> StackFrame::register_value(unsigned number) const {
    return number < registers_.size() ? registers_.at(number) : std::nullopt;
}

void StackFrame::set_register(unsigned number, std::uintptr_t value) {
    registers_.at(number) = value;
}

std::optional<StackFrame> innermost_frame(std::span<const CodeRange> code) {
    const std::vector<StackFrame> frames = find_frames(code, false);
    if (frames.empty()) return std::nullopt;
    return frames.front();
}

std::vector<StackFrame> frames_in(std::span<const CodeRange> code) {
    return find_frames(code, true);
}

}  // namespace winsock::sim
