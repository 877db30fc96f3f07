// Array overrun, where the program writes by a function of the C library: strcpy, memcpy and the
// like. The rule:
//
//   A text has room as far as the array of characters reaches in which it begins, be that a member
//     of a structure: what lies behind it belongs to another. Where no such array begins or goes
//     on, it has room as far as the variable reaches.
//   A copy may be of a whole structure as well, or of several elements: it has room as far as any
//     member, element, array or variable reaches that begins at the same place, or else the
//     innermost in which it begins.
//
// It is said before anything is written, and ends the execution. AddressSanitizer, where it watches
// the program, knows what lies on the heap, too, but not where a member ends; so both are asked.
// What the standard library copies within itself is not looked at: that is its own affair.

#include "sim/detectors/written.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "sim/detectors/variables.h"
#include "sim/detectors/watched.h"
#include "sim/detectors/words.h"
#include "sim/program_thread.h"
#include "sim/world.h"

namespace winsock::sim {

namespace {

enum class Written { text, copy };

std::uintptr_t number(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

/// The part of a variable that has to hold what is written.
const Part& holder_of(const NamedPlace& variable, std::uintptr_t address, Written what) {
    const std::vector<Part>& parts = variable.parts;
    const Part* holder = &parts.back();
    if (what == Written::text) return holder->is_text ? *holder : parts.front();
    for (const Part& part : parts) {
        const bool begins = part.address == address;
        const bool is_element =
            part.element_size > 0 && (address - part.address) % part.element_size == 0;
        if ((begins || is_element) && part.end() > holder->end()) holder = &part;
    }
    return *holder;
}

std::optional<Part> find_holder(const World& world, const void* memory, Written what) {
    if (!may_be_a_variable(*world.module, memory)) return std::nullopt;
    const std::optional<NamedPlace> variable = variable_around(*world.module, memory);
    if (!variable || variable->parts.empty()) return std::nullopt;
    return holder_of(*variable, number(memory), what);
}

KnownPlaces known;  // one thread of the program runs at a time

/// As find_holder(), remembered. Begin and end are the same where nothing is known.
const KnownPlaces::Place& place_of(const World& world, const Touched& written, Written what) {
    if (const KnownPlaces::Place* const place = known.find(written)) return *place;
    const std::optional<Part> part = find_holder(world, written.memory, what);
    const std::uintptr_t begin = part ? part->address : 0;
    known.add({written.from, written.frame, written.memory, begin, part ? part->end() : begin});
    return *known.find(written);
}

bool is_judged(const World& world) {
    return world.module != nullptr && !world.is_over() && runs_program_code();
}

bool report(World& world, const char* function, const Touched& written,
            const std::optional<Part>& holder) {
    std::string detail = bytes_in_words(written.bytes);
    detail += written.bytes == 1 ? " is written" : " are written";
    if (const std::optional<SourceLine> line = line_of(*world.module, written.from)) {
        detail += " in line " + std::to_string(line->line);
    }
    detail += holder ? ", and " + holder->name + " has " +
                           bytes_in_words(holder->end() - number(written.memory)) + " left there"
                     : ", and there is not so much room";
    world.find(Detector::array_overrun, "", std::string(function), std::move(detail));
    world.end(Ending::found);
    return true;
}

bool overruns(World& world, const char* function, const Touched& written, Written what) {
    if (written.bytes == 0 || written.memory == nullptr) return false;
    const std::uintptr_t end = number(written.memory) + written.bytes;
    const KnownPlaces::Place& place = place_of(world, written, what);
    const bool fits = place.begin == place.end || end <= place.end;
    if (!fits) {
        // Another caller may have had another array there.
        const std::optional<Part> holder = find_holder(world, written.memory, what);
        if (holder && end > holder->end()) return report(world, function, written, holder);
    }
    if (!is_known_to_be_too_small(written.memory, written.bytes)) return false;
    return report(world, function, written, std::nullopt);
}

/// Whether a call stands in the program's own text, and not in a template of the standard library.
bool is_own_code(const World& world, const void* return_address) {
    static std::unordered_map<const void*, bool> seen;
    const auto [place, is_new] = seen.try_emplace(return_address, true);
    if (!is_new) return place->second;
    const std::optional<SourceLine> line = line_of(*world.module, return_address);
    return place->second = !line || !line->file.starts_with("/usr/");
}

}  // namespace

bool text_overruns(const char* function, const Touched& written) {
    World& world = World::current();
    if (!is_judged(world) || !overruns(world, function, written, Written::text)) return false;
    leave_program_code();  // it was to be written, and is not: the program cannot go on
    return true;
}

bool copy_overruns(const char* function, const Touched& written) {
    World& world = World::current();
    if (!is_judged(world) || !is_own_code(world, written.from) ||
        !overruns(world, function, written, Written::copy)) {
        return false;
    }
    leave_program_code();
    return true;
}

std::size_t length_in_array(const Touched& text) {
    const auto* const begin = static_cast<const char*>(text.memory);
    const World& world = World::current();
    if (!is_judged(world)) return std::strlen(begin);
    const KnownPlaces::Place& place = place_of(world, text, Written::text);
    if (place.begin == place.end) return std::strlen(begin);
    return strnlen(begin, place.end - number(begin));
}

}  // namespace winsock::sim
