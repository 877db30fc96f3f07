#pragma once
/// @file winsock2.h
/// Winsock 2, as far as the course needs it: TCP, a little UDP, and the event-select model.
///
/// How each call behaves is written down once, in docs/pages/how_it_behaves.md, and each comment
/// below names the rule or the fact there that it follows. Errors are Winsock's numbers. The
/// functions have C++ linkage, so that they never meet the C library's own recv, bind and friends.

#include <windows.h>

/// Names a socket. A value is used again after closesocket().
using SOCKET = UINT_PTR;
/// Names an event object; the same handles as CreateEvent() gives.
using WSAEVENT = HANDLE;
using LPWSAEVENT = WSAEVENT*;
using GROUP = unsigned int;

inline constexpr SOCKET INVALID_SOCKET = ~static_cast<SOCKET>(0);
inline constexpr int SOCKET_ERROR = -1;
inline constexpr WSAEVENT WSA_INVALID_EVENT = nullptr;

/// @name Waiting
/// @{
inline constexpr int WSA_MAXIMUM_WAIT_EVENTS = MAXIMUM_WAIT_OBJECTS;
inline constexpr DWORD WSA_INFINITE = INFINITE;
inline constexpr DWORD WSA_WAIT_EVENT_0 = WAIT_OBJECT_0;
inline constexpr DWORD WSA_WAIT_IO_COMPLETION = WAIT_IO_COMPLETION;
inline constexpr DWORD WSA_WAIT_TIMEOUT = WAIT_TIMEOUT;
inline constexpr DWORD WSA_WAIT_FAILED = WAIT_FAILED;
/// @}

/// @name Network events: a bit in a mask, and its place in WSANETWORKEVENTS::iErrorCode
/// @{
inline constexpr int FD_READ_BIT = 0;
inline constexpr int FD_WRITE_BIT = 1;
inline constexpr int FD_OOB_BIT = 2;
inline constexpr int FD_ACCEPT_BIT = 3;
inline constexpr int FD_CONNECT_BIT = 4;
inline constexpr int FD_CLOSE_BIT = 5;
inline constexpr int FD_QOS_BIT = 6;
inline constexpr int FD_GROUP_QOS_BIT = 7;
inline constexpr int FD_ROUTING_INTERFACE_CHANGE_BIT = 8;
inline constexpr int FD_ADDRESS_LIST_CHANGE_BIT = 9;
inline constexpr int FD_MAX_EVENTS = 10;

inline constexpr long FD_READ = 1L << FD_READ_BIT;
inline constexpr long FD_WRITE = 1L << FD_WRITE_BIT;
inline constexpr long FD_OOB = 1L << FD_OOB_BIT;
inline constexpr long FD_ACCEPT = 1L << FD_ACCEPT_BIT;
inline constexpr long FD_CONNECT = 1L << FD_CONNECT_BIT;
inline constexpr long FD_CLOSE = 1L << FD_CLOSE_BIT;
/// @}

/// What WSAEnumNetworkEvents() hands out: the bits, and a status for each bit that is set.
struct WSANETWORKEVENTS {
    long lNetworkEvents;
    int iErrorCode[FD_MAX_EVENTS];
};
using LPWSANETWORKEVENTS = WSANETWORKEVENTS*;

/// @name Address families, socket types, protocols
/// @{
inline constexpr int AF_UNSPEC = 0;
inline constexpr int AF_INET = 2;
inline constexpr int AF_INET6 = 23;
inline constexpr int PF_INET = AF_INET;
inline constexpr int SOCK_STREAM = 1;
inline constexpr int SOCK_DGRAM = 2;
inline constexpr int IPPROTO_IP = 0;
inline constexpr int IPPROTO_TCP = 6;
inline constexpr int IPPROTO_UDP = 17;
inline constexpr ULONG INADDR_ANY = 0x00000000;
inline constexpr ULONG INADDR_LOOPBACK = 0x7F000001;
inline constexpr ULONG INADDR_BROADCAST = 0xFFFFFFFF;
inline constexpr ULONG INADDR_NONE = 0xFFFFFFFF;
inline constexpr int SOMAXCONN = 0x7FFFFFFF;
/// @}

