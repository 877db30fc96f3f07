// What a program allocates and frees: malloc, operator new and their friends, as a module calls
// them. See wrap.cpp for how the calls come here, program_memory.h for what becomes of them.

#include <cstdlib>
#include <cstring>
#include <new>

#include "sim/detectors/memory.h"
#include "sim/program_memory.h"
#include "sim/world.h"

using winsock::sim::Allocation;
using winsock::sim::is_about_to_allocate;
using winsock::sim::ProgramMemory;
using winsock::sim::World;

namespace {

template <typename Allocate>
void* allocate(std::size_t size, Allocation how, std::size_t alignment, Allocate&& really) {
    is_about_to_allocate(size);
    void* const block = really();
    ProgramMemory::instance().add(block, size, how, alignment);
    return block;
}

// What an earlier execution left there would make this one another.
template <typename Allocate>
void* allocate_fresh(std::size_t size, Allocation how, std::size_t alignment, Allocate&& really) {
    void* const block = allocate(size, how, alignment, really);
    if (block != nullptr) std::memset(block, ProgramMemory::instance().fresh(), size);
    return block;
}

// What was in it is not there for whoever still uses it. Through a pointer that the compiler does
// not know: it would leave out what nobody may read.
void* (*const volatile fill)(void*, int, std::size_t) = std::memset;
constexpr int freed = 0xDD;

template <typename Free>
void release(void* block, Free&& really) {
    ProgramMemory& memory = ProgramMemory::instance();
    const std::size_t size = block == nullptr ? 0 : memory.find(block).size;
    if (!memory.remove(block)) return;
    if (size > 0) {
        fill(block, freed, size);
        World::current().locks.forget(block, size);
    }
    really();
}

std::size_t number(std::align_val_t alignment) { return static_cast<std::size_t>(alignment); }

}  // namespace

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming,
// cppcoreguidelines-*,readability-inconsistent-declaration-parameter-name): the linker's names
void* __wrap_malloc(std::size_t size) {
    return allocate_fresh(size, Allocation::malloced, 0, [=] { return std::malloc(size); });
}

void* __wrap_calloc(std::size_t count, std::size_t size) {
    // If the product is too large for a number, calloc fails by itself.
    return allocate(count * size, Allocation::malloced, 0,
                    [=] { return std::calloc(count, size); });
}

void __wrap_free(void* block) {
    release(block, [=] { std::free(block); });
}

void* __wrap_realloc(void* block, std::size_t size) {
    ProgramMemory& memory = ProgramMemory::instance();
    const ProgramMemory::Known old = memory.find(block);
    is_about_to_allocate(size > old.size ? size - old.size : 0);
    if (!old.is_image) {
        memory.remove(block);
        void* const moved = std::realloc(block, size);
        memory.add(moved, size, Allocation::malloced);
        if (moved != nullptr && size > old.size) {
            std::memset(static_cast<char*>(moved) + old.size, memory.fresh(), size - old.size);
        }
        return moved;
    }
    void* const copy = __wrap_malloc(size);
    if (copy != nullptr) std::memcpy(copy, block, size < old.size ? size : old.size);
    return copy;
}

char* __wrap_strdup(const char* text) {
    const std::size_t size = std::strlen(text) + 1;
    void* const copy = __wrap_malloc(size);
    return copy == nullptr ? nullptr : static_cast<char*>(std::memcpy(copy, text, size));
}

// operator new
void* __wrap__Znwm(std::size_t size) {
    return allocate_fresh(size, Allocation::made_by_new, 0, [=] { return ::operator new(size); });
}
void* __wrap__Znam(std::size_t size) {
    return allocate_fresh(size, Allocation::made_by_new_array, 0,
                          [=] { return ::operator new[](size); });
}
void* __wrap__ZnwmRKSt9nothrow_t(std::size_t size, const std::nothrow_t& tag) {
    return allocate_fresh(size, Allocation::made_by_new, 0,
                          [&] { return ::operator new(size, tag); });
}
void* __wrap__ZnamRKSt9nothrow_t(std::size_t size, const std::nothrow_t& tag) {
    return allocate_fresh(size, Allocation::made_by_new_array, 0,
                          [&] { return ::operator new[](size, tag); });
}
void* __wrap__ZnwmSt11align_val_t(std::size_t size, std::align_val_t alignment) {
    return allocate_fresh(size, Allocation::made_by_new, number(alignment),
                          [=] { return ::operator new(size, alignment); });
}
void* __wrap__ZnamSt11align_val_t(std::size_t size, std::align_val_t alignment) {
    return allocate_fresh(size, Allocation::made_by_new_array, number(alignment),
                          [=] { return ::operator new[](size, alignment); });
}

// operator delete; the size that a compiler passes along is not needed
void __wrap__ZdlPv(void* block) {
    release(block, [=] { ::operator delete(block); });
}
void __wrap__ZdaPv(void* block) {
    release(block, [=] { ::operator delete[](block); });
}
void __wrap__ZdlPvm(void* block, std::size_t /*size*/) { __wrap__ZdlPv(block); }
void __wrap__ZdaPvm(void* block, std::size_t /*size*/) { __wrap__ZdaPv(block); }
void __wrap__ZdlPvRKSt9nothrow_t(void* block, const std::nothrow_t& /*tag*/) {
    __wrap__ZdlPv(block);
}
void __wrap__ZdaPvRKSt9nothrow_t(void* block, const std::nothrow_t& /*tag*/) {
    __wrap__ZdaPv(block);
}
void __wrap__ZdlPvSt11align_val_t(void* block, std::align_val_t alignment) {
    release(block, [=] { ::operator delete(block, alignment); });
}
void __wrap__ZdaPvSt11align_val_t(void* block, std::align_val_t alignment) {
    release(block, [=] { ::operator delete[](block, alignment); });
}
void __wrap__ZdlPvmSt11align_val_t(void* block, std::size_t /*size*/, std::align_val_t alignment) {
    __wrap__ZdlPvSt11align_val_t(block, alignment);
}
void __wrap__ZdaPvmSt11align_val_t(void* block, std::size_t /*size*/, std::align_val_t alignment) {
    __wrap__ZdaPvSt11align_val_t(block, alignment);
}

// The destructors of a module's globals and statics: an execution ends without them, and after it
// the objects are put back to what they were before their constructors ran.
int __wrap___cxa_atexit(void (* /*destroy*/)(void*), void* /*object*/, void* /*module*/) {
    return 0;
}
int __wrap_atexit(void (* /*function*/)()) { return 0; }
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*,readability-identifier-naming,
// cppcoreguidelines-*,readability-inconsistent-declaration-parameter-name)

}  // extern "C"
