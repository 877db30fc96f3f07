#include "sim/detectors/overrun.h"

#include <cstring>
#include <string>

#include "sim/detectors/detectors.h"
#include "sim/detectors/variables.h"
#include "sim/detectors/watched.h"
#include "sim/detectors/words.h"
#include "sim/module.h"

namespace winsock::sim {

namespace {

std::uintptr_t number(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

std::string how_much(Api api, std::size_t bytes) {
    const bool waits = api != Api::recv && api != Api::send && api != Api::WSAEnumNetworkEvents;
    if (!waits) return bytes_in_words(bytes);
    const std::size_t handles = bytes / sizeof(void*);
    return std::to_string(handles) + (handles == 1 ? " handle" : " handles");
}

bool report(World& world, Api api, const Socket* socket, const Touched& touched,
            const std::optional<NamedPlace>& variable) {
    const bool writes = api == Api::recv || api == Api::WSAEnumNetworkEvents;
    std::string detail = std::string(name_of(api)) + (writes ? " may write " : " reads ") +
                         how_much(api, touched.bytes) + ", and ";
    if (variable) {
        const std::size_t room = variable->address + variable->size - number(touched.memory);
        detail += variable->name + " has " + how_much(api, room) + " left there";
    } else {
        detail += "there is not so much room";
    }
    world.find(Detector::array_overrun, socket != nullptr ? who(world, *socket) : "", api,
               std::move(detail));
    world.end(Ending::found);
    world.throw_if_over(api);
    return true;
}

#if defined(WINSOCK_SIM_WATCHED)

bool is_known(const Touched& /*touched*/) { return false; }

bool asks(World& world, Api api, const Socket* socket, const Touched& touched) {
    if (!is_known_to_be_too_small(touched.memory, touched.bytes)) return false;
    // Memory whose first byte is out of bounds is no array that is overrun; ASan will say so.
    std::optional<NamedPlace> variable = variable_around(*world.module, touched.memory);
    if (variable && number(touched.memory) + touched.bytes <= variable->address + variable->size) {
        variable.reset();
    }
    return report(world, api, socket, touched, variable);
}

#else

KnownPlaces known_arrays;  // one thread of the program runs at a time

bool is_known(const Touched& touched) { return known_arrays.holds(touched); }

// Apart: it is needed seldom, and as a part of overruns() it would cost every call.
[[gnu::noinline]] bool asks(World& world, Api api, const Socket* socket, const Touched& touched) {
    if (!may_be_a_variable(*world.module, touched.memory)) return false;
    const std::optional<NamedPlace> variable = variable_around(*world.module, touched.memory);
    const std::uintptr_t begin = variable ? variable->address : number(touched.memory);
    const std::uintptr_t end = begin + (variable ? variable->size : touched.bytes);
    if (number(touched.memory) + touched.bytes > end) {
        return report(world, api, socket, touched, variable);
    }
    known_arrays.add({touched.from, touched.frame, touched.memory, begin, end});
    return false;
}

#endif

}  // namespace

std::size_t length_within_array(World& world, const Touched& touched) {
    static KnownPlaces texts;  // one thread of the program runs at a time
    const auto* const text = static_cast<const char*>(touched.memory);
    if (world.module == nullptr || world.is_over()) return std::strlen(text);
    const KnownPlaces::Place* place = texts.find(touched);
    std::optional<NamedPlace> array;
    if (place == nullptr) {
        array = variable_around(*world.module, text);
        const std::uintptr_t begin = array ? array->address : number(text);
        texts.add({touched.from, touched.frame, text, begin, begin + (array ? array->size : 0)});
        place = texts.find(touched);
    }
    // Nothing is said about literals, and what lies on the heap.
    if (place->begin == place->end) return std::strlen(text);
    const std::size_t room = place->end - number(text);
    const void* const end = std::memchr(text, 0, room);
    if (end != nullptr) return number(end) - number(text);
    // Another caller may have had another array there.
    if (!array) array = variable_around(*world.module, text);
    const bool same = array && array->address + array->size == place->end;
    if (!same) return std::strlen(text);
    world.find(Detector::array_overrun, "", std::string("strlen"),
               "no 0 ends " + array->name + ": strlen reads on behind its " + bytes_in_words(room));
    world.end(Ending::found);
    return room;
}

bool overruns(World& world, Api api, const Socket* socket, const Touched& touched) {
    const bool judged = world.module != nullptr && !world.is_over();
    return judged && touched.bytes > 0 && touched.memory != nullptr && !is_known(touched) &&
           asks(world, api, socket, touched);
}

}  // namespace winsock::sim
