#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

namespace winsock::sim {

/// Memory for what each execution makes anew: sockets, events, clients, and what they hold. It is
/// kept for whoever asks for as much next, in this execution or a later one: a block of the heap
/// costs as much as a call, and under AddressSanitizer as several.
///
/// Not locked: one thread of the program runs at a time.
class Recycler {
public:
    static void* take(std::size_t bytes) {
        if (bytes > largest) return ::operator new(bytes);
        Left*& first = left_[size_class(bytes)];
        if (first == nullptr) return ::operator new(size_class(bytes) * step);
        Left* const block = std::exchange(first, first->next);
        mark(block, bytes, true);
        return block;
    }
    static void give_back(void* block, std::size_t bytes) {
        if (bytes > largest) return ::operator delete(block);
        Left*& first = left_[size_class(bytes)];
        first = ::new (block) Left{first};
        mark(first, bytes, false);
    }

private:
    struct Left {
        Left* next;
    };
    static constexpr std::size_t step = 16;  // bytes; what the heap aligns to
    static constexpr std::size_t largest = 1024;
    static constexpr std::size_t size_class(std::size_t bytes) { return (bytes + step - 1) / step; }

    /// AddressSanitizer sees who uses a block that was given back, as it does on the heap.
    static void mark([[maybe_unused]] Left* block, [[maybe_unused]] std::size_t bytes,
                     [[maybe_unused]] bool in_use) {
#if defined(__SANITIZE_ADDRESS__)
        void* const behind = block + 1;
        const std::size_t size = size_class(bytes) * step - sizeof *block;
        in_use ? __asan_unpoison_memory_region(behind, size)
               : __asan_poison_memory_region(behind, size);
#endif
    }

    static inline std::array<Left*, largest / step + 1> left_{};
};

/// The Recycler as an allocator.
template <typename T>
class Recycled {
public:
    using value_type = T;
    static_assert(alignof(T) <= alignof(std::max_align_t));

    Recycled() = default;
    template <typename Other>
    Recycled(const Recycled<Other>& /*other*/) {
    }  // NOLINT(google-explicit-constructor): allocators

    T* allocate(std::size_t count) { return static_cast<T*>(Recycler::take(count * sizeof(T))); }
    void deallocate(T* block, std::size_t count) { Recycler::give_back(block, count * sizeof(T)); }
    bool operator==(const Recycled& /*other*/) const { return true; }
};

/// As std::make_shared.
template <typename T, typename... Arguments>
std::shared_ptr<T> make_recycled(Arguments&&... arguments) {
    return std::allocate_shared<T>(Recycled<T>(), std::forward<Arguments>(arguments)...);
}

}  // namespace winsock::sim
