#pragma once
/// @file winerror.h
/// The error numbers of Windows and Winsock that the course meets.

#include <cstdint>

/// @name Error numbers of GetLastError()
/// @{
inline constexpr std::uint32_t ERROR_SUCCESS = 0;
inline constexpr std::uint32_t ERROR_INVALID_HANDLE = 6;      ///< closed, or of another kind
inline constexpr std::uint32_t ERROR_NOT_ENOUGH_MEMORY = 8;   ///< there can be no more of it
inline constexpr std::uint32_t ERROR_NOT_SUPPORTED = 50;      ///< not offered here
inline constexpr std::uint32_t ERROR_INVALID_PARAMETER = 87;  ///< the call cannot take that
inline constexpr std::uint32_t ERROR_IO_PENDING = 997;
/// @}

/// @name Error numbers of WSAGetLastError()
/// @{
inline constexpr int WSA_INVALID_HANDLE = 6;      ///< ERROR_INVALID_HANDLE
inline constexpr int WSA_NOT_ENOUGH_MEMORY = 8;   ///< ERROR_NOT_ENOUGH_MEMORY
inline constexpr int WSA_INVALID_PARAMETER = 87;  ///< ERROR_INVALID_PARAMETER
inline constexpr int WSA_IO_PENDING = 997;
inline constexpr int WSABASEERR = 10000;
inline constexpr int WSAEINTR = 10004;  ///< the call was ended while it waited
inline constexpr int WSAEBADF = 10009;
inline constexpr int WSAEACCES = 10013;       ///< it is not allowed
inline constexpr int WSAEFAULT = 10014;       ///< a pointer is missing, or there is too little room
inline constexpr int WSAEINVAL = 10022;       ///< not in this state, or with this parameter
inline constexpr int WSAEMFILE = 10024;       ///< there are no more sockets
inline constexpr int WSAEWOULDBLOCK = 10035;  ///< a blocking socket would wait now
inline constexpr int WSAEINPROGRESS = 10036;
inline constexpr int WSAEALREADY = 10037;  ///< it is being connected
inline constexpr int WSAENOTSOCK = 10038;  ///< no open socket
inline constexpr int WSAEDESTADDRREQ = 10039;
inline constexpr int WSAEMSGSIZE = 10040;  ///< a datagram is too large
inline constexpr int WSAEPROTOTYPE = 10041;
inline constexpr int WSAENOPROTOOPT = 10042;      ///< no such option
inline constexpr int WSAEPROTONOSUPPORT = 10043;  ///< no such protocol, or of another type
inline constexpr int WSAESOCKTNOSUPPORT = 10044;  ///< no such type of socket
inline constexpr int WSAEOPNOTSUPP = 10045;       ///< not for such a socket, or not offered
inline constexpr int WSAEPFNOSUPPORT = 10046;
inline constexpr int WSAEAFNOSUPPORT = 10047;   ///< no such address family
inline constexpr int WSAEADDRINUSE = 10048;     ///< the address belongs to another socket
inline constexpr int WSAEADDRNOTAVAIL = 10049;  ///< the address belongs to another machine
inline constexpr int WSAENETDOWN = 10050;
inline constexpr int WSAENETUNREACH = 10051;  ///< there is no way to that network
inline constexpr int WSAENETRESET = 10052;
inline constexpr int WSAECONNABORTED = 10053;  ///< as FD_CLOSE's status: an RST has come
inline constexpr int WSAECONNRESET = 10054;    ///< the peer has ended the connection by an RST
inline constexpr int WSAENOBUFS = 10055;       ///< the system has no room for it
inline constexpr int WSAEISCONN = 10056;       ///< it is connected already
inline constexpr int WSAENOTCONN = 10057;      ///< it is not connected
inline constexpr int WSAESHUTDOWN = 10058;     ///< this direction was shut down
inline constexpr int WSAETIMEDOUT = 10060;     ///< the peer does not answer
inline constexpr int WSAECONNREFUSED = 10061;  ///< nobody listens there
inline constexpr int WSAEHOSTDOWN = 10064;
inline constexpr int WSAEHOSTUNREACH = 10065;     ///< there is no way to that machine
inline constexpr int WSAVERNOTSUPPORTED = 10092;  ///< no such version of Winsock
inline constexpr int WSANOTINITIALISED = 10093;   ///< WSAStartup() was not called
/// @}
