#include "sim/report/call_text.h"

#include <fmt/format.h>

#include "sim/report/constants.h"
#include "sim/report/marks.h"

namespace winsock::sim {

namespace {

/// What a function returns.
enum class Returns { nothing, number, truth, socket, handle, thread, wait, notification };

Returns returned_by(Api api) {
    switch (api) {
        case Api::socket:
        case Api::accept: return Returns::socket;
        case Api::WSACreateEvent:
        case Api::CreateEvent:
        case Api::CreateThread: return Returns::handle;
        case Api::thread_start: return Returns::thread;
        case Api::WSAWaitForMultipleEvents:
        case Api::WaitForMultipleObjects:
        case Api::WaitForSingleObject: return Returns::wait;
        case Api::condition_wait:
        case Api::atomic_wait: return Returns::notification;
        case Api::WSACloseEvent:
        case Api::WSASetEvent:
        case Api::WSAResetEvent:
        case Api::SetEvent:
        case Api::ResetEvent:
        case Api::CloseHandle:
        case Api::GetExitCodeThread:
        case Api::SetConsoleCtrlHandler:
        case Api::TryEnterCriticalSection: return Returns::truth;
        case Api::Sleep:
        case Api::InitializeCriticalSection:
        case Api::EnterCriticalSection:
        case Api::LeaveCriticalSection:
        case Api::DeleteCriticalSection:
        case Api::mutex_lock:
        case Api::condition_notify:
        case Api::atomic_notify:
        case Api::thread_join:
        case Api::Interlocked: return Returns::nothing;
        default: return Returns::number;
    }
}

std::string handle_text(World& world, std::uint64_t value) {
    std::string mark = mark_of(world, value);
    return mark.empty() ? fmt::format("{:#x}", value) : mark;
}

std::string array_text(World& world, const Happening& call) {
    std::string text;
    for (const HANDLE handle : call.handles) {
        if (!text.empty()) text += ", ";
        text += handle_text(world, reinterpret_cast<HandleValue>(handle));
    }
    return "{" + text + "}";
}

std::string time_text(Api api, std::uint64_t milliseconds) {
    if (milliseconds != INFINITE) return std::to_string(milliseconds);
    return is_winsock(api) ? "WSA_INFINITE" : "INFINITE";
}

std::string argument_text(World& world, const Happening& call, char letter, std::size_t place) {
    const std::uint64_t value = call.arguments[place];
    switch (letter) {
        case 's':
        case 'e':
        case 'h': return handle_text(world, value);
        case 'E': return array_text(world, call);
        case 'm': return value == 0 ? "0" : events_text(static_cast<long>(value));
        case 'l': return value != 0 ? fmt::format("lock {}", value) : "no lock";
        case 'T': return mark_of_thread(static_cast<unsigned>(value));
        case 'p': return value != 0 ? "handler" : "NULL";
        case 'b': return value != 0 ? "TRUE" : "FALSE";
        case 't': return time_text(call.api, value);
        default: return number_text(call.api, place, static_cast<std::int64_t>(value));
    }
}

/// "WSA_WAIT_EVENT_0 + 1".
std::string wait_text(Api api, std::int64_t result) {
    const bool ours = is_winsock(api);
    const auto code = static_cast<DWORD>(result);
    if (code == WAIT_FAILED) return ours ? "WSA_WAIT_FAILED" : "WAIT_FAILED";
    if (code == WAIT_TIMEOUT) return ours ? "WSA_WAIT_TIMEOUT" : "WAIT_TIMEOUT";
    const std::string base = ours ? "WSA_WAIT_EVENT_0" : "WAIT_OBJECT_0";
    return code == WAIT_OBJECT_0 ? base : fmt::format("{} + {}", base, code - WAIT_OBJECT_0);
}

/// "FD_READ|FD_CLOSE (10053 WSAECONNABORTED)": behind the arguments stand the bits, and a status
/// for each.
std::string enumerated_text(const Happening& call) {
    constexpr std::size_t place = 2;
    if (call.error != 0 || call.arguments.size() <= place) return "";
    const auto bits = static_cast<long>(call.arguments[place]);
    if (bits == 0) return "nothing";
    std::string text;
    std::size_t next = place + 1;
    for (int bit = 0; bit < FD_MAX_EVENTS; ++bit) {
        if ((bits & (1L << bit)) == 0) continue;
        text += text.empty() ? "" : "|";
        text += event_text(bit);
        const auto status =
            static_cast<int>(next < call.arguments.size() ? call.arguments[next] : 0);
        if (status != 0) text += fmt::format(" ({})", error_text(call.api, status));
        ++next;
    }
    return text;
}

/// The event that a wait came back for.
std::string woken_by(World& world, const Happening& call) {
    const auto index = static_cast<std::uint64_t>(call.result) - WAIT_OBJECT_0;
    if (call.error != 0 || index >= call.handles.size()) return "";
    const bool all = call.arguments.size() > 2 && call.arguments[2] != 0 && call.arguments[0] > 1;
    if (all) return "all of them";
    return handle_text(world, reinterpret_cast<HandleValue>(call.handles[index]));
}

}  // namespace

std::string function_text(const Happening& call) {
    return call.name != nullptr ? call.name : name_of(call.api);
}

std::vector<std::string> arguments_text(World& world, const Happening& call) {
    std::vector<std::string> texts;
    const std::string_view letters = arguments_of(call.api);
    for (std::size_t i = 0; i < letters.size() && i < call.arguments.size(); ++i) {
        texts.push_back(argument_text(world, call, letters[i], i));
    }
    return texts;
}

std::string result_text(World& world, const Happening& call) {
    switch (returned_by(call.api)) {
        case Returns::nothing: return "";
        case Returns::truth: return call.result != 0 ? "TRUE" : "FALSE";
        case Returns::notification: return call.result != 0 ? "timeout" : "";
        case Returns::wait: return wait_text(call.api, call.result);
        case Returns::socket:
        case Returns::handle: return handle_text(world, static_cast<std::uint64_t>(call.result));
        case Returns::thread: return mark_of_thread(static_cast<unsigned>(call.result));
        case Returns::number: break;
    }
    return call.error != 0 ? "SOCKET_ERROR" : std::to_string(call.result);
}

std::string detail_text(World& world, const Happening& call) {
    switch (call.api) {
        case Api::WSAEnumNetworkEvents: return enumerated_text(call);
        case Api::WSAWaitForMultipleEvents:
        case Api::WaitForMultipleObjects: return woken_by(world, call);
        default: return "";
    }
}

}  // namespace winsock::sim
