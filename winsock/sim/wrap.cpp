// What a program prints, how it exits, and how long it takes a text to be: the C library's
// functions, as a module calls them.
//
// A module is linked with --wrap for each of these, so that its calls, and nobody else's, come
// here.

#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "sim/call.h"
#include "sim/detectors/overrun.h"
#include "sim/execution.h"

using winsock::sim::World;

namespace {

bool is_standard(std::FILE* file) { return file == stdout || file == stderr; }

int print(const char* format, std::va_list arguments) {
    // Nothing to fill in: the C library would copy it byte by byte.
    const std::size_t plain = std::strcspn(format, "%");
    if (format[plain] == '\0') {
        if (plain > 0) World::current().print({format, plain});
        return static_cast<int>(plain);
    }
    char short_text[512];
    std::va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(short_text, sizeof short_text, format, arguments);
    if (length >= static_cast<int>(sizeof short_text)) {
        std::vector<char> text(static_cast<std::size_t>(length) + 1);
        std::vsnprintf(text.data(), text.size(), format, again);
        World::current().print({text.data(), static_cast<std::size_t>(length)});
    } else if (length > 0) {
        World::current().print({short_text, static_cast<std::size_t>(length)});
    }
    va_end(again);
    return length;
}

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*): the linker makes these names.
int __wrap_vprintf(const char* format, std::va_list arguments) { return print(format, arguments); }

int __wrap_printf(const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    const int length = print(format, arguments);
    va_end(arguments);
    return length;
}

int __wrap_vfprintf(std::FILE* file, const char* format, std::va_list arguments) {
    return is_standard(file) ? print(format, arguments) : std::vfprintf(file, format, arguments);
}

int __wrap_fprintf(std::FILE* file, const char* format, ...) {
    std::va_list arguments;
    va_start(arguments, format);
    const int length = __wrap_vfprintf(file, format, arguments);
    va_end(arguments);
    return length;
}

int __wrap_fputs(const char* text, std::FILE* file) {
    if (!is_standard(file)) return std::fputs(text, file);
    World::current().print(text);
    return 0;
}

int __wrap_puts(const char* text) {
    World::current().print(std::string(text) + "\n");
    return 0;
}

int __wrap_fputc(int byte, std::FILE* file) {
    if (!is_standard(file)) return std::fputc(byte, file);
    const char letter = static_cast<char>(byte);
    World::current().print({&letter, 1});
    return static_cast<unsigned char>(byte);
}

int __wrap_putc(int byte, std::FILE* file) { return __wrap_fputc(byte, file); }
int __wrap_putchar(int byte) { return __wrap_fputc(byte, stdout); }

std::size_t __wrap_fwrite(const void* data, std::size_t size, std::size_t count, std::FILE* file) {
    if (!is_standard(file)) return std::fwrite(data, size, count, file);
    World::current().print({static_cast<const char*>(data), size * count});
    return count;
}

int __wrap_fflush(std::FILE* file) {
    return file == nullptr || is_standard(file) ? 0 : std::fflush(file);
}

int __wrap_setvbuf(std::FILE* file, char* buffer, int mode, std::size_t size) {
    return is_standard(file) ? 0 : std::setvbuf(file, buffer, mode, size);
}

void __wrap_setbuf(std::FILE* file, char* buffer) {
    if (!is_standard(file)) std::setbuf(file, buffer);
}

// The same numbers in each execution, as in each run of a program.
int __wrap_rand() {
    std::uint64_t& state = World::current().random_state;
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>(state >> 33);
}
void __wrap_srand(unsigned seed) { World::current().random_state = seed; }

std::size_t __wrap_strlen(const char* text) {
    return winsock::sim::length_within_array(World::current(),
                                             {text, 0, WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME});
}

void __wrap_perror(const char* text) {
    World::current().print(std::string(text) + ": " + std::strerror(errno) + "\n");
}

[[noreturn]] void __wrap_exit(int code) { winsock::sim::program_exits(code); }
[[noreturn]] void __wrap__exit(int code) { winsock::sim::program_exits(code); }
[[noreturn]] void __wrap__Exit(int code) { winsock::sim::program_exits(code); }
[[noreturn]] void __wrap_quick_exit(int code) { winsock::sim::program_exits(code); }
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*)

}  // extern "C"
