// Two threads give way to each other by Sleep(0). main() stands at its own, or already in it, when
// the other begins: no call tells which. Only if it stands before it, the other is through with its
// own before main() has gone on, and this program closes an event twice.
#include <process.h>
#include <windows.h>
#include <winsock2.h>

static bool main_has_gone_on;
static bool other_was_faster;

static unsigned work(void*) {
    Sleep(0);
    other_was_faster = !main_has_gone_on;
    return 0;
}

int main() {
    HANDLE other = (HANDLE)_beginthreadex(NULL, 0, work, NULL, 0, NULL);
    Sleep(0);
    main_has_gone_on = true;
    WaitForSingleObject(other, INFINITE);
    if (other_was_faster) {
        HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
        CloseHandle(event);
        CloseHandle(event);
    }
    return 0;
}
