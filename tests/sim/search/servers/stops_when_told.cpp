// Closes an event twice if it was told to stop before the first client came.
#include <winsock2.h>

static HANDLE told;

static BOOL note_it(DWORD) { return SetEvent(told); }

int main() {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    told = CreateEvent(NULL, TRUE, FALSE, NULL);
    HANDLE twice = CreateEvent(NULL, TRUE, FALSE, NULL);
    SetConsoleCtrlHandler(note_it, TRUE);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(4567);
    bind(listener, (sockaddr*)&address, sizeof(address));
    listen(listener, 5);
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        if (twice != NULL) CloseHandle(twice);
        if (WaitForSingleObject(told, 0) == WAIT_OBJECT_0) CloseHandle(twice);
        twice = NULL;
        closesocket(client);
    }
}
