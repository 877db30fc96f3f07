// Waits until it is spoken to, and then sends the command as it lies in memory.
#include "login.h"

std::string login(const char* code) {
    ULONG command = 1;
    std::string bytes = right_login(code);
    memcpy(&bytes[0], &command, sizeof(command));
    return bytes;
}

int main(int argc, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)atoi(argv[1]));
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    if (connect(s, (sockaddr*)&address, sizeof(address)) == 0) {
        char text[16];
        if (recv(s, text, sizeof(text), 0) > 0) send_login(s, argc > 2 ? argv[2] : "A1B2");
        while (recv(s, text, sizeof(text), 0) > 0) {
        }
    }
    closesocket(s);
    WSACleanup();
    return 0;
}
