// An echo server with WSAPoll, for Windows: poll.cpp once more. A socket connected to itself wakes
// the worker, since WSAPoll takes nothing but sockets.

#include <winsock2.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "windows_listener.h"

namespace {

class Worker {
public:
    Worker() : wake_up_(socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)) {
        sockaddr_in own = loopback(0);
        int size = sizeof own;
        auto* const address = reinterpret_cast<sockaddr*>(&own);
        if (wake_up_ == INVALID_SOCKET || bind(wake_up_, address, size) != 0 ||
            getsockname(wake_up_, address, &size) != 0 || connect(wake_up_, address, size) != 0)
            die("wake-up");
        watched_.push_back({wake_up_, POLLRDNORM, 0});
    }

    void take(SOCKET connection) {
        const std::lock_guard<std::mutex> lock(mutex_);
        handed_over_.push_back(connection);
        send(wake_up_, "!", 1, 0);
    }

    void run() {
        for (;;) {
            int left = WSAPoll(watched_.data(), static_cast<ULONG>(watched_.size()), -1);
            if (left == SOCKET_ERROR) die("WSAPoll");
            for (std::size_t i = 1; left > 0 && i < watched_.size(); ++i) {
                if (watched_[i].revents == 0) continue;
                --left;
                if (!serve(watched_[i].fd)) remove(i--);
            }
            if (watched_[0].revents != 0) take_over();
        }
    }

private:
    // Answers what has come. False when the connection is over.
    static bool serve(SOCKET connection) {
        char buffer[1024];
        const int size = recv(connection, buffer, sizeof buffer, 0);
        // A client of the benchmark has one message on its way, so the socket always has space.
        return size > 0 && send(connection, buffer, size, 0) == size;
    }

    void remove(std::size_t i) {
        closesocket(watched_[i].fd);
        watched_[i] = watched_.back();
        watched_.pop_back();
    }

    // A wake-up for each, so none is left over.
    void take_over() {
        char byte = 0;
        recv(wake_up_, &byte, 1, 0);
        const std::lock_guard<std::mutex> lock(mutex_);
        for (const SOCKET connection : handed_over_)
            watched_.push_back({connection, POLLRDNORM, 0});
        handed_over_.clear();
    }

    SOCKET wake_up_;
    std::vector<WSAPOLLFD> watched_;
    std::mutex mutex_;
    std::vector<SOCKET> handed_over_;
};

}  // namespace

int main(int argc, char** argv) {
    const SOCKET listener = listen_on(argc, argv);
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = argc > 2 ? std::atoi(argv[2]) : 1; i > 0; --i) {
        workers.push_back(std::make_unique<Worker>());
        std::thread(&Worker::run, workers.back().get()).detach();
    }
    for (std::size_t next = 0;; next = (next + 1) % workers.size())
        workers[next]->take(accept_from(listener));
}
