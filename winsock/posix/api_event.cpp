// Event objects, selection, enumeration, waiting.

#include "core/handle_table.h"
#include "posix/call.h"
#include "posix/thread.h"
#include "posix/wait_set.h"

using namespace winsock;

namespace {

std::shared_ptr<Event> find_event(HANDLE handle) {
    std::shared_ptr<Object> object =
        HandleTable::instance().find(reinterpret_cast<HandleValue>(handle));
    if (!object || object->kind() != Object::Kind::event) return nullptr;
    return std::static_pointer_cast<Event>(std::move(object));
}

BOOL fail_with(DWORD error) {
    SetLastError(error);
    return FALSE;
}

HANDLE create_event(bool manual_reset, bool signalled) {
    const HandleValue value =
        HandleTable::instance().add(std::make_shared<Event>(manual_reset, signalled));
    if (value == 0) SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return reinterpret_cast<HANDLE>(value);
}

HANDLE no_names() {
    SetLastError(ERROR_NOT_SUPPORTED);
    return nullptr;
}

}  // namespace

HANDLE CreateEventA(LPSECURITY_ATTRIBUTES, BOOL manual_reset, BOOL signalled, LPCSTR name) {
    return name != nullptr ? no_names() : create_event(manual_reset != FALSE, signalled != FALSE);
}

HANDLE CreateEventW(LPSECURITY_ATTRIBUTES, BOOL manual_reset, BOOL signalled, LPCWSTR name) {
    return name != nullptr ? no_names() : create_event(manual_reset != FALSE, signalled != FALSE);
}

BOOL SetEvent(HANDLE event) {
    const std::shared_ptr<Event> found = find_event(event);
    if (!found) return fail_with(ERROR_INVALID_HANDLE);
    found->set();
    return TRUE;
}

// What came before the reset must not be noticed after it: that would forgive a lost signal which
// Windows does not forgive. So the event's sockets are asked first.
BOOL ResetEvent(HANDLE event) {
    const std::shared_ptr<Event> found = find_event(event);
    if (!found) return fail_with(ERROR_INVALID_HANDLE);
    for (const std::shared_ptr<Object>& source : found->sources()) {
        const std::shared_ptr<Poller> home = static_cast<Socket&>(*source).home();
        if (home) WaitSet::current().look(*home);
    }
    found->reset();
    return TRUE;
}

BOOL CloseHandle(HANDLE object) {
    const std::shared_ptr<Object> closed = HandleTable::instance().remove(
        reinterpret_cast<HandleValue>(object),
        [](Object::Kind kind) { return kind != Object::Kind::socket; });
    return closed ? TRUE : fail_with(ERROR_INVALID_HANDLE);
}

DWORD WaitForSingleObject(HANDLE object, DWORD milliseconds) {
    return WaitSet::wait(1, &object, false, milliseconds);
}

DWORD WaitForMultipleObjects(DWORD count, const HANDLE* objects, BOOL all, DWORD milliseconds) {
    return WaitSet::wait(count, objects, all != FALSE, milliseconds);
}

WSAEVENT WSACreateEvent() { return CreateEventA(nullptr, TRUE, FALSE, nullptr); }
BOOL WSACloseEvent(WSAEVENT event) { return CloseHandle(event); }
BOOL WSASetEvent(WSAEVENT event) { return SetEvent(event); }
BOOL WSAResetEvent(WSAEVENT event) { return ResetEvent(event); }

DWORD WSAWaitForMultipleEvents(DWORD count, const WSAEVENT* events, BOOL all, DWORD milliseconds,
                               BOOL) {
    return WaitSet::wait(count, events, all != FALSE, milliseconds);
}

int WSAEventSelect(SOCKET s, WSAEVENT event, long mask) {
    return call(s, [&](Socket& socket) {
        const std::shared_ptr<Event> found = find_event(event);
        if (mask != 0 && !found) return -WSAEINVAL;
        return socket.select(found, mask);
    });
}

int WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events) {
    return call(s, [&](Socket& socket) {
        if (events == nullptr) return -WSAEFAULT;
        return socket.enumerate(event, *events);
    });
}
