// Sends its login while it is still connecting.
#include "login.h"

std::string login(const char* code) { return right_login(code); }

int main(int argc, char** argv) { return run_client(argc, argv, {.waits_for_connect = false}); }
