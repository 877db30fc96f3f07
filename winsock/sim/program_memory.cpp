// A table with open addressing: programs allocate often, and nothing else may allocate then.

#include "sim/program_memory.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "sim/history.h"

namespace winsock::sim {

namespace {

void free_block(void* place, Allocation how, std::size_t alignment) {
    switch (how) {
        case Allocation::malloced: std::free(place); return;
        case Allocation::made_by_new:
            if (alignment == 0) return ::operator delete(place);
            return ::operator delete(place, std::align_val_t(alignment));
        case Allocation::made_by_new_array:
            if (alignment == 0) return ::operator delete[](place);
            return ::operator delete[](place, std::align_val_t(alignment));
    }
}

}  // namespace

ProgramMemory& ProgramMemory::instance() {
    // Never destroyed: modules free what they hold when the process ends.
    static ProgramMemory& memory = *new ProgramMemory;
    return memory;
}

void ProgramMemory::begin_loading() { loading_ = true; }

std::vector<ProgramMemory::Image> ProgramMemory::end_loading() {
    loading_ = false;
    std::vector<Image> images;
    for (Block& block : slots_) {
        if (block.place == nullptr || block.is_image) continue;
        block.is_image = true;
        ++images_;
        const auto* const bytes = static_cast<const unsigned char*>(block.place);
        images.push_back({block.place, {bytes, bytes + block.size}});
    }
    live_ = 0;
    return images;
}

void ProgramMemory::put_back(const std::vector<Image>& images) const {
    for (const Image& image : images) {
        const bool is_still_there = find(image.place).is_image;
        if (!is_still_there || image.bytes.empty()) continue;
        std::memcpy(image.place, image.bytes.data(), image.bytes.size());
    }
}

void ProgramMemory::end_execution() {
    live_ = 0;
    if (used_ == images_) return;
    for (Block& block : slots_) {
        if (block.place == nullptr || block.is_image) continue;
        free_block(block.place, block.how, block.alignment);
        block = {};
    }
    used_ = images_;
    std::size_t slots = least_slots;
    while (used_ * 2 > slots) slots *= 2;
    // Those that stay may have to move up.
    if (used_ > 0 || slots_.size() > slots) resize(slots);
}

std::size_t ProgramMemory::home_of(const void* place) const {
    return mix(0, reinterpret_cast<std::uintptr_t>(place)) & (slots_.size() - 1);
}

/// The slot that holds it, or the empty one where it belongs.
std::size_t ProgramMemory::slot_of(const void* place) const {
    std::size_t slot = home_of(place);
    while (slots_[slot].place != nullptr && slots_[slot].place != place) {
        slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
}

void ProgramMemory::add(void* block, std::size_t size, Allocation how, std::size_t alignment) {
    if (block == nullptr) return;
    if (used_ * 4 >= slots_.size() * 3) resize(slots_.size() * 2);
    Block& slot = slots_[slot_of(block)];
    if (slot.place != nullptr) {
        // Somebody else has freed it meanwhile.
        if (slot.is_image) --images_;
        live_ -= slot.is_image ? 0 : slot.size;
    } else {
        ++used_;
    }
    slot = {block, size, static_cast<std::uint32_t>(alignment), how, false};
    live_ += size;
}

bool ProgramMemory::remove(void* block) {
    if (block == nullptr) return true;
    const std::size_t slot = slot_of(block);
    if (slots_[slot].place == nullptr) return true;
    if (slots_[slot].is_image) return false;
    live_ -= slots_[slot].size;
    take_out(slot);
    return true;
}

ProgramMemory::Known ProgramMemory::find(const void* block) const {
    const Block& found = slots_[slot_of(block)];
    return {found.place != nullptr ? found.size : 0, found.is_image};
}

// What comes behind, and would have stood here, moves up.
void ProgramMemory::take_out(std::size_t slot) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t hole = slot;
    for (std::size_t next = (slot + 1) & mask; slots_[next].place != nullptr;
         next = (next + 1) & mask) {
        const std::size_t home = home_of(slots_[next].place);
        if (((next - home) & mask) < ((next - hole) & mask)) continue;
        slots_[hole] = slots_[next];
        hole = next;
    }
    slots_[hole] = {};
    --used_;
}

void ProgramMemory::resize(std::size_t slots) {
    std::vector<Block> old(slots);
    old.swap(slots_);
    for (const Block& block : old) {
        if (block.place != nullptr) slots_[slot_of(block.place)] = block;
    }
}

}  // namespace winsock::sim
