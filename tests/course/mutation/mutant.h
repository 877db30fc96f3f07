#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace course::mutation {

/// A server in which one token is another one: a slip.
struct Mutant {
    std::size_t at = 0;    ///< where the token begins in the file
    std::size_t line = 0;  ///< as an editor shows it
    std::string text;      ///< the line's own, without the blanks around it
    std::string after;     ///< the line of code before it
    std::string token;     ///< "<"
    std::size_t nth = 1;   ///< of those tokens on the line which: 1 is the first
    std::string becomes;   ///< "<="; "" if the token is left out

    /// "`<` becomes `<=`".
    std::string in_words() const;
};

/// Every slip in the parts of a server that are the course's matter, from its begin to its end.
std::vector<Mutant> mutants_of(const std::string& source);

/// The server with the slip.
std::string applied(const Mutant& mutant, const std::string& source);

/// The numbers of the lines that all servers share, and that are not mutated: how a port is read,
/// where the server listens. `unknown`, if asked for, gets those parts that this server lacks.
std::vector<bool> shared_lines(const std::vector<std::string>& lines,
                               std::vector<std::string>* unknown = nullptr);

}  // namespace course::mutation
