// Makes its socket, and waits for what cannot come.
#include "start.h"

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(s, event, FD_CONNECT);
    WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
}
