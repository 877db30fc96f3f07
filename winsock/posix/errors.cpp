#include "posix/errors.h"

#include <winerror.h>

#include <cerrno>

namespace winsock::native {

int winsock_error(int host_error) {
    if (host_error == EAGAIN || host_error == EWOULDBLOCK || host_error == EINPROGRESS) {
        return WSAEWOULDBLOCK;
    }
    switch (host_error) {
        case EINTR: return WSAEINTR;
        case EBADF: return WSAENOTSOCK;  // a descriptor that is gone was a socket once
        case EACCES: return WSAEACCES;
        case EPERM: return WSAEACCES;
        case EFAULT: return WSAEFAULT;
        case EINVAL: return WSAEINVAL;
        case EMFILE: return WSAEMFILE;
        case ENFILE: return WSAEMFILE;
        case EALREADY: return WSAEALREADY;
        case ENOTSOCK: return WSAENOTSOCK;
        case EDESTADDRREQ: return WSAEDESTADDRREQ;
        case EMSGSIZE: return WSAEMSGSIZE;
        case EPROTOTYPE: return WSAEPROTOTYPE;
        case ENOPROTOOPT: return WSAENOPROTOOPT;
        case EPROTONOSUPPORT: return WSAEPROTONOSUPPORT;
        case EOPNOTSUPP: return WSAEOPNOTSUPP;
        case EAFNOSUPPORT: return WSAEAFNOSUPPORT;
        case EADDRINUSE: return WSAEADDRINUSE;
        case EADDRNOTAVAIL: return WSAEADDRNOTAVAIL;
        case ENETDOWN: return WSAENETDOWN;
        case ENETUNREACH: return WSAENETUNREACH;
        case ENETRESET: return WSAENETRESET;
        case ECONNABORTED: return WSAECONNABORTED;
        case ECONNRESET: return WSAECONNRESET;
        case EPIPE: return WSAECONNRESET;  // Winsock tells of the peer, not of the pipe
        case ENOBUFS: return WSAENOBUFS;
        case ENOMEM: return WSAENOBUFS;
        case EISCONN: return WSAEISCONN;
        case ENOTCONN: return WSAENOTCONN;
        case ETIMEDOUT: return WSAETIMEDOUT;
        case ECONNREFUSED: return WSAECONNREFUSED;
        case EHOSTDOWN: return WSAEHOSTDOWN;
        case EHOSTUNREACH: return WSAEHOSTUNREACH;
        default: return WSAENOBUFS;  // the system could not, for a reason Winsock has no word for
    }
}

}  // namespace winsock::native
