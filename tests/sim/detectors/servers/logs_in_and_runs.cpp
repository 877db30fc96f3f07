// Ends as soon as it is accepted.
#include "login.h"

std::string login(const char* code) { return right_login(code); }

int main(int argc, char** argv) { return run_client(argc, argv, {.ends_when_accepted = true}); }
