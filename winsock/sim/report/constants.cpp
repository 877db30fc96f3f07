#include "sim/report/constants.h"

#include <fmt/format.h>
#include <winerror.h>
#include <winsock2.h>

#include <iterator>
#include <string_view>

namespace winsock::sim {

namespace {

struct Named {
    std::int64_t number;
    const char* name;
};

#define NAMED(name) \
    { static_cast<std::int64_t>(name), #name }

constexpr Named winsock_errors[] = {NAMED(WSA_INVALID_HANDLE),
                                    NAMED(WSA_NOT_ENOUGH_MEMORY),
                                    NAMED(WSA_INVALID_PARAMETER),
                                    NAMED(WSA_IO_PENDING),
                                    NAMED(WSAEINTR),
                                    NAMED(WSAEBADF),
                                    NAMED(WSAEACCES),
                                    NAMED(WSAEFAULT),
                                    NAMED(WSAEINVAL),
                                    NAMED(WSAEMFILE),
                                    NAMED(WSAEWOULDBLOCK),
                                    NAMED(WSAEINPROGRESS),
                                    NAMED(WSAEALREADY),
                                    NAMED(WSAENOTSOCK),
                                    NAMED(WSAEDESTADDRREQ),
                                    NAMED(WSAEMSGSIZE),
                                    NAMED(WSAEPROTOTYPE),
                                    NAMED(WSAENOPROTOOPT),
                                    NAMED(WSAEPROTONOSUPPORT),
                                    NAMED(WSAESOCKTNOSUPPORT),
                                    NAMED(WSAEOPNOTSUPP),
                                    NAMED(WSAEPFNOSUPPORT),
                                    NAMED(WSAEAFNOSUPPORT),
                                    NAMED(WSAEADDRINUSE),
                                    NAMED(WSAEADDRNOTAVAIL),
                                    NAMED(WSAENETDOWN),
                                    NAMED(WSAENETUNREACH),
                                    NAMED(WSAENETRESET),
                                    NAMED(WSAECONNABORTED),
                                    NAMED(WSAECONNRESET),
                                    NAMED(WSAENOBUFS),
                                    NAMED(WSAEISCONN),
                                    NAMED(WSAENOTCONN),
                                    NAMED(WSAESHUTDOWN),
                                    NAMED(WSAETIMEDOUT),
                                    NAMED(WSAECONNREFUSED),
                                    NAMED(WSAEHOSTDOWN),
                                    NAMED(WSAEHOSTUNREACH),
                                    NAMED(WSAVERNOTSUPPORTED),
                                    NAMED(WSANOTINITIALISED)};
constexpr Named system_errors[] = {NAMED(ERROR_INVALID_HANDLE), NAMED(ERROR_NOT_ENOUGH_MEMORY),
                                   NAMED(ERROR_NOT_SUPPORTED), NAMED(ERROR_INVALID_PARAMETER),
                                   NAMED(ERROR_IO_PENDING)};
constexpr Named families[] = {NAMED(AF_UNSPEC), NAMED(AF_INET), NAMED(AF_INET6)};
constexpr Named types[] = {NAMED(SOCK_STREAM), NAMED(SOCK_DGRAM)};
constexpr Named protocols[] = {NAMED(IPPROTO_TCP), NAMED(IPPROTO_UDP)};
constexpr Named backlogs[] = {NAMED(SOMAXCONN)};
constexpr Named directions[] = {NAMED(SD_RECEIVE), NAMED(SD_SEND), NAMED(SD_BOTH)};
constexpr Named commands[] = {NAMED(FIONREAD), NAMED(FIONBIO)};
constexpr Named levels[] = {NAMED(SOL_SOCKET), NAMED(IPPROTO_TCP)};
constexpr Named options[] = {
    NAMED(SO_DEBUG),     NAMED(SO_ACCEPTCONN), NAMED(SO_REUSEADDR), NAMED(SO_EXCLUSIVEADDRUSE),
    NAMED(SO_KEEPALIVE), NAMED(SO_BROADCAST),  NAMED(SO_LINGER),    NAMED(SO_DONTLINGER),
    NAMED(SO_OOBINLINE), NAMED(SO_SNDBUF),     NAMED(SO_RCVBUF),    NAMED(SO_ERROR),
    NAMED(SO_TYPE),      NAMED(TCP_NODELAY)};
constexpr Named flags[] = {NAMED(MSG_OOB), NAMED(MSG_PEEK), NAMED(MSG_DONTROUTE),
                           NAMED(MSG_WAITALL)};
constexpr Named events[] = {NAMED(FD_READ),   NAMED(FD_WRITE),   NAMED(FD_OOB),
                            NAMED(FD_ACCEPT), NAMED(FD_CONNECT), NAMED(FD_CLOSE)};

#undef NAMED

template <std::size_t size>
std::string one_of(const Named (&table)[size], std::int64_t number) {
    for (const Named& named : table) {
        if (named.number == number) return named.name;
    }
    return std::to_string(number);
}

/// Bits, with "|" between them; what has no name as a hexadecimal number.
template <std::size_t size>
std::string all_of(const Named (&table)[size], std::int64_t bits) {
    std::string text;
    for (const Named& named : table) {
        if ((bits & named.number) == 0) continue;
        text += text.empty() ? "" : "|";
        text += named.name;
        bits &= ~named.number;
    }
    if (bits == 0) return text;
    return fmt::format("{}{}{:#x}", text, text.empty() ? "" : "|",
                       static_cast<std::uint32_t>(bits));
}

}  // namespace

bool is_winsock(Api api) { return std::string_view(name_of(api)).starts_with("WSA"); }

std::string error_text(Api api, int error) {
    if (error == 0) return "";
    const std::string name = is_winsock(api) || error >= WSABASEERR ? one_of(winsock_errors, error)
                                                                    : one_of(system_errors, error);
    const std::string digits = std::to_string(error);
    return name == digits ? digits : digits + " " + name;
}

std::string events_text(long bits) { return all_of(events, bits); }

const char* event_text(int bit) {
    const auto place = static_cast<std::size_t>(bit);
    return place < std::size(events) ? events[place].name : "";
}

std::string number_text(Api api, std::size_t place, std::int64_t number) {
    switch (api) {
        case Api::socket:
            if (place == 0) return one_of(families, number);
            return place == 1 ? one_of(types, number) : one_of(protocols, number);
        case Api::listen: return one_of(backlogs, number);
        case Api::shutdown: return one_of(directions, number);
        case Api::send:
        case Api::recv:
            return place == 2 && number != 0 ? all_of(flags, number) : std::to_string(number);
        case Api::setsockopt:
        case Api::getsockopt:
            if (place == 1) return one_of(levels, number);
            return one_of(options, number);
        case Api::ioctlsocket:
            return place == 1 ? one_of(commands, number) : std::to_string(number);
        case Api::WSAStartup:  // MAKEWORD(2, 2)
            return fmt::format("{}.{}", number & 0xFF, number >> 8 & 0xFF);
        default: return std::to_string(number);
    }
}

}  // namespace winsock::sim
