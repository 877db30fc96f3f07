#pragma once

#include <type_traits>

namespace winsock::sim {

/// Runs the program's code on this thread, until it returns, throws, or is left.
///
/// Whatever it does ends here: an EndOfExecution is caught; an exception of its own that leaves it,
/// or leaves a function that must not throw, is a finding; exit() leaves it, on any thread.
void run_program_code(void (*code)(void*), void* argument);
template <typename Code>
void run_program_code(Code&& code) {
    run_program_code([](void* which) { (*static_cast<std::remove_reference_t<Code>*>(which))(); },
                     static_cast<void*>(&code));
}

/// Leaves the program's code on this thread at once. As in a process that exits, the objects in its
/// frames are not destroyed. To be called inside run_program_code() only. It does not return, and
/// is not declared so: before such a call AddressSanitizer would clear the stack, with a system
/// call.
void leave_program_code();

/// Whether this thread is inside run_program_code().
bool runs_program_code();

}  // namespace winsock::sim
