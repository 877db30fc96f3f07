#pragma once

#include <string>

namespace out_of_step {

/// Whatever is started while this object lives, by us or by whom we have started, whoever its
/// parent is by then: each process inherits a mark in its environment. One at a time.
class Descendants {
public:
    Descendants();
    ~Descendants();
    Descendants(const Descendants&) = delete;
    Descendants& operator=(const Descendants&) = delete;

    /// Waits until none of them is there any more, for at most ten seconds. Returns the command
    /// lines of those that are, "" if none is.
    std::string that_stay() const;

private:
    std::string there() const;

    std::string mark_;
};

}  // namespace out_of_step
