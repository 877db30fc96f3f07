// Two threads that note who began first before either has made a call: no call tells of it. If they
// began in order and then the first also called first, this program closes an event twice.
#include <process.h>
#include <windows.h>
#include <winsock2.h>

static int beginnings[2];
static int begun;
static int first_to_call = -1;
static bool both_had_begun;

static unsigned work(void* argument) {
    int me = *(int*)argument;
    beginnings[begun++] = me;
    GetTickCount64();
    if (first_to_call == -1) {
        first_to_call = me;
        both_had_begun = begun == 2;
    }
    return 0;
}

int main() {
    int numbers[2] = {0, 1};
    HANDLE threads[2];
    for (int i = 0; i < 2; i++) {
        threads[i] = (HANDLE)_beginthreadex(NULL, 0, work, &numbers[i], 0, NULL);
    }
    WaitForMultipleObjects(2, threads, TRUE, INFINITE);
    if (both_had_begun && beginnings[0] == 0 && first_to_call == 0) {
        HANDLE event = CreateEvent(NULL, TRUE, FALSE, NULL);
        CloseHandle(event);
        CloseHandle(event);
    }
    return 0;
}
