// An exception of its own leaves a function that must not throw.
#include <stdexcept>

#include "start.h"

static void refuse() noexcept { throw std::runtime_error("I will not have it"); }

int main() {
    accept(start(), NULL, NULL);
    refuse();
}
