#pragma once

#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A socket that listens on the course's port.
inline SOCKET start(int backlog = 5) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, backlog);
    return listener;
}
