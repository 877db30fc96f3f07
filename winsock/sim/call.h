#pragma once

#include <array>

#include "sim/world.h"

#if defined(_MSC_VER)
#include <intrin.h>
#define WINSOCK_SIM_HERE _ReturnAddress()
#else
#define WINSOCK_SIM_HERE __builtin_return_address(0)
#endif

namespace winsock::sim {

/// A call of the program, from its choice point to its result.
class Call {
public:
    template <typename... Arguments>
    Call(Api api, const void* return_address, Arguments... arguments)
        : world(World::current()), arguments_{number(arguments)...}, count_(sizeof...(arguments)) {
        happening_.api = api;
        happening_.return_address = return_address;
        begin();
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    /// The execution is over, and this call may only fail.
    bool over() const { return over_; }

    /// @name The end of the call: what it returns
    /// @{
    /// A value, or minus an error number: SOCKET_ERROR then.
    int finish(int result) { return result < 0 ? fail(-result, SOCKET_ERROR) : done(result); }
    template <typename Result>
    Result done(Result result) {
        end(to_result(result), 0);
        return result;
    }
    template <typename Result>
    Result fail(int error, Result result) {
        SetLastError(static_cast<DWORD>(error));
        end(to_result(result), error);
        return result;
    }
    /// @}

    /// Adds something to the history that is no argument: the bytes of a send, for instance.
    void remember(std::uint64_t value) { arguments_[count_++] = value; }

    World& world;

private:
    template <typename T>
    static std::uint64_t number(T value) {
        if constexpr (std::is_pointer_v<T>) {
            return reinterpret_cast<std::uintptr_t>(value);
        } else {
            return static_cast<std::uint64_t>(value);
        }
    }
    template <typename T>
    static std::int64_t to_result(T value) {
        return static_cast<std::int64_t>(number(value));
    }
    void begin();
    void end(std::int64_t result, int error);

    std::array<std::uint64_t, 70> arguments_;
    std::size_t count_;
    Happening happening_;
    bool over_ = false;
};

}  // namespace winsock::sim