/// @name Flags and commands
/// @{
inline constexpr int MSG_OOB = 0x1;
inline constexpr int MSG_PEEK = 0x2;
inline constexpr int MSG_DONTROUTE = 0x4;
inline constexpr int MSG_WAITALL = 0x8;
inline constexpr int SD_RECEIVE = 0;
inline constexpr int SD_SEND = 1;
inline constexpr int SD_BOTH = 2;
inline constexpr long FIONREAD = 0x4004667F;
inline constexpr long FIONBIO = static_cast<long>(static_cast<std::int32_t>(0x8004667EU));
inline constexpr DWORD WSA_FLAG_OVERLAPPED = 0x01;
/// @}

/// @name Socket options
/// @{
inline constexpr int SOL_SOCKET = 0xFFFF;
inline constexpr int SO_DEBUG = 0x0001;
inline constexpr int SO_ACCEPTCONN = 0x0002;
inline constexpr int SO_REUSEADDR = 0x0004;
inline constexpr int SO_EXCLUSIVEADDRUSE = ~SO_REUSEADDR;
inline constexpr int SO_KEEPALIVE = 0x0008;
inline constexpr int SO_BROADCAST = 0x0020;
inline constexpr int SO_LINGER = 0x0080;
inline constexpr int SO_DONTLINGER = ~SO_LINGER;
inline constexpr int SO_OOBINLINE = 0x0100;
inline constexpr int SO_SNDBUF = 0x1001;
inline constexpr int SO_RCVBUF = 0x1002;
inline constexpr int SO_ERROR = 0x1007;
inline constexpr int SO_TYPE = 0x1008;
inline constexpr int TCP_NODELAY = 0x0001;
/// @}

// The system has structures of these names too, laid out differently on some systems. They live in
// a namespace of their own, so that a program that is linked from both keeps them apart.
inline namespace winsock_types {

struct linger {
    u_short l_onoff;
    u_short l_linger;  ///< seconds
};
using LINGER = linger;

/// @name Addresses, in network byte order
/// @{
struct in_addr {
    union {
        struct {
            u_char s_b1, s_b2, s_b3, s_b4;
        } S_un_b;
        struct {
            u_short s_w1, s_w2;
        } S_un_w;
        ULONG S_addr;
    } S_un;
};
#define s_addr S_un.S_addr
using IN_ADDR = in_addr;

struct sockaddr {
    u_short sa_family;
    char sa_data[14];
};
using SOCKADDR = sockaddr;
using LPSOCKADDR = sockaddr*;

struct sockaddr_in {
    short sin_family;
    u_short sin_port;
    in_addr sin_addr;
    char sin_zero[8];
};
using SOCKADDR_IN = sockaddr_in;
/// @}

}  // namespace winsock_types

struct WSABUF {
    ULONG len;
    char* buf;
};
using LPWSABUF = WSABUF*;

/// Overlapped operations are not offered: see WSASend().
struct WSAOVERLAPPED;
using LPWSAOVERLAPPED = WSAOVERLAPPED*;
using LPWSAOVERLAPPED_COMPLETION_ROUTINE = void (*)(DWORD, DWORD, LPWSAOVERLAPPED, DWORD);
struct WSAPROTOCOL_INFOW;
using LPWSAPROTOCOL_INFOW = WSAPROTOCOL_INFOW*;
struct QOS;
using LPQOS = QOS*;

struct WSADATA {
    WORD wVersion;
    WORD wHighVersion;
    unsigned short iMaxSockets;
    unsigned short iMaxUdpDg;
    char* lpVendorInfo;
    char szDescription[257];
    char szSystemStatus[129];
};
using LPWSADATA = WSADATA*;

inline constexpr WORD MAKEWORD(int low, int high) {
    return static_cast<WORD>((low & 0xFF) | ((high & 0xFF) << 8));
}
inline constexpr BYTE LOBYTE(DWORD_PTR word) { return static_cast<BYTE>(word & 0xFF); }
inline constexpr BYTE HIBYTE(DWORD_PTR word) { return static_cast<BYTE>((word >> 8) & 0xFF); }

/// Starts the use of Winsock; each call needs a WSACleanup(). 0, or WSAVERNOTSUPPORTED for a
/// version below 1.0, WSAEFAULT without `data`. Returns the error instead of setting it.
int WSAStartup(WORD version, LPWSADATA data);
/// Ends one WSAStartup(). After the last, sockets fail with WSANOTINITIALISED.
int WSACleanup();
/// The calling thread's last error: the same as GetLastError().
int WSAGetLastError();
/// Sets the calling thread's last error.
void WSASetLastError(int error);

