// Event objects, selection, enumeration, waiting.

#include <algorithm>
#include <array>
#include <bit>

#include "sim/call.h"
#include "sim/detectors/detectors.h"
#include "sim/detectors/overrun.h"

using namespace winsock;
using namespace winsock::sim;

namespace {

HandleValue value_of(HANDLE handle) { return reinterpret_cast<HandleValue>(handle); }

HANDLE create_event(Api api, const void* from, bool manual_reset, bool signalled, bool named) {
    Call call(api, from, manual_reset, signalled);
    if (call.over()) return nullptr;
    if (named) return call.fail(ERROR_NOT_SUPPORTED, HANDLE{});
    if (call.world.unlucky(Misfortune::create_event_fails)) {
        return call.fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{});
    }
    const SimEvent& event = call.world.make_event(manual_reset, signalled);
    if (event.value == 0) return call.fail(ERROR_NOT_ENOUGH_MEMORY, HANDLE{});
    return call.done(reinterpret_cast<HANDLE>(event.value));
}

/// Letting go of something still goes well: the program has done nothing wrong.
BOOL after_the_end(Api api) { return only_releases(api) ? TRUE : FALSE; }

BOOL change_event(Api api, const void* from, HANDLE handle, bool signalled) {
    Call call(api, from, handle);
    if (call.over()) return after_the_end(api);
    SimEvent* const event = call.world.find_event(handle);
    if (event == nullptr) {
        bad_handle(call.world, value_of(handle), api);
        return call.fail(ERROR_INVALID_HANDLE, FALSE);
    }
    const bool wakes = signalled && !event->signalled();
    if (signalled) {
        event->set();
    } else {
        event->reset();
    }
    call.done(TRUE);
    if (wakes) {
        call.world.behind_set();
        call.world.throw_if_over(api);
    }
    return TRUE;
}

BOOL close_handle(Api api, const void* from, HANDLE handle) {
    Call call(api, from, handle);
    if (call.over()) return after_the_end(api);
    const std::shared_ptr<Object> closed = call.world.handles.remove(
        value_of(handle), [](Object::Kind kind) { return kind != Object::Kind::socket; });
    if (!closed) {
        bad_handle(call.world, value_of(handle), api);
        return call.fail(ERROR_INVALID_HANDLE, FALSE);
    }
    if (closed->kind() == Object::Kind::event) static_cast<SimEvent&>(*closed).closed = true;
    return call.done(TRUE);
}

/// The objects of one wait, looked up once.
struct WaitSet {
    // Not initialised beyond `count`: a wait is the most frequent call there is.
    std::array<Event*, MAXIMUM_WAIT_OBJECTS> objects;
    DWORD count = 0;
    bool all = false;

    /// The lowest signalled index (0 when all of them are wanted and are); count if there is none.
    DWORD find() const {
        // Copies: the compiler must not assume that what it looks at leaves these as they are.
        const DWORD end = count;
        const bool every = all;
        for (DWORD i = 0; i < end; ++i) {
            if (objects[i]->signalled() != every) return every ? end : i;
        }
        return every ? 0 : end;
    }
    /// The same, for a thread that sleeps: an event that has let it go does so though it was reset.
    DWORD find(const LetGo& let_go) const {
        const DWORD signalled = find();
        if (all || let_go.places() == 0) return signalled;
        return std::min(signalled, static_cast<DWORD>(std::countr_zero(let_go.places())));
    }
    void take(DWORD index) {
        for (DWORD i = all ? 0 : index; i < count; ++i) {
            if (!objects[i]->manual_reset()) objects[i]->take();
            if (!all) return;
        }
    }
};

std::string too_many(DWORD count) {
    return "it waits on " + std::to_string(static_cast<std::int32_t>(count)) +
           " events, and 64 are the most";
}

/// Whether the array of a wait is not as long as the wait thinks. To be asked before it is read.
bool array_overruns(Api api, DWORD count, const HANDLE* handles, const void* from,
                    const void* frame) {
    World& world = World::current();
    const Touched array{handles, std::size_t{count} * sizeof(HANDLE), from, frame};
    if (count > MAXIMUM_WAIT_OBJECTS) bad_wait(world, api, too_many(count));
    return overruns(world, api, nullptr, array);
}

