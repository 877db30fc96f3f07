// As one does it without events: each call waits until it is done.
#include "login.h"

std::string login(const char* code) { return right_login(code); }

int main(int argc, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)atoi(argv[1]));
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    int exit_code = 1;
    if (connect(s, (sockaddr*)&address, sizeof(address)) != 0) {
        printf("Not connected: %d\n", WSAGetLastError());
    } else {
        send_login(s, argc > 2 ? argv[2] : "A1B2");
        std::string inbox;
        char bytes[64];
        int n;
        while ((n = recv(s, bytes, sizeof(bytes), 0)) > 0) {
            inbox.append(bytes, n);
            Outcome outcome = take_messages(inbox, Habits());
            if (outcome == Outcome::accepted) exit_code = 0;
            if (outcome == Outcome::refused) break;
        }
    }
    closesocket(s);
    WSACleanup();
    return exit_code;
}
