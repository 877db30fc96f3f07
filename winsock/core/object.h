#pragma once

#include <memory>

namespace winsock {

/// What a handle can name. The kind is told without RTTI: it is asked several times per message.
class Object : public std::enable_shared_from_this<Object> {
public:
    enum class Kind { event, thread, socket };

    explicit Object(Kind kind) : kind_(kind) {}
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;

    Kind kind() const { return kind_; }

private:
    const Kind kind_;
};

}  // namespace winsock
