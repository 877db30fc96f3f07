// Tries to connect, prints what it is given, and ends with the code that it is given first.
#include "start.h"

int main(int argc, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)atoi(argv[1]));
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    connect(s, (sockaddr*)&address, sizeof(address));
    for (int i = 3; i < argc; i++) printf("%s", argv[i]);
    closesocket(s);
    WSACleanup();
    return atoi(argv[2]);
}
