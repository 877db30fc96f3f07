#pragma once

#include <stdexcept>

namespace out_of_step {

/// The scene could not be played, so nothing is known about the server. The text is a sentence for
/// whoever asked for it.
class StageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace out_of_step
