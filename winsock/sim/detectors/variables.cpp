#include "sim/detectors/variables.h"

#include <pthread.h>

#include <cstdint>
#include <map>

#include "sim/module.h"

namespace winsock::sim {

namespace {

std::uintptr_t number(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

DebugInfo& debug_info_of(const Module& module) {
    static std::map<std::uintptr_t, DebugInfo> known;
    return known.try_emplace(module.base(), module.path(), module.base()).first->second;
}

struct Stack {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    Stack() {
        pthread_attr_t attributes;
        if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
        void* lowest = nullptr;
        std::size_t size = 0;
        pthread_attr_getstack(&attributes, &lowest, &size);
        pthread_attr_destroy(&attributes);
        begin = number(lowest);
        end = begin + size;
    }
};

bool is_on_the_stack(const void* memory) {
    thread_local const Stack stack;
    return stack.begin <= number(memory) && number(memory) < stack.end;
}

}  // namespace

std::optional<NamedPlace> variable_around(const Module& module, const void* memory) {
    return debug_info_of(module).variable_around(number(memory));
}

std::optional<SourceLine> line_of(const Module& module, const void* return_address) {
    return debug_info_of(module).line_of(number(return_address));
}

bool may_be_a_variable(const Module& module, const void* memory) {
    return is_on_the_stack(memory) || module.has_data_at(memory);
}

}  // namespace winsock::sim
