// Copies the code into the login, and does not write what is behind it there.
#include "login.h"

struct Login {
    ULONG command;
    ULONG length;
    u_short version;
    char code[21];
};

std::string login(const char* code) {
    Login login;
    login.command = htonl(1);
    login.length = htonl(23);
    login.version = htons(1);
    strcpy(login.code, code);
    return std::string((const char*)&login, 31);
}

int main(int argc, char** argv) { return run_client(argc, argv); }
