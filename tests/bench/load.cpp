// load: the clients of the benchmark, all in one thread.
//
// It opens its connections one by one and has one echo from each, so every connection is known to
// be served and a server that deals them out in turn always deals them in the same way. Then the
// active ones work in a closed loop: send 64 bytes, wait for the echo, compare it byte for byte,
// send the next. The others stay silent. Active connections are spaced evenly over all of them, so
// that each has idle neighbours in the arrays of the server.
//
// With --hold it stops twice for a line on its input: when everything is connected, and before it
// closes the connections. What is counted in between belongs to echoes and to nothing else.

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration;
using std::chrono::duration_cast;

constexpr std::size_t message_size = 64;
constexpr auto patience = std::chrono::seconds(5);  // how long an echo may take before it is lost

struct Options {
    std::uint16_t port = 0;
    std::size_t connections = 60;
    std::size_t active = 60;
    double seconds = 2;
    double warm_up = 0.5;
    std::uint64_t echoes = 0;  // stop after this many instead of after a time
    bool hold = false;
};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

[[noreturn]] void fail_errno(const std::string& what) { fail(what + ": " + std::strerror(errno)); }

struct Client {
    int descriptor = -1;
    std::size_t number = 0;
    std::uint64_t sent = 0;  // messages so far; also what makes each message different
    std::size_t received = 0;
    std::uint64_t echoes_in_time = 0;
    Clock::time_point sent_at{};
    std::array<char, message_size> message{};
};

void need_descriptors(std::size_t count) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= count) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < count)
        fail("needs " + std::to_string(count) + " descriptors, but may open " +
             std::to_string(limit.rlim_cur) +
             " at most: raise the hard limit (as root: ulimit -Hn " + std::to_string(count) +
             ", then start again from that shell)");
}

// The server may still be on its way to listen().
int connect_to_server(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (const auto give_up = Clock::now() + patience;;) {
        const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0) fail_errno("socket");
        if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            return descriptor;
        if (errno != ECONNREFUSED || Clock::now() > give_up)
            fail_errno("connect to port " + std::to_string(port));
        close(descriptor);
        usleep(10'000);
    }
}

void send_next(Client& client, Clock::time_point now) {
    const std::uint64_t header[] = {client.number, ++client.sent};
    std::memcpy(client.message.data(), header, sizeof header);
    std::memset(client.message.data() + sizeof header, static_cast<int>('!' + client.sent % 90),
                message_size - sizeof header);
    client.received = 0;
    client.sent_at = now;
    const ssize_t size = send(client.descriptor, client.message.data(), message_size, MSG_NOSIGNAL);
    if (size != static_cast<ssize_t>(message_size))
        fail_errno("client " + std::to_string(client.number) + ": send");
}

// Takes what is there. True when the echo is complete.
bool receive_echo(Client& client, int flags) {
    char buffer[2 * message_size];
    const ssize_t size = recv(client.descriptor, buffer, sizeof buffer, flags);
    const std::string name = "client " + std::to_string(client.number);
    if (size == 0) fail(name + ": the server closed the connection");
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        if (flags & MSG_DONTWAIT) return false;
        fail(name + ": no echo within 5 s of connecting");
    }
    if (size < 0) fail_errno(name + ": recv");
    const auto length = static_cast<std::size_t>(size);
    if (client.received + length > message_size)
        fail(name + ": more bytes came back than were sent");
    if (std::memcmp(client.message.data() + client.received, buffer, length) != 0)
        fail(name + ": echo " + std::to_string(client.sent) + " differs from what was sent");
    client.received += length;
    return client.received == message_size;
}

