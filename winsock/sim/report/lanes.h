#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/trace.h"

namespace winsock::sim {

/// Where on a line each actor's words begin. Every line is about one thing, so the words may run on
/// into the columns of others: it is the beginning that tells whose they are.
class Lanes {
public:
    Lanes(const Trace& trace, std::size_t width);

    std::size_t of(const std::string& actor) const;
    /// The names of the columns, each where it begins.
    std::string header() const;

    /// The margin on the left: line numbers, and the words that mark unlucky moments.
    static constexpr std::size_t margin = 8;

private:
    struct Lane {
        std::string actor;  ///< "clients" if they share one
        std::size_t column;
    };
    void add_threads(const Trace& trace);
    void add_clients(const Trace& trace, std::size_t width);

    std::vector<Lane> lanes_;
    std::size_t shared_column_ = margin;  // of actors that have no lane of their own
};

}  // namespace winsock::sim
