#pragma once
/// @file winsock2.h
/// Winsock 2, as far as the course needs it: TCP, a little UDP, and the event-select model.
///
/// How each call behaves is written down once, in docs/pages/how_it_behaves.md, and each comment
/// below names in brackets the rules and facts there that it follows.
///
/// Where nothing else is said, a call returns 0, or SOCKET_ERROR, and then WSAGetLastError() tells
/// why: WSANOTINITIALISED before WSAStartup(), WSAENOTSOCK for what is no open socket, WSAEFAULT
/// where a pointer is missing or a length too small, or what the comment names. Lengths are in
/// bytes, times in milliseconds; addresses and ports in structures are in network byte order.
///
/// The functions have C++ linkage, so that they never meet the C library's own recv, bind and
/// friends.

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

/// What WSAEnumNetworkEvents() hands out.
struct WSANETWORKEVENTS {
    long lNetworkEvents;            ///< which kinds have happened: FD_READ, FD_CLOSE, ...
    int iErrorCode[FD_MAX_EVENTS];  ///< a status for each of those, at FD_READ_BIT, ...; 0: success
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

/// The value of SO_LINGER. On with 0 seconds: closesocket() sends an RST (@ref rule_7).
struct linger {
    u_short l_onoff;
    u_short l_linger;  ///< seconds
};
using LINGER = linger;

/// @name Addresses, in network byte order
/// @{
/// An IPv4 address; `s_addr` is all of it.
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

/// An address of any family: what calls take a pointer to. Here it is always a sockaddr_in.
struct sockaddr {
    u_short sa_family;
    char sa_data[14];
};
using SOCKADDR = sockaddr;
using LPSOCKADDR = sockaddr*;

/// An IPv4 address and a port.
struct sockaddr_in {
    short sin_family;
    u_short sin_port;
    in_addr sin_addr;
    char sin_zero[8];
};
using SOCKADDR_IN = sockaddr_in;
/// @}

}  // namespace winsock_types

