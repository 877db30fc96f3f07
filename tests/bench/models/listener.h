// What the servers over the operating system's own sockets share.
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

[[noreturn]] inline void die(const char* what) {
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

inline int listen_on(const char* port) {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) die("socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        die("bind");
    if (listen(listener, SOMAXCONN) != 0) die("listen");
    return listener;
}

// The number of workers, the second argument.
inline int workers_from(int argc, char** argv) {
    const int workers = argc > 2 ? std::atoi(argv[2]) : 0;
    if (workers >= 1) return workers;
    std::fputs("usage: PORT WORKERS\n", stderr);
    std::exit(2);
}
