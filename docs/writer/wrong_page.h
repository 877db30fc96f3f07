#pragma once

#include <stdexcept>

namespace pages {

/// The pages cannot be made from what the project holds. The text names the file and says what is
/// wrong with it.
class WrongPage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace pages
