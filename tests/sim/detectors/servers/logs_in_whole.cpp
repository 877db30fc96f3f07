// Takes each recv for a whole message.
#include "login.h"

std::string login(const char* code) { return right_login(code); }

int main(int argc, char** argv) { return run_client(argc, argv, {.collects = false}); }
