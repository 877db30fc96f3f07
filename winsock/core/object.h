#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace winsock {

/// A multiple of 4, as on Windows; 0 is no handle.
using HandleValue = std::uintptr_t;

/// What a handle can name. The kind is told without RTTI: it is asked several times per message.
class Object : public std::enable_shared_from_this<Object> {
public:
    enum class Kind { event, thread, socket };

    explicit Object(Kind kind) : kind_(kind) {}
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;

    Kind kind() const { return kind_; }

    /// The value that names it now; 0 before it has one and after it was closed.
    std::atomic<HandleValue> handle{0};

private:
    const Kind kind_;
};

}  // namespace winsock
