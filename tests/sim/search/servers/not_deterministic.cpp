// Does something else each time, with the same answers to the same calls.
#include <winsock2.h>

// The simulator puts globals back between executions; of thread_local variables it knows nothing.
static thread_local int times;

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5 + times++);
    WSAEVENT event = WSACreateEvent();
    WSAEventSelect(listener, event, FD_ACCEPT);
    WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
    accept(listener, NULL, NULL);
    WSAWaitForMultipleEvents(1, &event, FALSE, WSA_INFINITE, FALSE);
}
