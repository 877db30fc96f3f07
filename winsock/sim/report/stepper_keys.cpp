#include "sim/report/stepper_keys.h"

#include <optional>
#include <utility>

namespace winsock::sim {

namespace {

constexpr char escape = '\x1b';

struct Known {
    const char* bytes;
    StepperKey key;
};

// Cursor keys begin with "[" or "O", depending on the terminal and its mode.
constexpr Known known[] = {
    {" ", StepperKey::next},
    {"n", StepperKey::next},
    {"j", StepperKey::next},
    {"\x1b[C", StepperKey::next},
    {"\x1bOC", StepperKey::next},
    {"b", StepperKey::back},
    {"p", StepperKey::back},
    {"k", StepperKey::back},
    {"\x1b[D", StepperKey::back},
    {"\x1bOD", StepperKey::back},
    {"g", StepperKey::first},
    {"\x1b[H", StepperKey::first},
    {"\x1bOH", StepperKey::first},
    {"\x1b[1~", StepperKey::first},
    {"\x1b[7~", StepperKey::first},
    {"G", StepperKey::last},
    {"\x1b[F", StepperKey::last},
    {"\x1bOF", StepperKey::last},
    {"\x1b[4~", StepperKey::last},
    {"\x1b[8~", StepperKey::last},
    {"\x1b[6~", StepperKey::far_next},
    {"\x1b[5~", StepperKey::far_back},
    {"w", StepperKey::special},
    {"\t", StepperKey::other},
    {"t", StepperKey::other},
    {"?", StepperKey::keys},
    {"q", StepperKey::end},
    {"\x03", StepperKey::end},
};

std::optional<StepperKey> key_of(const std::string& bytes) {
    for (const Known& one : known) {
        if (bytes == one.bytes) return one.key;
    }
    return std::nullopt;
}

/// Of the keys that begin with Esc: "[" and numbers, then a letter or "~"; or "O" and a letter.
bool is_complete(const std::string& bytes) {
    if (bytes.front() != escape) return true;
    if (bytes.size() < 3) return bytes.size() == 2 && bytes[1] != '[' && bytes[1] != 'O';
    return bytes.back() >= '@' && bytes.back() <= '~';
}

}  // namespace

std::vector<StepperKey> StepperKeys::add(const std::string& bytes) {
    std::vector<StepperKey> keys;
    for (const char byte : bytes) {
        if (begun_.size() == 1 && byte == escape) {  // the one before was the Esc key
            keys.push_back(StepperKey::end);
            begun_.clear();
        }
        begun_ += byte;
        if (!is_complete(begun_)) continue;
        if (const auto key = key_of(begun_)) keys.push_back(*key);
        begun_.clear();
    }
    return keys;
}

std::vector<StepperKey> StepperKeys::settle() {
    const std::string rest = std::exchange(begun_, "");
    if (rest == std::string(1, escape)) return {StepperKey::end};
    return {};
}

}  // namespace winsock::sim