/// Creates a blocking socket: AF_INET with SOCK_STREAM or SOCK_DGRAM.
SOCKET socket(int family, int type, int protocol);
/// As socket(); `info` and `group` must be empty, WSA_FLAG_OVERLAPPED is accepted and means
/// nothing.
SOCKET WSASocketW(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                  DWORD flags);
#define WSASocket WSASocketW
/// Gives a socket its own address. An address in TIME_WAIT is free, as on Windows; one that is in
/// use is WSAEADDRINUSE, a second bind WSAEINVAL.
int bind(SOCKET s, const sockaddr* address, int length);
/// Lets a bound socket take connections; WSAEINVAL if it is not bound.
int listen(SOCKET s, int backlog);
/// Takes a connection (rule 2, fact "FD_ACCEPT"); the new socket has the listener's mask, event
/// and nonblocking mode (rule 6). WSAEWOULDBLOCK when none waits and the listener is nonblocking.
SOCKET accept(SOCKET s, sockaddr* address, int* length);
/// Connects (fact "FD_CONNECT"). A nonblocking socket gets WSAEWOULDBLOCK, later FD_CONNECT.
int connect(SOCKET s, const sockaddr* address, int length);
/// As connect(); the buffers and QOS must be NULL.
int WSAConnect(SOCKET s, const sockaddr* address, int length, LPWSABUF caller, LPWSABUF callee,
               LPQOS sqos, LPQOS gqos);
/// Sends (rule 3). Nonblocking: all of it is taken, or none with WSAEWOULDBLOCK.
int send(SOCKET s, const char* data, int length, int flags);
/// Receives (rule 2, facts "FD_READ"). 0 is the peer's FIN, unless `length` is 0.
int recv(SOCKET s, char* data, int length, int flags);
int sendto(SOCKET s, const char* data, int length, int flags, const sockaddr* to, int to_length);
int recvfrom(SOCKET s, char* data, int length, int flags, sockaddr* from, int* from_length);
/// As send(), from several buffers. With `overlapped` or a routine: WSAEOPNOTSUPP.
int WSASend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
/// As recv(), into several buffers. With `overlapped` or a routine: WSAEOPNOTSUPP.
int WSARecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
/// Ends receiving, sending (the peer gets a FIN) or both. WSAENOTCONN if not connected.
int shutdown(SOCKET s, int how);
/// Closes a socket (rule 8); what was sent still goes out. Twice: WSAENOTSOCK, or an innocent
/// socket that has got the same value since.
int closesocket(SOCKET s);
int setsockopt(SOCKET s, int level, int option, const char* value, int length);
int getsockopt(SOCKET s, int level, int option, char* value, int* length);
int getsockname(SOCKET s, sockaddr* address, int* length);
int getpeername(SOCKET s, sockaddr* address, int* length);
/// FIONBIO: nonblocking or blocking; blocking is WSAEINVAL while events are selected.
/// FIONREAD: the bytes that one recv could read.
int ioctlsocket(SOCKET s, long command, u_long* argument);

/// Creates a manual-reset event object, nonsignalled. WSA_INVALID_EVENT on failure.
WSAEVENT WSACreateEvent();
/// Closes a handle to an event; a socket that selected it keeps the object.
BOOL WSACloseEvent(WSAEVENT event);
BOOL WSASetEvent(WSAEVENT event);
BOOL WSAResetEvent(WSAEVENT event);
/// Waits for one, or all, of 1 to 64 events (facts "Wait"). The lowest signalled index wins; a wait
/// never resets a manual-reset event. `alertable` is ignored: there are no completion routines.
DWORD WSAWaitForMultipleEvents(DWORD count, const WSAEVENT* events, BOOL all, DWORD milliseconds,
                               BOOL alertable);
/// Selects the network events that set `event` (rule 4, facts "Selection"); the socket becomes
/// nonblocking. Mask 0 cancels.
int WSAEventSelect(SOCKET s, WSAEVENT event, long mask);
/// Hands out what was recorded and selected, and resets `event` if one is given, in one step
/// (rule 5, facts "Enum").
int WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events);

/// @name Byte order
/// @{
u_short htons(u_short host);
u_short ntohs(u_short network);
ULONG htonl(ULONG host);
ULONG ntohl(ULONG network);
/// @}

/// An IPv4 address from dotted numbers, in network byte order; INADDR_NONE if it is none.
ULONG inet_addr(const char* text);
/// Dotted numbers from an address, in a buffer of the calling thread.
char* inet_ntoa(in_addr address);
