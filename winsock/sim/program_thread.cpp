// An execution ends with an exception, EndOfExecution, which leaves the program's frames in the way
// they expect. Three things stand in its way: a function that must not throw, where it would end
// the process; a catch (...) that goes on as if nothing had happened; and exit(), which does not
// unwind. So each thread of the program has a place outside of its code, to which longjmp() leads.

#include "sim/program_thread.h"

#include <cxxabi.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <exception>
#include <string>

#include "sim/world.h"

namespace winsock::sim {

namespace {

/// What the C++ runtime knows of a thread's exceptions: the layout is a part of the ABI.
struct Exceptions {
    void* caught;
    unsigned uncaught;
};

Exceptions& exceptions_of_this_thread() {
    return *reinterpret_cast<Exceptions*>(abi::__cxa_get_globals());
}

struct Place {
    std::jmp_buf registers;
    Place* outer;
    Exceptions exceptions;
};

thread_local Place* innermost = nullptr;

// Handlers that were left have not ended: their exceptions are still to be destroyed.
void end_handlers(const Exceptions& before) {
    Exceptions& now = exceptions_of_this_thread();
    while (now.caught != before.caught && now.caught != nullptr) abi::__cxa_end_catch();
    now.uncaught = before.uncaught;
}

void break_off(const std::string& what) {
    World& world = World::current();
    if (world.is_over()) return;
    world.find_at_end(Detector::crash, "", what);
    world.end(Ending::found);
}

std::string what_was_thrown() {
    try {
        throw;
    } catch (const std::exception& thrown) {
        return std::string(" (") + thrown.what() + ")";
    } catch (...) {
        return "";
    }
}

void run_and_catch(void (*code)(void*), void* argument) {
    try {
        code(argument);
    } catch (const EndOfExecution&) {
        // Its frames have been left: that is all.
    } catch (...) {
        const bool main = World::current().scheduler.running().number == 0;
        break_off((main ? "an exception leaves main()" : "an exception leaves a thread") +
                  what_was_thrown());
    }
}

// A std::thread that is forgotten calls it, and nearly nobody else does.
std::string why_without_an_exception() {
    const auto& threads = World::current().scheduler.threads();
    const auto is_to_join = [](const auto& thread) { return thread->to_join; };
    const bool forgotten = std::any_of(threads.begin(), threads.end(), is_to_join);
    return forgotten ? ", as a std::thread does that goes without being joined or detached" : "";
}

std::terminate_handler other_handler = nullptr;

[[noreturn]] void terminated() {
    if (innermost == nullptr) {
        other_handler();
        std::abort();
    }
    const bool thrown = std::current_exception() != nullptr;
    break_off(thrown ? "an exception leaves a function that must not throw" + what_was_thrown()
                     : "it calls std::terminate()" + why_without_an_exception());
    leave_program_code();
    std::abort();  // not reached
}

}  // namespace

EndOfExecution*& EndOfExecution::on_its_way() {
    thread_local EndOfExecution* thrown = nullptr;
    return thrown;
}

void EndOfExecution::forget() {
    if (on_its_way() != nullptr) abi::__cxa_free_exception(on_its_way());
    on_its_way() = nullptr;
}

void run_program_code(void (*code)(void*), void* argument) {
    static const bool installed = (other_handler = std::set_terminate(terminated), true);
    static_cast<void>(installed);
    Place place;
    place.outer = innermost;
    place.exceptions = exceptions_of_this_thread();
    innermost = &place;
    if (setjmp(place.registers) == 0)
        run_and_catch(code, argument);  // NOLINT(cert-err52-cpp): see above
    Place& left = *innermost;
    innermost = left.outer;
    end_handlers(left.exceptions);
    EndOfExecution::forget();
}

// AddressSanitizer's own longjmp() clears the frames that are left. To do it here, too, would be a
// system call for nothing at the end of nearly every execution.
#if defined(__GNUC__)
__attribute__((no_sanitize("address")))
#endif
void leave_program_code() {
    std::longjmp(innermost->registers, 1);  // NOLINT(cert-err52-cpp): see above
}

bool runs_program_code() { return innermost != nullptr; }

}  // namespace winsock::sim
