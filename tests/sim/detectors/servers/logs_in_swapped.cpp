// Sends the command as it lies in memory.
#include "login.h"

std::string login(const char* code) {
    ULONG command = 1;
    std::string bytes = right_login(code);
    memcpy(&bytes[0], &command, sizeof(command));
    return bytes;
}

int main(int argc, char** argv) { return run_client(argc, argv); }
