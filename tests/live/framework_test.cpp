// Solution 22 where it is meant to live: ten thousand connections at once; and a thousand
// beginnings and ends in one process, after which nothing is left.
//
// The second one compiles the solution's own file, with main() renamed on the command line.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/handle_table.h"

int framework_main(int argc, char* argv[]);

namespace {

using namespace std::chrono_literals;

sockaddr_in address(unsigned host, int port) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + host);
    place.sin_port = htons(static_cast<std::uint16_t>(port));
    return place;
}

/// A client with a time limit for whatever it waits for.
class Client {
public:
    /// `source`: the host part of a loopback address, so that there are ports enough.
    Client(int port, unsigned source) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{60, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const sockaddr_in mine = address(source, 0);
        const sockaddr_in server = address(1, port);
        is_connected_ =
            ::bind(socket_, reinterpret_cast<const sockaddr*>(&mine), sizeof mine) == 0 &&
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0;
    }
    Client(Client&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), is_connected_(other.is_connected_) {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    Client& operator=(Client&&) = delete;
    ~Client() {
        if (socket_ >= 0) ::close(socket_);
    }

    bool is_connected() const { return is_connected_; }
    bool say(const std::string& text) const {
        return ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(text.size());
    }
    std::string hear(std::size_t size) const {
        std::string text(size, '\0');
        const ssize_t heard = ::recv(socket_, text.data(), size, MSG_WAITALL);
        text.resize(heard > 0 ? static_cast<std::size_t>(heard) : 0);
        return text;
    }
    /// The server has closed: nothing comes any more.
    bool is_let_go() const {
        char byte = 0;
        const ssize_t heard = ::recv(socket_, &byte, 1, 0);
        return heard == 0 || (heard < 0 && errno == ECONNRESET);
    }

private:
    int socket_;
    bool is_connected_ = false;
};

std::size_t descriptors_of(const std::string& process) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/" + process + "/fd")) {
        ++count;
    }
    return count;
}

/// A line of /proc/.../status, as a number: "VmRSS", in kilobytes, or "Threads".
long status_of(const std::string& process, const std::string& what) {
    std::ifstream status("/proc/" + process + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(what + ":")) return std::stol(line.substr(what.size() + 1));
    }
    return -1;
}

/// Until it is so, or half a minute is over.
template <typename Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

/// So many descriptors, for this process and those that it starts.
bool raise_the_limit(rlim_t needed) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < needed) return false;
    limit.rlim_cur = std::max(limit.rlim_cur, needed);
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/// Below those that the system gives to clients: one of these may be connected to itself otherwise,
/// while nobody listens there.
int free_port() {
    static int next = 20'000 + ::getpid() % 5'000;
    for (;;) {
        const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in place = address(1, next = next < 32'000 ? next + 1 : 20'000);
        const bool is_free =
            ::bind(probe, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0;
        ::close(probe);
        if (is_free) return next;
    }
}

/// The solution as a process of its own; killed if the test ends before it has.
class Server {
public:
    explicit Server(int port) : child_(::fork()) {
        if (child_ != 0) return;
        const std::string text = std::to_string(port);
        ::execl(SOLUTION, "server", text.c_str(), nullptr);
        ::_exit(127);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() {
        if (child_ <= 0) return;
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }

    std::string id() const { return std::to_string(child_); }
    /// Ctrl-C, and the exit code.
    int stop() {
        ::kill(child_, SIGINT);
        int status = 0;
        ::waitpid(std::exchange(child_, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    pid_t child_;
};

std::string word_of(std::size_t client) {
    return "client " + std::to_string(client * 7919 + 1'000'000) + " speaks";
}

TEST(SmallFramework, TenThousandAreHeldAndAnswered) {
    constexpr std::size_t count = 10'000;
    constexpr std::size_t for_each_address = 4'000;
    if (!raise_the_limit(count + 500)) GTEST_SKIP() << "the machine allows too few descriptors";

    const int port = free_port();
    Server server(port);
    ASSERT_TRUE(comes_true([&] { return Client(port, 1).is_connected(); })) << "it never listens";
    const long before = status_of(server.id(), "VmRSS");

    std::vector<Client> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.emplace_back(port, static_cast<unsigned>(1 + i / for_each_address));
        ASSERT_TRUE(clients.back().is_connected()) << "client " << i;
    }
    // In each round all have spoken before the first one listens.
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < count; ++i) ASSERT_TRUE(clients[i].say(word_of(i))) << i;
        for (std::size_t i = 0; i < count; ++i) {
            ASSERT_EQ(clients[i].hear(word_of(i).size()), word_of(i)) << "client " << i;
        }
    }
    const long after = status_of(server.id(), "VmRSS");
    const double kilobytes = static_cast<double>(after - before) / count;
    std::printf("10,000 connections on %ld threads, %.2f kB of the server's memory for each\n",
                status_of(server.id(), "Threads"), kilobytes);
    RecordProperty("kilobytes_for_each", std::to_string(kilobytes));

    EXPECT_EQ(server.stop(), 0);
    for (std::size_t i = 0; i < count; ++i) ASSERT_TRUE(clients[i].is_let_go()) << "client " << i;
}

std::size_t open_handles() {
    using winsock::Object;
    winsock::HandleTable& table = winsock::HandleTable::instance();
    return table.all(Object::Kind::socket).size() + table.all(Object::Kind::event).size() +
           table.all(Object::Kind::thread).size();
}

/// Begins, serves five clients on three workers, and is told to stop: its exit code.
int one_life() {
    const int port = free_port();
    std::string words[] = {"server", std::to_string(port), "2"};
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    int code = -1;
    std::thread life([&] { code = framework_main(3, arguments); });
    {
        EXPECT_TRUE(comes_true([&] { return Client(port, 1).is_connected(); }));
        std::vector<Client> clients;
        for (std::size_t i = 0; i < 5; ++i) {
            clients.emplace_back(port, 1);
            EXPECT_TRUE(clients.back().say(word_of(i)));
        }
        for (std::size_t i = 0; i < 5; ++i) {
            EXPECT_EQ(clients[i].hear(word_of(i).size()), word_of(i));
        }
        // Of every second life some clients have gone before.
        if (port % 2 == 0) clients.pop_back();
        ::kill(::getpid(), SIGINT);
        life.join();
        for (const Client& client : clients) EXPECT_TRUE(client.is_let_go());
    }
    return code;
}

TEST(SmallFramework, AThousandLivesLeaveNothing) {
    // What stays for good once it was used: the thread that waits for Ctrl-C, and its pipe.
    std::thread([] {}).join();  // with the first one a sanitizer may begin one of its own
    const long threads = status_of("self", "Threads") + 1;
    const auto are_gone = [&] { return status_of("self", "Threads") <= threads; };
    ASSERT_EQ(one_life(), 0);
    const std::size_t descriptors = descriptors_of("self");
    const std::size_t handles = open_handles();
    ASSERT_TRUE(comes_true(are_gone));
    for (int i = 0; i < 1000; ++i) {
        ASSERT_EQ(one_life(), 0) << "life " << i;
        ASSERT_EQ(open_handles(), handles) << "life " << i;
    }
    // A thread that has said that it is done may still be on its way out.
    EXPECT_TRUE(comes_true(are_gone)) << status_of("self", "Threads") << " threads";
    EXPECT_TRUE(comes_true([&] { return descriptors_of("self") <= descriptors; }))
        << descriptors_of("self") << " descriptors, before " << descriptors;
}

}  // namespace
