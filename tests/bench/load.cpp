// load: the clients of the benchmark, all in one thread.
//
// It opens its connections one by one and has one echo from each, so every connection is known to
// be served and a server that deals them out in turn always deals them in the same way. Then the
// active ones work in a closed loop: send 64 bytes, wait for the echo, compare it byte for byte,
// send the next. The others stay silent. Active connections are spaced evenly over all of them, so
// that each has idle neighbours in the arrays of the server.
//
// It works in slices, so that two servers can be measured side by side: in turn, a tenth of a
// second each. With --hold it stops for a line on its input: when everything is connected, before
// each further slice, and before it closes the connections. What is counted in between belongs to
// echoes and to nothing else.

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
    double seconds = 2;        // of a slice
    int slices = 1;            // that count; one before them warms up
    std::uint64_t echoes = 0;  // one slice of so many echoes, instead of these
    bool hold = false;
};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

[[noreturn]] void fail_errno(const std::string& what) { fail(what + ": " + std::strerror(errno)); }

struct Client {
    int descriptor = -1;
    std::size_t number = 0;
    std::uint64_t sent = 0;  // messages so far; also what makes each message different
    std::size_t received = 0;
    std::uint64_t echoes_that_count = 0;
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
        "usage: load PORT [--connections N] [--active N] [--seconds S] [--slices N] "
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
        else if (name == "--slices")
            options.slices = std::atoi(value);
        else if (name == "--echoes")
            options.echoes = std::strtoull(value, nullptr, 10);
        else
            fail(usage);
    }
    if (options.port == 0 || options.active > options.connections) fail(usage);
    return options;
}

// The slices that count, together.
struct Work {
    std::vector<std::uint32_t> times;  // nanoseconds, one for each echo
    double seconds = 0;
};

void say(const char* text) {
    std::puts(text);
    std::fflush(stdout);
}

void report(Work& work, const std::vector<Client*>& active) {
    std::sort(work.times.begin(), work.times.end());
    const auto microseconds = [&](double part) {
        if (work.times.empty()) return 0.0;
        const double last = static_cast<double>(work.times.size() - 1);
        return work.times[static_cast<std::size_t>(part * last)] / 1000.0;
    };
    const auto [least, most] = std::minmax_element(
        active.begin(), active.end(),
        [](auto* one, auto* other) { return one->echoes_that_count < other->echoes_that_count; });
    char text[200];
    std::snprintf(text, sizeof text,
                  "total %zu seconds %.4f p50 %.1f p99 %.1f max %.1f least %llu most %llu",
                  work.times.size(), work.seconds, microseconds(0.5), microseconds(0.99),
                  microseconds(1), static_cast<unsigned long long>((*least)->echoes_that_count),
                  static_cast<unsigned long long>((*most)->echoes_that_count));
    say(text);
}

// Until the time is over, or so many echoes have come, and then until none is on its way.
void run_slice(const Options& options, int poller, const std::vector<Client*>& active, Work& work) {
    const auto begin = Clock::now();
    const auto end =
        options.echoes ? Clock::time_point::max()
                       : begin + duration_cast<Clock::duration>(duration<double>(options.seconds));
    std::uint64_t received = 0;
    std::uint64_t sent = active.size();
    for (Client* client : active) send_next(*client, Clock::now());

    std::array<epoll_event, 256> ready;
    auto now = begin;
    while (received < sent) {
        const int count = epoll_wait(poller, ready.data(), static_cast<int>(ready.size()),
                                     static_cast<int>(patience / std::chrono::milliseconds(1)));
        if (count < 0 && errno != EINTR) fail_errno("epoll_wait");
        if (count == 0)
            fail(std::to_string(sent - received) + " clients wait for their echo since 5 s");
        for (int i = 0; i < count; ++i) {
            Client& client = *static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr);
            if (!receive_echo(client, MSG_DONTWAIT)) continue;
            ++received;
            ++client.echoes_that_count;
            now = Clock::now();
            work.times.push_back(
                static_cast<std::uint32_t>(std::chrono::nanoseconds(now - client.sent_at).count()));
            if (options.echoes ? sent == options.echoes : now >= end) continue;
            ++sent;
            send_next(client, now);
        }
    }
    work.seconds += duration<double>(now - begin).count();
}

void run_echoes(const Options& options, const std::vector<Client*>& active) {
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    if (poller < 0) fail_errno("epoll_create1");
    for (Client* client : active) {
        epoll_event wanted{};
        wanted.events = EPOLLIN | EPOLLET;
        wanted.data.ptr = client;
        if (epoll_ctl(poller, EPOLL_CTL_ADD, client->descriptor, &wanted) != 0)
            fail_errno("epoll_ctl");
    }
    Work work;
    if (!options.echoes) {
        work.times.reserve(static_cast<std::size_t>(300'000 * options.seconds * options.slices));
        run_slice(options, poller, active, work);
        work.times.clear();
        work.seconds = 0;
        for (Client* client : active) client->echoes_that_count = 0;
        say("warm");
    }
    for (int slice = 0; slice < (options.echoes ? 1 : options.slices); ++slice) {
        if (!options.echoes) wait_for_line(options);
        run_slice(options, poller, active, work);
        if (slice + 1 < options.slices) say("slice");
    }
    close(poller);
    report(work, active);
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
    say("connected");
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
