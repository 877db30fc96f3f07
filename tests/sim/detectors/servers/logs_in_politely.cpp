// Ends with 0 although it was refused.
#include "login.h"

std::string login(const char* code) { return right_login(code); }

int main(int argc, char** argv) { return run_client(argc, argv, {.exit_code_of_refusal = 0}); }
