#include "slips.h"

#include <algorithm>
#include <map>
#include <optional>

namespace course::mutation {

namespace {

using Texts = std::vector<std::string>;

/// Signs between two operands, and those that change one.
const std::map<std::string, Texts> other_signs = {
    {"==", {"!=", "="}}, {"!=", {"==", "="}}, {"<", {"<=", ">"}}, {"<=", {"<", ">"}},
    {">", {">=", "<"}},  {">=", {">", "<"}},  {"+", {"-"}},       {"-", {"+"}},
    {"+=", {"-="}},      {"-=", {"+="}},      {"&&", {"||"}},     {"||", {"&&"}},
    {"&", {"|"}},        {"|", {"&"}},        {"++", {"--"}},     {"--", {"++"}},
};

const std::map<std::string, Texts> other_words = {
    {"TRUE", {"FALSE"}},
    {"FALSE", {"TRUE"}},
    {"true", {"false"}},
    {"false", {"true"}},
    {"break", {"continue"}},
    {"continue", {"break"}},
    {"while", {"if"}},
    {"WSA_INFINITE", {"0"}},
    {"WSA_WAIT_FAILED", {"WSA_WAIT_TIMEOUT"}},
    {"WSA_WAIT_TIMEOUT", {"WSA_WAIT_FAILED"}},
};

/// Each may be taken for another of its row.
const std::vector<Texts> taken_for_each_other = {
    {"i", "j", "total", "index"},
    {"listener", "client"},
    {"FD_READ", "FD_WRITE", "FD_ACCEPT", "FD_CLOSE"},
    {"FD_READ_BIT", "FD_WRITE_BIT", "FD_ACCEPT_BIT", "FD_CLOSE_BIT"},
};

/// The call that a token is an argument of.
struct Call {
    std::string name;
    std::size_t argument = 1;
};

std::optional<Call> call_around(const std::vector<Token>& tokens, std::size_t i) {
    std::size_t argument = 1;
    std::size_t closed = 0;
    while (i-- > 0) {
        const std::string& sign = tokens[i].text;
        if (sign == ";" || sign == "{") return std::nullopt;
        if (sign == ")") ++closed;
        if (sign == "," && closed == 0) ++argument;
        if (sign != "(") continue;
        if (closed-- == 0) return Call{i == 0 ? "" : tokens[i - 1].text, argument};
    }
    return std::nullopt;
}

bool is_timeout(const std::vector<Token>& tokens, std::size_t i) {
    const std::optional<Call> call = call_around(tokens, i);
    return call && call->name == "WSAWaitForMultipleEvents" && call->argument == 4;
}

Texts slips_of_number(const std::vector<Token>& tokens, std::size_t i) {
    const std::string& text = tokens[i].text;
    const bool is_plain = text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) {
                              return c >= '0' && c <= '9';
                          });
    if (!is_plain) return {};
    const unsigned long number = std::stoul(text);
    Texts others = {std::to_string(number + 1)};
    if (number > 0) others.push_back(std::to_string(number - 1));
    if (is_timeout(tokens, i)) {
        if (number > 1) others.emplace_back("0");
        others.emplace_back("WSA_INFINITE");
    }
    return others;
}

/// In `int total = 0` and `Connection& client` a name gets its meaning; a member is not the
/// variable of its name.
bool is_variable(const std::vector<Token>& tokens, std::size_t i) {
    if (i == 0) return false;
    const Token& before = tokens[i - 1];
    if (before.text == "." || before.text == "->" || before.text == "::") return false;
    if (before.kind == Token::Kind::word) return before.text == "return";
    const bool ends_a_type = (before.text == "&" || before.text == "*") && !before.blank_before;
    return !ends_a_type;
}

bool occurs(const std::vector<Token>& tokens, const std::string& word) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const Token& token) { return token.text == word; });
}

Texts slips_of_word(const std::vector<Token>& tokens, std::size_t i) {
    const std::string& word = tokens[i].text;
    if (const auto found = other_words.find(word); found != other_words.end()) {
        return found->second;
    }
    Texts others;
    for (const Texts& row : taken_for_each_other) {
        if (std::find(row.begin(), row.end(), word) == row.end()) continue;
        const bool is_constant = word.starts_with("FD_");
        if (!is_constant && !is_variable(tokens, i)) continue;
        for (const std::string& other : row) {
            if (other != word && (is_constant || occurs(tokens, other))) others.push_back(other);
        }
    }
    return others;
}

Texts slips_of_sign(const Token& token) {
    if (token.text == "!") return {""};
    const auto found = other_signs.find(token.text);
    if (found == other_signs.end()) return {};
    const bool takes_one = token.text == "++" || token.text == "--";
    // Otherwise it belongs to a type, or is an address or a negative number.
    const bool is_between_two = token.blank_before && token.blank_behind;
    return takes_one || is_between_two ? found->second : Texts{};
}

}  // namespace

std::vector<std::string> slips_at(const std::vector<Token>& tokens, std::size_t i) {
    const std::optional<Call> call = call_around(tokens, i);
    if (call && call->name == "sizeof") return {};
    switch (tokens[i].kind) {
        case Token::Kind::number: return slips_of_number(tokens, i);
        case Token::Kind::word: return slips_of_word(tokens, i);
        case Token::Kind::sign: return slips_of_sign(tokens[i]);
        case Token::Kind::text: return {};
    }
    return {};
}

}  // namespace course::mutation