Client connect_client(std::uint16_t port, std::size_t number) {
    Client client;
    client.descriptor = connect_to_server(port);
    client.number = number;
    const int on = 1;
    setsockopt(client.descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // Leave by reset: thousands of sockets in TIME_WAIT would be a load on the next run.
    const linger reset{1, 0};
    setsockopt(client.descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    const timeval limit{std::chrono::duration_cast<std::chrono::seconds>(patience).count(), 0};
    setsockopt(client.descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    send_next(client, Clock::now());
    while (!receive_echo(client, 0)) {
    }
    return client;
}

void wait_for_line(const Options& options) {
    std::string line;
    if (options.hold) std::getline(std::cin, line);
}

Options parse(int argc, char** argv) {
    Options options;
    const auto usage =
        "usage: load PORT [--connections N] [--active N] [--seconds S] [--warm-up S] "
        "[--echoes N] [--hold]";
    if (argc < 2) fail(usage);
    options.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    for (int i = 2; i < argc; ++i) {
        const std::string name = argv[i];
        if (name == "--hold") {
            options.hold = true;
            continue;
        }
        const char* value = ++i < argc ? argv[i] : nullptr;
        if (!value) fail(usage);
        if (name == "--connections")
            options.connections = std::strtoul(value, nullptr, 10);
        else if (name == "--active")
            options.active = std::strtoul(value, nullptr, 10);
        else if (name == "--seconds")
            options.seconds = std::atof(value);
        else if (name == "--warm-up")
            options.warm_up = std::atof(value);
        else if (name == "--echoes")
            options.echoes = std::strtoull(value, nullptr, 10);
        else
            fail(usage);
    }
    if (options.port == 0 || options.active > options.connections) fail(usage);
    return options;
}

void report(std::uint64_t total, std::vector<std::uint32_t>& times, double seconds,
            std::uint64_t least, std::uint64_t most) {
    std::sort(times.begin(), times.end());
    const auto microseconds = [&times](double part) {
        if (times.empty()) return 0.0;
        return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))] /
               1000.0;
    };
    std::printf(
        "total %llu seconds %.3f rate %.0f p50 %.1f p99 %.1f max %.1f least %llu most %llu\n",
        static_cast<unsigned long long>(total), seconds,
        static_cast<double>(times.size()) / seconds, microseconds(0.5), microseconds(0.99),
        microseconds(1), static_cast<unsigned long long>(least),
        static_cast<unsigned long long>(most));
    std::fflush(stdout);
}

void run_echoes(const Options& options, std::vector<Client*>& active) {
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) fail_errno("epoll_create1");
    for (Client* client : active) {
        epoll_event wanted{};
        wanted.events = EPOLLIN | EPOLLET;
        wanted.data.ptr = client;
        if (epoll_ctl(poller, EPOLL_CTL_ADD, client->descriptor, &wanted) != 0)
            fail_errno("epoll_ctl");
    }

    std::vector<std::uint32_t> times;  // nanoseconds, one for each echo that counts
    times.reserve(options.echoes ? options.echoes
                                 : static_cast<std::size_t>(300'000 * (options.seconds + 0.1)));
    const auto from_now = [start = Clock::now()](double seconds) {
        return start + duration_cast<Clock::duration>(duration<double>(seconds));
    };
    const auto begin = from_now(options.echoes ? 0 : options.warm_up);
    const auto end =
        options.echoes ? Clock::time_point::max() : from_now(options.warm_up + options.seconds);
    std::uint64_t total = 0;
    std::uint64_t sent = active.size();
    for (Client* client : active) send_next(*client, Clock::now());

    std::array<epoll_event, 256> ready;
    auto now = Clock::now();
    while (total < sent) {
        const int count = epoll_wait(poller, ready.data(), static_cast<int>(ready.size()),
                                     static_cast<int>(patience / std::chrono::milliseconds(1)));
        if (count < 0 && errno != EINTR) fail_errno("epoll_wait");
        if (count == 0)
            fail(std::to_string(sent - total) + " clients wait for their echo since 5 s");
        for (int i = 0; i < count; ++i) {
            Client& client = *static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr);
            if (!receive_echo(client, MSG_DONTWAIT)) continue;
            ++total;
            now = Clock::now();
            if (now >= begin && now < end) {
                ++client.echoes_in_time;
                times.push_back(static_cast<std::uint32_t>(
                    std::chrono::nanoseconds(now - client.sent_at).count()));
            }
            if (options.echoes ? sent == options.echoes : now >= end) continue;
            ++sent;
            send_next(client, now);
        }
    }
    close(poller);
    const auto [least, most] =
        std::minmax_element(active.begin(), active.end(),
                            [](auto* a, auto* b) { return a->echoes_in_time < b->echoes_in_time; });
    report(total, times, options.echoes ? duration<double>(now - begin).count() : options.seconds,
           (*least)->echoes_in_time, (*most)->echoes_in_time);
}

}  // namespace

int main(int argc, char** argv) try {
    const Options options = parse(argc, argv);
    need_descriptors(options.connections + 16);
    std::vector<Client> clients;
    clients.reserve(options.connections);
    std::vector<Client*> active;
    for (std::size_t i = 0; i < options.connections; ++i) {
        clients.push_back(connect_client(options.port, i));
        const auto before = i * options.active / options.connections;
        if ((i + 1) * options.active / options.connections != before)
            active.push_back(&clients.back());
    }
    std::puts("connected");
    std::fflush(stdout);
    wait_for_line(options);
    if (!active.empty()) run_echoes(options, active);
    wait_for_line(options);
    for (const Client& client : clients) {
        char byte = 0;
        if (recv(client.descriptor, &byte, 1, MSG_DONTWAIT) >= 0 || errno != EAGAIN)
            fail("client " + std::to_string(client.number) + " was dropped by the server");
    }
    return 0;
} catch (const std::exception& problem) {
    std::cerr << "load: " << problem.what() << '\n';
    return 1;
}
