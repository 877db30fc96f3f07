#pragma once

#include <string>
#include <vector>

namespace winsock::sim {

/// What somebody who looks at an execution can ask for.
enum class StepperKey { next, back, first, last, far_next, far_back, special, other, keys, end };

/// Makes keys of what a terminal sends for them. Several bytes can be one key, and come apart.
class StepperKeys {
public:
    /// The keys that are complete with these bytes; of others nothing.
    std::vector<StepperKey> add(const std::string& bytes);

    /// Whether what came last may be the Esc key, or the beginning of another: then nothing more
    /// must come for a moment before it is the former.
    bool is_waiting() const { return !begun_.empty(); }

    /// Nothing more has come.
    std::vector<StepperKey> settle();

private:
    std::string begun_;
};

}  // namespace winsock::sim
