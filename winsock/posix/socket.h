#pragma once

#include <winsock2.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "core/mutex.h"
#include "core/record.h"
#include "posix/native.h"
#include "posix/poller.h"

namespace winsock {

class WaitSet;

/// A socket: the system's own, with Winsock's network-event record on top.
///
/// Operations return what Winsock's do, or minus a Winsock error number. Thread-safe; the lock is
/// held while the system works, but never while it waits. socket.cpp has its life, socket_io.cpp
/// sending and receiving, socket_events.cpp the record and who watches it.
class Socket final : public Object {
public:
    using Lock = std::unique_lock<Mutex>;

    /// Null if there is no room for another handle; then `fd` is closed.
    static std::shared_ptr<Socket> create(int fd, bool stream);
    /// Null if `handle` names no socket.
    static std::shared_ptr<Socket> find(SOCKET handle);
    /// What a poller's report names this socket by: its number, which no other socket has or had,
    /// and the handle under which it is found quickly.
    std::uint64_t key() const { return (std::uint64_t{serial_} << 32) | handle.load(); }
    static std::uint32_t serial_in(std::uint64_t key) {
        return static_cast<std::uint32_t>(key >> 32);
    }
    static SOCKET handle_in(std::uint64_t key) { return key & 0xFFFFFFFF; }
    std::uint32_t serial() const { return serial_; }

    Socket(int fd, bool stream);
    ~Socket() override;

    int bind(const native::Endpoint& endpoint);
    int listen(int backlog);
    /// `taken` is the new socket.
    int accept(native::Endpoint& peer, std::shared_ptr<Socket>& taken);
    int connect(const native::Endpoint& endpoint);
    int shutdown(native::Direction direction);
    /// What was sent still goes out, then the descriptor is closed.
    void close();

    int send(std::span<const native::Buffer> buffers, native::Flags flags,
             const native::Endpoint* to);
    int receive(std::span<const native::Buffer> buffers, native::Flags flags, bool wait_for_all,
                native::Endpoint* from);
    std::size_t readable_bytes();

    int select(const std::shared_ptr<Event>& event, long mask);
    /// Resets the event that `event` names; without one, looks first what has come.
    int enumerate(WSAEVENT event, WSANETWORKEVENTS& out);
    int set_nonblocking(bool nonblocking);

    int local_endpoint(native::Endpoint& endpoint);
    int peer_endpoint(native::Endpoint& endpoint);
    int set_option(int level, int option, int value);
    int get_option(int level, int option, int& value);
    int set_linger(bool on, int seconds);
    int get_linger(bool& on, int& seconds);

    /// A poller's report has come. Unless it is `certain`, another thread may have used up what it
    /// tells, and the socket looks for itself.
    void report(const Poller& from, native::Readiness ready, bool certain);
    /// Lets `waiter` learn what happens here, because it waits for `event`. If another thread waits
    /// for it too, and polls for this socket, that thread's poller is returned: look there as well.
    std::shared_ptr<Poller> attend(WaitSet& waiter, const std::shared_ptr<Event>& event);
    /// Records what has come so far. 0.
    int look();
    /// Who polls for this socket; null if nobody does.
    std::shared_ptr<Poller> home();
    /// Sends what is left of earlier sends, as far as it goes. False once nothing is left.
    bool flush();

private:
    enum class State : std::uint8_t { idle, bound, listening, connecting, connected };

    // socket.cpp
    int connected_or_error();
    void finish_connect();
    void stop_receiving();
    void reset_unread();
    bool aborts_on_close() const;
    void release();
    /// Waits, without the lock, until the descriptor is ready. False if it was closed meanwhile.
    bool block_until(Lock& lock, bool readable, bool writable);

    // socket_io.cpp
    int send_stream(Lock& lock, std::span<const native::Buffer> buffers, native::Flags flags);
    int send_datagram(Lock& lock, std::span<const native::Buffer> buffers,
                      const native::Endpoint* to);
    int refuse_send();
    void keep_unsent(std::span<const native::Buffer> buffers, std::size_t sent);
    bool flush_unsent();
    int receive_out_of_band(std::span<const native::Buffer> buffers, native::Flags flags);
    int receive_nothing(Lock& lock);
    int wait_for_data(Lock& lock);
    int receive_failed(int error);
    void after_receive(std::size_t wanted, std::size_t received, bool looked_only);
    void drained();
    void note_fin();
    void note_failure(int error);

    /// A call that waits in this socket, in the frame of that call.
    struct WaitingCall {
        bool for_data;
        WaitSet& thread;
        WaitingCall* next;
        std::atomic<bool> let_go{false};
    };

    // socket_events.cpp
    /// Stands around an accept or a recv, which use up what a poller has reported.
    class Used {
    public:
        explicit Used(Socket& socket);
        ~Used();
        Used(const Used&) = delete;
        Used& operator=(const Used&) = delete;

    private:
        Socket& socket_;
    };
    void note_use();
    bool watchable() const;
    int find_home();
    void tell_watchers();
    void move_home(const std::shared_ptr<Poller>& poller);
    void announce(int bit);
    void announce_again(int bit);
    void report_stream(native::Readiness ready);
    void report_room();

    const bool stream_;
    State state_ = State::idle;
    bool nonblocking_ = false;
    const std::uint32_t serial_;
    Mutex mutex_;  // guards everything that is not const; first what every recv and send looks at
    int fd_;
    int failure_ = 0;  ///< what broke the connection: every later call says so
    bool send_shut_ = false;
    bool receive_shut_ = false;
    bool fin_received_ = false;
    bool closing_ = false;
    bool touched_elsewhere_ = false;  ///< another thread than the home's has used something up
    bool write_armed_ = false;        ///< the next room to send is an arrival of FD_WRITE
    bool urgent_announced_ = false;
    bool undrained_ = false;     ///< something was announced and has not been used up yet
    std::size_t announced_ = 0;  ///< how much was announced, 0 if it was not counted
    std::shared_ptr<Poller> home_;
    std::unique_ptr<std::string> unsent_;  ///< taken from the caller, not yet by the system, if any
    NetworkEventRecord record_;

    bool reuse_address_ = false;
    bool exclusive_address_ = false;
    int pending_error_ = 0;                 ///< for SO_ERROR
    WaitingCall* waiting_calls_ = nullptr;  ///< just now
};

}  // namespace winsock
