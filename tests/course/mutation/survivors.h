#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mutant.h"

namespace course::mutation {

/// A slip, or several in the same place, that nobody notices, and why that is so.
struct Survivor {
    std::string from;   ///< the first solution in which it survives: "01"
    std::string to;     ///< the last one: "07"
    std::string line;   ///< the line's own text
    std::string after;  ///< the line of code before it; "" if `line` says enough
    std::string token;
    std::size_t nth = 1;
    std::vector<std::string> becomes;
    bool each = false;  ///< of all lines that read so
    std::string reason;

    bool is_in(const std::string& solution) const { return from <= solution && solution <= to; }
    bool is(const Mutant& mutant) const;
    /// "survivors.json: `<` becomes `<=`, in: for (...) {".
    std::string in_words(const std::string& becomes_this) const;
};

/// Reads survivors.json. Throws std::runtime_error that says what is wrong with it.
std::vector<Survivor> survivors_from(const nlohmann::json& list);
/// Those of this folder.
const std::vector<Survivor>& survivors();

/// Whether this mutant of the solution may survive.
bool may_survive(const std::vector<Survivor>& listed, const std::string& solution,
                 const Mutant& mutant);

/// What is listed for a solution and is no mutant of it, or more than one. Sentences.
std::vector<std::string> about_listed(const std::vector<Survivor>& listed,
                                      const std::string& solution,
                                      const std::vector<Mutant>& mutants);

}  // namespace course::mutation
