#include "mutant.h"

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <string_view>

#include "slips.h"
#include "token.h"

namespace course::mutation {

namespace {

/// From a line that begins so, to the next one that ends so.
struct Part {
    const char* begin;
    const char* end;
};

/// What stands in every server before it listens. None of it is repaired in any lesson.
constexpr std::array<Part, 6> parts_of_servers = {{
    {"struct WinsockLibrary {", "};"},
    {"static int port_from(", "}"},
    {"    setvbuf(stdout", "    WinsockLibrary library;"},
    {"    bool anywhere = ", ";"},
    {"    sockaddr_in address;", "    }"},
    {"    printf(\"Listening on ", ";"},
}};

/// And in every client before it says its first word.
constexpr std::array<Part, 3> parts_of_clients = {{
    {"    setvbuf(stdout", ": 4567;"},
    {"    sockaddr_in address", "    }"},  // up to connect
    {"    printf(\"Connected to ", ";"},
}};

/// The servers of chapter D: what is behind the port is theirs, and the address.
constexpr std::array<Part, 3> parts_of_servers_with_workers = {{
    {"int main(", "    WSADATA data;"},
    {"    sockaddr_in address = {};", "(INADDR_LOOPBACK);"},
    {"    printf(\"Listening on ", ";"},
}};

constexpr std::array<Part, 3> parts_of_the_framework = {{
    {"int main(", "    Winsock winsock;"},
    {"    sockaddr_in at = {};", "(INADDR_LOOPBACK);"},
    {"    printf(\"Listening on ", ";"},
}};

/// Programs of one kind are known by a line that begins in this way.
struct Kind {
    std::string_view line;
    std::span<const Part> parts;
};
constexpr std::array<Kind, 4> kinds = {{
    {"class Worker {", parts_of_the_framework},
    {"struct Worker {", parts_of_servers_with_workers},
    {"struct WinsockLibrary {", parts_of_servers},
    {"", parts_of_clients},
}};

std::vector<std::string> split(const std::string& source) {
    std::vector<std::string> lines;
    std::istringstream in(source);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string without_blanks_around(const std::string& line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return "";
    return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

/// Which of the same tokens on its line this one is.
std::size_t place_on_line(const std::vector<Token>& tokens, std::size_t i) {
    std::size_t nth = 1;
    for (std::size_t k = i; k-- > 0 && tokens[k].line == tokens[i].line;) {
        if (tokens[k].text == tokens[i].text) ++nth;
    }
    return nth;
}

/// The line of the last token before `line`; 0 if there is none.
std::size_t line_of_code_before(const std::vector<Token>& tokens, std::size_t i) {
    const std::size_t line = tokens[i].line;
    while (i > 0 && tokens[i].line == line) --i;
    return tokens[i].line == line ? 0 : tokens[i].line;
}

}  // namespace

std::string Mutant::in_words() const {
    std::string words = "`" + token + "`";
    if (nth > 1) words += " (no. " + std::to_string(nth) + ")";
    return words + (becomes.empty() ? " is left out" : " becomes `" + becomes + "`");
}

std::vector<bool> shared_lines(const std::vector<std::string>& lines,
                               std::vector<std::string>* unknown) {
    std::vector<bool> shared(lines.size() + 1, false);
    const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& candidate) {
        return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.starts_with(candidate.line);
        });
    });
    if (kind == kinds.end()) return shared;
    for (const Part& part : kind->parts) {
        std::size_t l = 0;
        while (l < lines.size() && !lines[l].starts_with(part.begin)) ++l;
        if (l == lines.size() && unknown != nullptr) unknown->emplace_back(part.begin);
        for (; l < lines.size(); ++l) {
            shared[l + 1] = true;
            if (lines[l].ends_with(part.end)) break;
        }
    }
    return shared;
}

std::vector<Mutant> mutants_of(const std::string& source) {
    const std::vector<Token> tokens = tokens_of(source);
    const std::vector<std::string> lines = split(source);
    const std::vector<bool> shared = shared_lines(lines);
    std::vector<Mutant> mutants;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (shared[token.line]) continue;
        const std::size_t before = line_of_code_before(tokens, i);
        for (const std::string& other : slips_at(tokens, i)) {
            mutants.push_back({.at = token.at,
                               .line = token.line,
                               .text = without_blanks_around(lines[token.line - 1]),
                               .after = before == 0 ? "" : without_blanks_around(lines[before - 1]),
                               .token = token.text,
                               .nth = place_on_line(tokens, i),
                               .becomes = other});
        }
    }
    return mutants;
}

std::string applied(const Mutant& mutant, const std::string& source) {
    std::string changed = source;
    return changed.replace(mutant.at, mutant.token.size(), mutant.becomes);
}

}  // namespace course::mutation
