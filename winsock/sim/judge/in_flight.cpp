// What a sanitizer reports is noted before the process ends: the text it prints could be printed by
// the judged program as well.

#include "sim/judge/in_flight.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#include <sanitizer/common_interface_defs.h>
#endif

#include <cstdio>
#include <cstring>

namespace winsock::sim {

namespace {
InFlight* page = nullptr;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

[[maybe_unused]] void note(const char* report) {
    if (page == nullptr || page->sanitizer[0] != '\0') return;
    std::snprintf(page->sanitizer, sizeof page->sanitizer, "%s", report);
}
}  // namespace

InFlight* in_flight() { return page; }

void set_in_flight(InFlight* new_page) {
    page = new_page;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    // Of a signal the sanitizers make no report; they print, and exit.
    __sanitizer_set_death_callback([] { note("a deadly signal"); });
#endif
}

}  // namespace winsock::sim

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*): the sanitizers call these by name.
#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __asan_get_report_description();
extern "C" void __asan_on_error() { winsock::sim::note(__asan_get_report_description()); }
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_UNDEFINED__)
extern "C" void __ubsan_get_current_report_data(const char** kind, const char** message,
                                                const char** file, unsigned* line, unsigned* column,
                                                char** memory);
extern "C" void __ubsan_on_report() {
    const char* kind = nullptr;
    const char* rest = nullptr;
    unsigned number = 0;
    char* memory = nullptr;
    __ubsan_get_current_report_data(&kind, &rest, &rest, &number, &number, &memory);
    winsock::sim::note(kind != nullptr ? kind : "undefined behaviour");
}
#endif
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*)
