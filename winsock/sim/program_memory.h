#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace winsock::sim {

/// How a block was allocated, so how it must be freed.
enum class Allocation : std::uint8_t { malloced, made_by_new, made_by_new_array };

/// The memory that the program has allocated and not freed: what it holds, and what an execution
/// leaves behind.
///
/// A module's calls of malloc, of operator new and of their friends come here (wrap_memory.cpp).
/// What a library allocates for a program, and the program frees, was never counted; the other way
/// round it is counted until the address is used again.
///
/// Not locked: one thread of the program runs at a time.
class ProgramMemory {
public:
    static ProgramMemory& instance();

    /// What a module has allocated while it was loaded. It belongs to the module's globals, so it
    /// is as it was at the beginning of every execution, whatever executions do with it.
    struct Image {
        void* place;
        std::vector<unsigned char> bytes;
    };

    void begin_loading();
    std::vector<Image> end_loading();
    void put_back(const std::vector<Image>& images) const;

    /// From here on live() counts from 0.
    /// What the program allocates in it holds this byte everywhere, until it writes something else.
    void begin_execution(unsigned char fresh) {
        live_ = 0;
        fresh_ = fresh;
    }
    unsigned char fresh() const { return fresh_; }
    /// Frees what the execution has left behind.
    void end_execution();

    /// A block was allocated.
    void add(void* block, std::size_t size, Allocation how, std::size_t alignment = 0);
    /// The program gives a block back. False if it must not really be freed.
    bool remove(void* block);
    /// The size of a block of the program, 0 if it is none; and whether it belongs to an image.
    struct Known {
        std::size_t size = 0;
        bool is_image = false;
    };
    Known find(const void* block) const;

    /// Bytes that the program holds now.
    std::size_t live() const { return live_; }

private:
    struct Block {
        void* place = nullptr;
        std::size_t size = 0;
        std::uint32_t alignment = 0;  // 0: the usual one
        Allocation how = Allocation::malloced;
        bool is_image = false;
    };

    std::size_t home_of(const void* place) const;
    std::size_t slot_of(const void* place) const;
    void take_out(std::size_t slot);
    void resize(std::size_t slots);

    static constexpr std::size_t least_slots = 1024;  // a power of 2, as all sizes
    std::vector<Block> slots_ = std::vector<Block>(least_slots);
    std::size_t used_ = 0;
    std::size_t images_ = 0;  // of them
    std::size_t live_ = 0;
    unsigned char fresh_ = 0;
    bool loading_ = false;
};

}  // namespace winsock::sim
