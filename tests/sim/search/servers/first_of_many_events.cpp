// The first of 65 events says something that nothing else says: whether a client came before it was
// reset or after. Only in one of the two this program closes it twice.
#include <winsock2.h>

int main() {
    WSAEVENT events[65];
    for (WSAEVENT& event : events) event = WSACreateEvent();
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    WSAEventSelect(listener, events[0], FD_ACCEPT);

    WSAWaitForMultipleEvents(1, events, FALSE, WSA_INFINITE, FALSE);
    WSANETWORKEVENTS happened;
    WSAEnumNetworkEvents(listener, NULL, &happened);
    accept(listener, NULL, NULL);
    WSAResetEvent(events[0]);
    DWORD answer = WSAWaitForMultipleEvents(1, events, FALSE, 0, FALSE);
    if (answer == WSA_WAIT_EVENT_0) {
        WSACloseEvent(events[0]);
        WSACloseEvent(events[0]);
    }
    WSAWaitForMultipleEvents(1, &events[1], FALSE, WSA_INFINITE, FALSE);
}
