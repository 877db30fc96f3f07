#include "sim/exit_code.h"

#include <cstdio>

namespace winsock::sim {

std::string code_in_words(int code) {
    if (code != control_c_exit) return std::to_string(code);
    char text[16];
    std::snprintf(text, sizeof text, "0x%08X", static_cast<unsigned>(code));
    return text;
}

}  // namespace winsock::sim