/// One of the buffers of WSASend() and WSARecv().
struct WSABUF {
    ULONG len;  ///< bytes
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

/// What WSAStartup() tells of this Winsock; `wVersion` is the version that the program gets.
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

/// Two bytes as one number: version 2.2 is MAKEWORD(2, 2).
inline constexpr WORD MAKEWORD(int low, int high) {
    return static_cast<WORD>((low & 0xFF) | ((high & 0xFF) << 8));
}
/// The byte that MAKEWORD() was given first.
inline constexpr BYTE LOBYTE(DWORD_PTR word) { return static_cast<BYTE>(word & 0xFF); }
/// The byte that MAKEWORD() was given second.
inline constexpr BYTE HIBYTE(DWORD_PTR word) { return static_cast<BYTE>((word >> 8) & 0xFF); }

/// Starts the use of Winsock; each call needs a WSACleanup(). 0, or WSAVERNOTSUPPORTED for a
/// version below 1.0, WSAEFAULT without `data`. Returns the error instead of setting it.
int WSAStartup(WORD version, LPWSADATA data);
/// Ends one WSAStartup(). The last one closes the sockets that are still open, and from then on
/// sockets fail with WSANOTINITIALISED.
int WSACleanup();
/// The calling thread's last error: the same as GetLastError(). A call that succeeds leaves it.
int WSAGetLastError();
/// Sets the calling thread's last error.
void WSASetLastError(int error);

/// Creates a blocking socket: AF_INET with SOCK_STREAM or SOCK_DGRAM, and the protocol 0 or the one
/// that belongs to the type. INVALID_SOCKET with WSAEAFNOSUPPORT, WSAESOCKTNOSUPPORT,
/// WSAEPROTONOSUPPORT, or WSAEMFILE if there are no more.
SOCKET socket(int family, int type, int protocol);
/// As socket(). WSAEINVAL if `info` or `group` is not empty; `flags` may be WSA_FLAG_OVERLAPPED,
/// and mean nothing.
SOCKET WSASocketW(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info, GROUP group,
                  DWORD flags);
#define WSASocket WSASocketW
/// Gives a socket its own address; for port 0 the system chooses one. An address in TIME_WAIT is
/// free, as on Windows. WSAEADDRINUSE if it is in use, WSAEADDRNOTAVAIL if it is none of this
/// machine, WSAEAFNOSUPPORT if it is not AF_INET, WSAEINVAL for a second bind.
int bind(SOCKET s, const sockaddr* address, int length);
/// Lets a bound socket take connections, of which `backlog` may wait (@ref fact_backlog). WSAEINVAL
/// if it is not bound, WSAEISCONN if it is connected, WSAEOPNOTSUPP for datagrams.
int listen(SOCKET s, int backlog);
/// Takes a connection (@ref rule_2; @ref fact_fd_accept). The new socket has the listener's mask,
/// event and nonblocking mode (@ref rule_6). `address` becomes the client's; it may be NULL, else
/// `*length` says how much room there is. INVALID_SOCKET with WSAEWOULDBLOCK when none waits and
/// the listener is nonblocking, WSAEINVAL if it does not listen, WSAEINTR if it is closed
/// meanwhile, WSAEMFILE if there are no more sockets.
SOCKET accept(SOCKET s, sockaddr* address, int* length);
/// Connects (@ref fact_fd_connect). A nonblocking socket gets WSAEWOULDBLOCK, and the result is an
/// arrival, FD_CONNECT; a blocking one waits, and gets WSAECONNREFUSED if it is refused.
/// WSAEALREADY while it connects, WSAEISCONN when it is connected, WSAEINVAL if it listens,
/// WSAEAFNOSUPPORT for an address that is not AF_INET. Gives a datagram socket its peer.
int connect(SOCKET s, const sockaddr* address, int length);
/// As connect(). WSAEOPNOTSUPP unless the buffers and QOS are NULL.
int WSAConnect(SOCKET s, const sockaddr* address, int length, LPWSABUF caller, LPWSABUF callee,
               LPQOS sqos, LPQOS gqos);
/// Sends (@ref rule_3; @ref fact_fd_write). Returns how many bytes were taken. Here that is all of
/// them: a blocking socket waits for room, a nonblocking one takes all, or none with
/// WSAEWOULDBLOCK; where Winsock may do otherwise is in @ref where_sources_disagree. Of the flags
/// MSG_OOB is known. WSAENOTCONN, WSAESHUTDOWN after SD_SEND, WSAECONNRESET when the peer has gone
/// (@ref fact_half_close).
int send(SOCKET s, const char* data, int length, int flags);
/// Receives at most `length` bytes (@ref rule_2; @ref fact_fd_read). Returns how many; 0 is the
/// peer's FIN, unless `length` is 0 or the socket is for datagrams, which can be empty. Flags are
/// MSG_PEEK, MSG_OOB, and MSG_WAITALL for a blocking stream. WSAEWOULDBLOCK when there is nothing
/// and the socket is nonblocking, WSAECONNRESET after an RST (@ref rule_7), WSAENOTCONN,
/// WSAESHUTDOWN after SD_RECEIVE, WSAEINTR if the socket is closed meanwhile, WSAEMSGSIZE if the
/// rest of a datagram is lost.
int recv(SOCKET s, char* data, int length, int flags);
/// As send(), of a datagram to an address; to the socket's peer if `to` is NULL. WSAEMSGSIZE if it
/// is larger than a datagram can be. A stream sends to its peer: `to` is not used.
int sendto(SOCKET s, const char* data, int length, int flags, const sockaddr* to, int to_length);
/// As recv(), and tells who has sent the datagram; `from` may be NULL, else `*from_length` says how
/// much room there is. WSAEINVAL on a datagram socket without an address of its own, WSAECONNRESET
/// if an earlier datagram has found nobody.
int recvfrom(SOCKET s, char* data, int length, int flags, sockaddr* from, int* from_length);
/// As send(), from 1 to 64 buffers, one behind the other; `*sent` is how many bytes were taken, and
/// may be left out. WSAEINVAL for another number of buffers, WSAEOPNOTSUPP with `overlapped` or a
/// routine.
int WSASend(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
/// As recv(), into 1 to 64 buffers, one behind the other; `*received` is how many bytes came, and
/// may be left out. `*flags` is read, and set to 0. WSAEINVAL for another number of buffers,
/// WSAEOPNOTSUPP with `overlapped` or a routine.
int WSARecv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine);
/// Ends receiving (SD_RECEIVE), sending (SD_SEND: the peer gets a FIN) or both (SD_BOTH)
/// (@ref fact_half_close). WSAENOTCONN if not connected, WSAEINVAL for another `how`.
int shutdown(SOCKET s, int how);
/// Closes a socket (@ref rule_8); what was sent still goes out. Twice: WSAENOTSOCK, or an innocent
/// socket that has got the same value since (@ref fact_closed_twice).
int closesocket(SOCKET s);
/// Sets one of the options above, except SO_ACCEPTCONN, SO_ERROR and SO_TYPE. `value` points to an
/// int, for a switch also to one byte, for SO_LINGER to a LINGER. SO_REUSEADDR is kept and has no
/// effect: two sockets never share a port here. WSAENOPROTOOPT for any other.
int setsockopt(SOCKET s, int level, int option, const char* value, int length);
/// Asks for one of the options above; `*length` is the room for the value, and then its size.
/// SO_ERROR takes the error away that it tells. WSAENOPROTOOPT for any other.
int getsockopt(SOCKET s, int level, int option, char* value, int* length);
/// The socket's own address. `*length` is the room for it, and then its size. WSAEINVAL before it
/// has one.
int getsockname(SOCKET s, sockaddr* address, int* length);
/// The peer's address. `*length` is the room for it, and then its size. WSAENOTCONN without a peer.
int getpeername(SOCKET s, sockaddr* address, int* length);
/// FIONBIO: nonblocking if `*argument` is not 0, else blocking; WSAEINVAL for blocking while events
/// are selected (@ref fact_selection). FIONREAD: `*argument` becomes the number of bytes that one
/// recv could read. WSAEINVAL for any other command.
int ioctlsocket(SOCKET s, long command, u_long* argument);

/// Creates a manual-reset event object, nonsignalled (@ref fact_events). WSA_INVALID_EVENT with
/// WSA_NOT_ENOUGH_MEMORY if there are no more.
WSAEVENT WSACreateEvent();
/// Closes a handle to an event; a socket that selected it keeps the object
/// (@ref fact_close_selected). FALSE with WSA_INVALID_HANDLE if it is closed already.
BOOL WSACloseEvent(WSAEVENT event);
/// Signals an event, and lets everybody go who waits for it now (@ref fact_wait). FALSE with
/// WSA_INVALID_HANDLE for anything but an event.
BOOL WSASetEvent(WSAEVENT event);
/// Ends the signal of an event; no socket's record is touched. FALSE with WSA_INVALID_HANDLE for
/// anything but an event.
BOOL WSAResetEvent(WSAEVENT event);
/// Waits for one of 1 to 64 events, or for `all` (@ref fact_wait), for at most so many
/// `milliseconds`: WSA_INFINITE is for ever, 0 only looks. Returns WSA_WAIT_EVENT_0 plus the lowest
/// signalled index, or WSA_WAIT_TIMEOUT, or WSA_WAIT_FAILED with WSA_INVALID_PARAMETER for another
/// number of events, or the same one twice in a wait for all, and with WSA_INVALID_HANDLE if any of
/// them is closed. Never resets a manual-reset event. `alertable` is ignored: there are no
/// completion routines.
DWORD WSAWaitForMultipleEvents(DWORD count, const WSAEVENT* events, BOOL all, DWORD milliseconds,
                               BOOL alertable);
/// Selects the network events that set `event` (@ref rule_4; @ref fact_selection); the socket
/// becomes nonblocking. Mask 0 cancels, and needs no event. WSAEINVAL for a mask without an open
/// event.
int WSAEventSelect(SOCKET s, WSAEVENT event, long mask);
/// Hands out what was recorded and selected, and resets `event` if one is given, in one step
/// (@ref rule_5; @ref fact_enum). WSAEINVAL if `event` is closed or no event: nothing has changed
/// then.
int WSAEnumNetworkEvents(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events);

/// @name Byte order
/// From the machine's (h) to the network's (n), which is big-endian, and back; of 16 bits (s) and
/// of 32 (l).
/// @{
u_short htons(u_short host);
u_short ntohs(u_short network);
ULONG htonl(ULONG host);
ULONG ntohl(ULONG network);
/// @}

/// An IPv4 address from dotted numbers, in network byte order; INADDR_NONE if it is none.
ULONG inet_addr(const char* text);
/// Dotted numbers from an address, in a buffer of the calling thread: the next call overwrites it.
char* inet_ntoa(in_addr address);