/// 0, or the error with which a wait on these fails at once.
DWORD look_up(Call& call, Api api, DWORD count, const HANDLE* handles, bool all, WaitSet& set) {
    if (count == 0 || count > MAXIMUM_WAIT_OBJECTS || handles == nullptr) {
        bad_wait(call.world, api, count == 0 ? "it waits on nothing: 0 events" : too_many(count));
        return ERROR_INVALID_PARAMETER;
    }
    set.count = count;
    set.all = all;
    for (DWORD i = 0; i < count; ++i) {
        Object* const object = call.world.handles.look(value_of(handles[i]));
        if (object == nullptr || object->kind() == Object::Kind::socket) {
            bad_handle(call.world, value_of(handles[i]), api);
            bad_wait(call.world, api, "slot " + std::to_string(i) + " holds no open event");
            return ERROR_INVALID_HANDLE;
        }
        set.objects[i] = static_cast<Event*>(object);
    }
    for (DWORD i = 0; all && i < count; ++i) {
        for (DWORD j = 0; j < i; ++j) {
            if (handles[i] == handles[j]) {
                bad_wait(call.world, api, "it waits for the same event twice");
                return ERROR_INVALID_PARAMETER;
            }
        }
    }
    return 0;
}

DWORD wait(Call& call, Api api, DWORD count, const HANDLE* handles, bool all, DWORD milliseconds) {
    if (call.over()) return WAIT_FAILED;
    WaitSet set;  // NOLINT(cppcoreguidelines-pro-type-member-init): see there
    if (const DWORD error = look_up(call, api, count, handles, all, set)) {
        return call.fail(static_cast<int>(error), WAIT_FAILED);
    }
    DWORD index = set.find();
    if (milliseconds != 0 && index == set.count) {
        Scheduler& scheduler = call.world.scheduler;
        scheduler.running().waits_for = count == 1 ? value_of(handles[0]) : 0;
        const std::uint64_t deadline =
            milliseconds == INFINITE ? never : scheduler.now() + milliseconds;
        // The world keeps its events until it ends, and a thread is kept by the scheduler: what is
        // waited for lives on, whatever becomes of the handles.
        Thread& thread = scheduler.running();
        thread.awaited = {set.objects.data(), count};
        thread.awaits_all = all;
        // Without another thread nobody resets while this one sleeps.
        const bool may_be_reset = scheduler.threads().size() > 1;
        if (may_be_reset) thread.let_go.watch(thread.awaited);
        scheduler.sleep([&] { return (index = set.find(thread.let_go)) != count; }, deadline);
        if (may_be_reset) thread.let_go.unwatch(thread.awaited);
        thread.awaited = {};
        if (call.world.is_over() && call.world.scenario() != nullptr) return WAIT_FAILED;
    }
    if (index == set.count) return call.done(WAIT_TIMEOUT);
    set.take(index);
    return call.done(WAIT_OBJECT_0 + index);
}

}  // namespace

HANDLE CreateEventA(LPSECURITY_ATTRIBUTES, BOOL manual_reset, BOOL signalled, LPCSTR name) {
    return create_event(Api::CreateEvent, WINSOCK_SIM_HERE, manual_reset != FALSE,
                        signalled != FALSE, name != nullptr);
}

HANDLE CreateEventW(LPSECURITY_ATTRIBUTES, BOOL manual_reset, BOOL signalled, LPCWSTR name) {
    return create_event(Api::CreateEvent, WINSOCK_SIM_HERE, manual_reset != FALSE,
                        signalled != FALSE, name != nullptr);
}

WSAEVENT WSACreateEvent() {
    return create_event(Api::WSACreateEvent, WINSOCK_SIM_HERE, true, false, false);
}

BOOL SetEvent(HANDLE event) { return change_event(Api::SetEvent, WINSOCK_SIM_HERE, event, true); }
BOOL ResetEvent(HANDLE event) {
    return change_event(Api::ResetEvent, WINSOCK_SIM_HERE, event, false);
}
BOOL WSASetEvent(WSAEVENT event) {
    return change_event(Api::WSASetEvent, WINSOCK_SIM_HERE, event, true);
}
BOOL WSAResetEvent(WSAEVENT event) {
    return change_event(Api::WSAResetEvent, WINSOCK_SIM_HERE, event, false);
}
BOOL CloseHandle(HANDLE object) { return close_handle(Api::CloseHandle, WINSOCK_SIM_HERE, object); }
BOOL WSACloseEvent(WSAEVENT event) {
    return close_handle(Api::WSACloseEvent, WINSOCK_SIM_HERE, event);
}

