// An echo server in poll.
//
// Workers as in epoll.cpp. But poll gets the whole list of descriptors with each call and looks at
// every one, and so does the worker afterwards: a wait costs as much as there are connections, not
// as much as has happened. The first descriptor of the list is the worker's own: an eventfd, set
// when a connection was handed to it.

#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>

#include "listener.h"

namespace {

class Worker {
public:
    Worker() {
        const int wake_up = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (wake_up < 0) die("eventfd");
        watched_.push_back({wake_up, POLLIN, 0});
        wake_up_ = wake_up;
    }

    void take(int descriptor) {
        const std::lock_guard<std::mutex> lock(mutex_);
        handed_over_.push_back(descriptor);
        eventfd_write(wake_up_, 1);
    }

    void run() {
        for (;;) {
            int left = poll(watched_.data(), watched_.size(), -1);
            if (left < 0 && errno != EINTR) die("poll");
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
    static bool serve(int descriptor) {
        char buffer[1024];
        const ssize_t size = recv(descriptor, buffer, sizeof buffer, 0);
        if (size < 0) return errno == EAGAIN || errno == EINTR;
        // A client of the benchmark has one message on its way, so the socket always has space.
        return size > 0 &&
               send(descriptor, buffer, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
    }

    void remove(std::size_t i) {
        close(watched_[i].fd);
        watched_[i] = watched_.back();
        watched_.pop_back();
    }

    void take_over() {
        const std::lock_guard<std::mutex> lock(mutex_);
        eventfd_t how_often = 0;
        eventfd_read(wake_up_, &how_often);
        for (const int descriptor : handed_over_) watched_.push_back({descriptor, POLLIN, 0});
        handed_over_.clear();
    }

    int wake_up_ = -1;
    std::vector<pollfd> watched_;
    std::mutex mutex_;
    std::vector<int> handed_over_;
};

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::unique_ptr<Worker>> workers;
    for (int i = workers_from(argc, argv); i > 0; --i) {
        workers.push_back(std::make_unique<Worker>());
        std::thread(&Worker::run, workers.back().get()).detach();
    }
    const int listener = listen_on(argv[1]);
    for (std::size_t next = 0;; next = (next + 1) % workers.size()) {
        const int descriptor = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) die("accept4");
        workers[next]->take(descriptor);
    }
}
