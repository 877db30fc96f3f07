// What the Windows servers share.
#pragma once

#include <winsock2.h>

#include <cstdio>
#include <cstdlib>

[[noreturn]] inline void die(const char* what) {
    std::fprintf(stderr, "%s: error %d\n", what, WSAGetLastError());
    std::exit(1);
}

inline sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<u_short>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// On the port that is the first argument.
inline SOCKET listen_on(int argc, char** argv) {
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0) die("WSAStartup");
    if (argc < 2) {
        std::fputs("usage: PORT [WORKERS]\n", stderr);
        std::exit(2);
    }
    const SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (listener == INVALID_SOCKET) die("socket");
    const sockaddr_in address = loopback(std::atoi(argv[1]));
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        die("bind");
    if (listen(listener, SOMAXCONN) != 0) die("listen");
    return listener;
}

inline SOCKET accept_from(SOCKET listener) {
    const SOCKET connection = accept(listener, nullptr, nullptr);
    if (connection == INVALID_SOCKET) die("accept");
    return connection;
}
