#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/api.h"
#include "sim/history.h"

namespace winsock::sim {

class World;
struct Happening;

/// Sees when a program goes round and round: the same calls with the same results, while no client
/// acts, no time passes and no byte moves.
///
/// A bounded retry is none, nor is a scan of 64 slots; so a cycle counts only when it has been gone
/// round many times. A thread that asks again and again for what another thread of the program will
/// do lets that other one run first: on a real machine it would.
class SpinWatch {
public:
    /// From here on: an execution begins, a client has acted, or time has passed.
    void begin() {
        since_moved_ = 0;
        made_way_ = 0;
        news();
    }
    /// Ends the execution if the program has gone round often enough.
    /// `made` is a hash of the call, its arguments and its result.
    WINSOCK_SIM_INNER void call_ended(World& world, const Happening& call, std::uint64_t made);

    /// What can make a difference to what follows; 0 in a program that does not go round.
    std::uint64_t hash() const {
        return count_ < first_look && made_way_ == 0 ? 0 : count_ << 8 | made_way_;
    }

private:
    struct Made {
        std::uint64_t hash;   // of the call, its arguments and its result
        std::uint64_t about;  // the socket, if it is about one
        Api api;
        const char* name;  // of the function, where several are one Api
    };
    static constexpr std::size_t longest_cycle = 256;  // calls: a scan of 64 slots is four each
    static constexpr std::size_t remembered = 1024;
    static constexpr std::uint64_t first_look = 64;
    static constexpr std::uint64_t most_rounds = 1000;
    static constexpr std::uint64_t enough_rounds = 32;  // of a cycle so long that ...
    static constexpr std::uint64_t enough_calls = 50000;
    /// Bytes may move without end, and handles come and go.
    static constexpr std::uint64_t most_calls_without_news = 4'000'000;

    void news() {
        count_ = 0;
        period_ = 0;
        next_look_ = first_look;
    }
    const Made& made(std::uint64_t call) const { return ring_[call % remembered]; }
    void look_for_a_cycle();
    bool has_gone_round() const;
    bool lets_others_run(World& world);
    void report(World& world, std::uint64_t period);
    std::vector<Made> cycle(std::uint64_t period) const;

    std::array<Made, remembered> ring_{};
    std::uint64_t count_ = 0;        // calls since something was new
    std::uint64_t since_moved_ = 0;  // calls since a client acted or time passed
    std::uint64_t next_look_ = first_look;
    std::uint64_t period_ = 0;    // of the cycle that it seems to be in; 0: none
    std::uint64_t repeated_ = 0;  // calls that were those of a period before
    std::uint64_t time_ = 0;
    unsigned made_way_ = 0;  // how often others were let run instead
};

}  // namespace winsock::sim
