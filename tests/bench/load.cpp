// load: the clients of a server, all in one thread.
//
// It opens its connections one by one and has one echo from each, so every connection is known to
// be served and a server that deals them out in turn always deals them in the same way. Then the
// active ones work in a closed loop: send 64 bytes, wait for the echo, compare it byte for byte,
// send the next. The others stay silent. Active connections are spaced evenly over all of them, so
// that each has idle neighbours in the arrays of the server.
//
// When everything is connected it says "connected" and takes commands, a line each, so that several
// servers can be measured side by side, in turn:
//
//     active N     from now on so many work, and what was counted is forgotten      "active"
//     slice S      they work for S seconds, then until no echo is on its way        "slice"
//     echoes N     they work until N echoes have come                               "slice"
//     report       what the slices have counted together                            "total ..."
//     close        looks whether somebody was dropped, closes all, and ends
//
// The end of its input is a close. If anything is wrong it says "failed: ..." and ends with 1.

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "statistics.h"

namespace {

using std::chrono::duration;
using std::chrono::duration_cast;

struct Options {
    std::uint16_t port = 0;
    std::size_t connections = 60;
    std::size_t most_for_an_address = 20'000;
    std::chrono::seconds patience{5};  // how long an echo may take before it is lost
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

Options parse(int argc, char** argv) {
    Options options;
    const auto usage =
        "usage: load PORT [--connections N] [--most-for-an-address N] [--patience SECONDS]";
    if (argc < 2) fail(usage);
    options.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    for (int i = 2; i < argc; i += 2) {
        const std::string name = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
        if (!value) fail(usage);
        if (name == "--connections")
            options.connections = std::strtoul(value, nullptr, 10);
        else if (name == "--most-for-an-address")
            options.most_for_an_address = std::strtoul(value, nullptr, 10);
        else if (name == "--patience")
            options.patience = std::chrono::seconds(std::strtoul(value, nullptr, 10));
        else
            fail(usage);
    }
    if (options.port == 0 || options.connections == 0 || options.most_for_an_address == 0 ||
        options.patience.count() == 0)
        fail(usage);
    return options;
}

void say(const char* text) {
    std::puts(text);
    std::fflush(stdout);
}

class Load {
public:
    explicit Load(const Options& options) : patience_(options.patience) {
        Connector connector(options.port, options.most_for_an_address, options.patience);
        clients_.reserve(options.connections);
        for (std::size_t i = 0; i < options.connections; ++i)
            clients_.push_back(connector.connected_client(i));
        poller_ = epoll_create1(EPOLL_CLOEXEC);
        if (poller_ < 0) fail_errno("epoll_create1");
    }

    // False when that was the last one.
    bool obey(const std::string& line) {
        std::istringstream words(line);
        std::string command;
        words >> command;
        if (command == "close") return false;
        if (command == "report") {
            report();
            return true;
        }
        double number = 0;
        if (!(words >> number) || number <= 0) fail("no such command: " + line);
        if (command == "active") {
            choose(static_cast<std::size_t>(number));
        } else if (command == "slice") {
            const auto time = duration_cast<Clock::duration>(duration<double>(number));
            work(Clock::now() + time, std::numeric_limits<std::uint64_t>::max());
        } else if (command == "echoes") {
            work(Clock::time_point::max(), static_cast<std::uint64_t>(number));
        } else {
            fail("no such command: " + line);
        }
        say(command == "active" ? "active" : "slice");
        return true;
    }

    void expect_all_connected() const {
        for (const Client& client : clients_) expect_still_connected(client);
    }

private:
    // Evenly spaced.
    void choose(std::size_t count) {
        if (count > clients_.size()) fail("more active clients than there are");
        for (Client* client : active_)
            epoll_ctl(poller_, EPOLL_CTL_DEL, client->descriptor, nullptr);
        active_.clear();
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if ((i + 1) * count / clients_.size() == i * count / clients_.size()) continue;
            active_.push_back(&clients_[i]);
            active_.back()->echoes_that_count = 0;
            epoll_event wanted{};
            wanted.events = EPOLLIN | EPOLLET;
            wanted.data.ptr = active_.back();
            if (epoll_ctl(poller_, EPOLL_CTL_ADD, active_.back()->descriptor, &wanted) != 0)
                fail_errno("epoll_ctl");
        }
        times_.clear();
        times_.reserve(2'000'000);  // to move them in between would look like a slow echo
        seconds_ = 0;
    }

    // Until the time is over, or so many have been sent, and then until none is on its way.
    void work(Clock::time_point end, std::uint64_t most) {
        const auto begin = Clock::now();
        std::uint64_t received = 0;
        std::uint64_t sent = active_.size();
        for (Client* client : active_) send_next(*client, Clock::now());

        std::array<epoll_event, 256> ready;
        auto now = begin;
        while (received < sent) {
            const int count =
                epoll_wait(poller_, ready.data(), static_cast<int>(ready.size()),
                           static_cast<int>(patience_ / std::chrono::milliseconds(1)));
            if (count < 0 && errno != EINTR) fail_errno("epoll_wait");
            if (count == 0)
                fail(std::to_string(sent - received) + " clients wait for their echo since " +
                     std::to_string(patience_.count()) + " s");
            for (int i = 0; i < count; ++i) {
                Client& client = *static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr);
                if (!receive_echo(client, MSG_DONTWAIT)) continue;
                ++received;
                ++client.echoes_that_count;
                now = Clock::now();
                times_.push_back(duration<float, std::micro>(now - client.sent_at).count());
                if (now >= end || sent >= most) continue;
                ++sent;
                send_next(client, now);
            }
        }
        seconds_ += duration<double>(now - begin).count();
    }

    void report() {
        if (times_.empty()) fail("there is nothing to report");
        std::sort(times_.begin(), times_.end());
        const auto [least, most] = std::minmax_element(
            active_.begin(), active_.end(), [](const Client* one, const Client* other) {
                return one->echoes_that_count < other->echoes_that_count;
            });
        char text[200];
        std::snprintf(text, sizeof text,
                      "total %zu seconds %.4f p50 %.1f p99 %.1f max %.1f least %llu most %llu",
                      times_.size(), seconds_, static_cast<double>(percentile(times_, 0.5)),
                      static_cast<double>(percentile(times_, 0.99)),
                      static_cast<double>(times_.back()),
                      static_cast<unsigned long long>((*least)->echoes_that_count),
                      static_cast<unsigned long long>((*most)->echoes_that_count));
        say(text);
    }

    const std::chrono::seconds patience_;
    std::vector<Client> clients_;
    std::vector<Client*> active_;
    int poller_ = -1;
    std::vector<float> times_;  // microseconds, one for each echo
    double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) try {
    const Options options = parse(argc, argv);
    need_descriptors(options.connections + 16);
    Load load(options);
    say("connected");
    for (std::string line; std::getline(std::cin, line) && load.obey(line);) {
    }
    load.expect_all_connected();
    return 0;
} catch (const std::exception& problem) {
    say(("failed: " + std::string(problem.what())).c_str());
    return 1;
}