DWORD WaitForSingleObject(HANDLE object, DWORD milliseconds) {
    Call call(Api::WaitForSingleObject, WINSOCK_SIM_HERE, object, milliseconds);
    return wait(call, Api::WaitForSingleObject, 1, &object, false, milliseconds);
}

DWORD WaitForMultipleObjects(DWORD count, const HANDLE* objects, BOOL all, DWORD milliseconds) {
    if (array_overruns(Api::WaitForMultipleObjects, count, objects, WINSOCK_SIM_HERE,
                       WINSOCK_SIM_FRAME)) {
        return WAIT_FAILED;
    }
    Call call(Api::WaitForMultipleObjects, WINSOCK_SIM_HERE, count, WaitArray{count, objects}, all,
              milliseconds);
    return wait(call, Api::WaitForMultipleObjects, count, objects, all != FALSE, milliseconds);
}

DWORD WSAWaitForMultipleEvents(DWORD count, const WSAEVENT* events, BOOL all, DWORD milliseconds,
                               BOOL) {
    if (array_overruns(Api::WSAWaitForMultipleEvents, count, events, WINSOCK_SIM_HERE,
                       WINSOCK_SIM_FRAME)) {
        return WSA_WAIT_FAILED;
    }
    Call call(Api::WSAWaitForMultipleEvents, WINSOCK_SIM_HERE, count, WaitArray{count, events}, all,
              milliseconds);
    return wait(call, Api::WSAWaitForMultipleEvents, count, events, all != FALSE, milliseconds);
}

int WSAEventSelect(SOCKET s, WSAEVENT event, long mask) {
    Call call(Api::WSAEventSelect, WINSOCK_SIM_HERE, s, event, mask);
    if (call.over()) return SOCKET_ERROR;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    Socket* const socket = call.world.find_socket(s);
    if (socket == nullptr) {
        bad_handle(call.world, s, Api::WSAEventSelect);
        return call.fail(WSAENOTSOCK, SOCKET_ERROR);
    }
    SimEvent* const found = call.world.find_event(event);
    if (mask != 0 && found == nullptr) {
        bad_handle(call.world, value_of(event), Api::WSAEventSelect);
        return call.fail(WSAEINVAL, SOCKET_ERROR);
    }
    if (call.world.unlucky(Misfortune::event_select_fails)) {
        return call.fail(WSAENOBUFS, SOCKET_ERROR);
    }
    if (found == nullptr) return call.finish(socket->select(nullptr, mask));
    if (found->first_socket == nullptr) found->first_socket = socket;
    return call.finish(
        socket->select(std::static_pointer_cast<Event>(found->shared_from_this()), mask));
}

int WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events) {
    Call call(Api::WSAEnumNetworkEvents, WINSOCK_SIM_HERE, s, event);
    if (call.over()) return SOCKET_ERROR;
    if (call.world.startups == 0) return call.fail(WSANOTINITIALISED, SOCKET_ERROR);
    Socket* const socket = call.world.find_socket(s);
    if (socket == nullptr) {
        bad_handle(call.world, s, Api::WSAEnumNetworkEvents);
        return call.fail(WSAENOTSOCK, SOCKET_ERROR);
    }
    if (events == nullptr) return call.fail(WSAEFAULT, SOCKET_ERROR);
    SimEvent* const to_reset = event != nullptr ? call.world.find_event(event) : nullptr;
    if (event != nullptr && to_reset == nullptr) {
        bad_handle(call.world, value_of(event), Api::WSAEnumNetworkEvents);
        return call.fail(WSAEINVAL, SOCKET_ERROR);
    }
    const Touched written{events, sizeof *events, WINSOCK_SIM_HERE, WINSOCK_SIM_FRAME};
    if (overruns(call.world, Api::WSAEnumNetworkEvents, socket, written)) return SOCKET_ERROR;
    enumerated(call.world, *socket, to_reset);
    socket->enumerate(to_reset, *events);
    call.remember(static_cast<std::uint64_t>(events->lNetworkEvents));
    for (int bit = 0; bit < FD_MAX_EVENTS; ++bit) {
        if ((events->lNetworkEvents & (1L << bit)) != 0) {
            call.remember(static_cast<std::uint64_t>(events->iErrorCode[bit]));
        }
    }
    return call.done(0);
}
