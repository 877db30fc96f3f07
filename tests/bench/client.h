// One of the load's clients.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

using Clock = std::chrono::steady_clock;

constexpr std::size_t message_size = 64;

struct Client {
    int descriptor = -1;
    std::size_t number = 0;
    std::uint64_t sent = 0;  // messages so far; also what makes each message different
    std::size_t received = 0;
    std::uint64_t echoes_that_count = 0;
    Clock::time_point sent_at{};
    std::array<char, message_size> message{};
};

// Connects from 127.0.0.1, and from 127.0.0.2 and so on when an address has no port left, or has
// `most_for_an_address` connections.
class Connector {
public:
    // `patience`: how long an echo may take before it is lost.
    Connector(std::uint16_t port, std::size_t most_for_an_address, std::chrono::seconds patience)
        : port_(port), most_for_an_address_(most_for_an_address), patience_(patience) {}

    // Connected, and served: one echo has come back. Throws std::runtime_error, like all here.
    Client connected_client(std::size_t number);

private:
    int connected_socket();
    bool next_address();

    std::uint16_t port_;
    std::size_t most_for_an_address_;
    std::chrono::seconds patience_;
    std::size_t from_this_address_ = 0;
    unsigned address_ = 1;  // 127.0.0.this
};

// Sends the client's next message; no two of all clients are the same.
void send_next(Client& client, Clock::time_point now);

// Takes what is there, and compares it byte for byte. True when the echo is complete.
bool receive_echo(Client& client, int flags);

// Throws if the server has closed the connection, or has sent more than it got.
void expect_still_connected(const Client& client);

[[noreturn]] void fail(const std::string& what);
[[noreturn]] void fail_errno(const std::string& what);
