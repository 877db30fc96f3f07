#pragma once

#include <array>

#include "sim/history.h"
#include "sim/world.h"

#if defined(_MSC_VER)
#include <intrin.h>
#define WINSOCK_SIM_HERE _ReturnAddress()
#define WINSOCK_SIM_FRAME _AddressOfReturnAddress()
#else
#define WINSOCK_SIM_HERE __builtin_return_address(0)
#define WINSOCK_SIM_FRAME __builtin_frame_address(0)
#endif

namespace winsock::sim {

/// The array of a wait, as an argument: the history keeps its hash, a recorder sees the handles.
struct WaitArray {
    DWORD count = 0;
    const HANDLE* handles = nullptr;

    /// As far as it may be read: nobody may wait for more.
    std::span<const HANDLE> readable() const;
    std::uint64_t hash() const;
};

/// A number for the recorder alone: nothing that is to be the same each time depends on it.
struct OnlyShown {
    std::uint64_t value = 0;
};

/// The name of the function, for the recorder, where several are one Api.
struct Called {
    const char* name = nullptr;
};

/// A call of the program, from its choice point to its result.
class Call {
public:
    template <typename... Arguments>
    Call(Api api, const void* return_address, Arguments... arguments) : world(World::current()) {
        (remember(number(arguments)), ...);
        happening_.api = api;
        happening_.return_address = return_address;
        (note(arguments), ...);
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
    Result fail(int reason, Result result) {
        SetLastError(static_cast<DWORD>(reason));
        end(to_result(result), reason);
        return result;
    }
    /// @}

    /// Adds something to the history that is no argument: the bytes of a send, for instance.
    void remember(std::uint64_t value) {
        arguments_[count_++] = value;
        happening_.hash = mix(happening_.hash, value);
    }

    /// @name For the recorder
    /// @{
    void remember(OnlyShown number) { arguments_[count_++] = number.value; }
    /// The bytes that come or go; they stay where they are until the call ends.
    void carries(std::string_view bytes) { happening_.bytes = bytes; }
    void remember(Called called) { happening_.name = called.name; }
    /// @}

    World& world;

private:
    template <typename T>
    static std::uint64_t number(T value) {
        if constexpr (std::is_pointer_v<T>) {
            return reinterpret_cast<std::uintptr_t>(value);
        } else if constexpr (std::is_same_v<T, WaitArray>) {
            return value.hash();
        } else {
            return static_cast<std::uint64_t>(value);
        }
    }
    static OnlyShown number(OnlyShown value) { return value; }
    static Called number(Called value) { return value; }
    template <typename T>
    static std::int64_t to_result(T value) {
        return static_cast<std::int64_t>(number(value));
    }
    template <typename T>
    void note(const T& /*argument*/) {}
    void note(const WaitArray& array) { happening_.handles = array.readable(); }
    void begin();
    void end(std::int64_t result, int error);

    // Not initialised: filling it would cost more than the call does.
    std::array<std::uint64_t, 24> arguments_;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::size_t count_ = 0;
    Happening happening_;
    bool over_ = false;
};

}  // namespace winsock::sim
