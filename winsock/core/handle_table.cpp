#include "core/handle_table.h"

#include <bit>

namespace winsock {

HandleTable::Slot* HandleTable::slot(HandleValue value) {
    // 4, 8, 12 and so on are 0, 1, 2; whatever is no handle becomes too large: one comparison for
    // all, because each call looks up several.
    const std::size_t index = std::rotr(value - 4, 2);
    if (index >= chunk_size * chunk_count) return nullptr;
    Chunk* chunk = chunks_[index / chunk_size].load(std::memory_order_acquire);
    return chunk != nullptr ? &(*chunk)[index % chunk_size] : nullptr;
}

HandleValue HandleTable::add(std::shared_ptr<Object> object) {
    HandleValue value = 0;
    {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            value = free_.back();
            free_.pop_back();
        } else {
            if (used_ == chunk_size * chunk_count) return 0;
            std::atomic<Chunk*>& chunk = chunks_[used_ / chunk_size];
            if (chunk.load(std::memory_order_relaxed) == nullptr) {
                chunk.store(new Chunk, std::memory_order_release);
            }
            value = ++used_ * 4;
        }
    }
    object->handle = value;
    Slot& place = *slot(value);
    const std::lock_guard lock(place.lock);
    place.object = std::move(object);
    return value;
}

std::shared_ptr<Object> HandleTable::find(HandleValue value) {
    Slot* place = slot(value);
    if (place == nullptr) return nullptr;
    const std::lock_guard lock(place->lock);
    return place->object;
}

std::shared_ptr<Object> HandleTable::remove(HandleValue value, bool (*accepts)(Object::Kind)) {
    Slot* place = slot(value);
    if (place == nullptr) return nullptr;
    std::shared_ptr<Object> object;
    {
        const std::lock_guard lock(place->lock);
        if (!place->object || !accepts(place->object->kind())) return nullptr;
        object = std::move(place->object);
        object->handle = 0;
    }
    if (object->kind() != Object::Kind::socket) {
        generation_.fetch_add(1, std::memory_order_acq_rel);
    }
    const std::lock_guard lock(mutex_);
    if (reuse_) free_.push_back(value);
    return object;
}

Object* HandleTable::look(HandleValue value) {
    Slot* place = slot(value);
    return place != nullptr ? place->object.get() : nullptr;
}

void HandleTable::clear() {
    for (HandleValue value = 4; value <= used_ * 4; value += 4) slot(value)->object = nullptr;
    free_.clear();
    used_ = 0;
}

HandleTable::~HandleTable() {
    for (const std::atomic<Chunk*>& chunk : chunks_) delete chunk.load();
}

std::vector<std::pair<HandleValue, std::shared_ptr<Object>>> HandleTable::all(Object::Kind kind) {
    std::size_t used = 0;
    {
        const std::lock_guard lock(mutex_);
        used = used_;
    }
    std::vector<std::pair<HandleValue, std::shared_ptr<Object>>> found;
    for (HandleValue value = 4; value <= used * 4; value += 4) {
        std::shared_ptr<Object> object = find(value);
        if (object && object->kind() == kind) found.emplace_back(value, std::move(object));
    }
    return found;
}

}  // namespace winsock
