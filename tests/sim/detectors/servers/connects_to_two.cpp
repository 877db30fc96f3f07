// Connects twice, and says on each connection which one it is. A third time nobody is there.
#include "start.h"

int main(int, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)atoi(argv[1]));
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    SOCKET sockets[3];
    for (int i = 0; i < 3; i++) {
        sockets[i] = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        if (connect(sockets[i], (sockaddr*)&address, sizeof(address)) == 0) {
            char text[2] = {(char)('1' + i), 0};
            send(sockets[i], text, 1, 0);
        } else {
            printf("%d: %d", i + 1, WSAGetLastError());
        }
    }
    for (SOCKET s : sockets) closesocket(s);
    WSACleanup();
    return 0;
}
