// An exception of its own leaves a function that must not throw.
#include <stdexcept>

#include "start.h"

static void refuse() { throw std::runtime_error("I will not have it"); }

static void must_not_throw() noexcept { refuse(); }

int main() {
    accept(start(), NULL, NULL);
    must_not_throw();
}
