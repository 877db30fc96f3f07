#include "token.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace course::mutation {

namespace {

/// Longer ones first.
constexpr std::array<std::string_view, 21> signs = {"<<=", ">>=", "->", "::", "++", "--", "<<",
                                                    ">>",  "<=",  ">=", "==", "!=", "&&", "||",
                                                    "+=",  "-=",  "*=", "/=", "|=", "&=", "^="};

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Goes through the file, token by token.
class Reader {
public:
    explicit Reader(std::string_view source) : source_(source) {}

    std::vector<Token> all() {
        for (skip(); here_ < source_.size(); skip()) read_one();
        return tokens_;
    }

private:
    bool begins(std::string_view text) const { return source_.substr(here_).starts_with(text); }
    std::size_t end_of_line() const { return std::min(source_.find('\n', here_), source_.size()); }

    bool at_begin_of_line() const {
        const std::size_t begin = source_.rfind('\n', here_) + 1;  // 0 if there is none before
        const auto before = source_.substr(begin, here_ - begin);
        return std::all_of(before.begin(), before.end(), is_blank);
    }

    /// The end of what is no token here; the same place if there is a token.
    std::size_t end_of_gap() const {
        if (is_blank(source_[here_])) return here_ + 1;
        if (begins("//") || (source_[here_] == '#' && at_begin_of_line())) return end_of_line();
        if (!begins("/*")) return here_;
        const std::size_t end = source_.find("*/", here_ + 2);
        return end == std::string_view::npos ? source_.size() : end + 2;
    }

    void skip() {
        while (here_ < source_.size() && end_of_gap() != here_) go_to(end_of_gap());
    }

    void read_one() {
        const char first = source_[here_];
        if (first == '"' || first == '\'') {
            add(Token::Kind::text, length_of_text(first));
        } else if (is_word(first)) {
            std::size_t length = 1;
            while (here_ + length < source_.size() && is_word(source_[here_ + length])) ++length;
            add(is_digit(first) ? Token::Kind::number : Token::Kind::word, length);
        } else {
            const auto* const found =
                std::find_if(signs.begin(), signs.end(), [&](auto sign) { return begins(sign); });
            add(Token::Kind::sign, found == signs.end() ? 1 : found->size());
        }
    }

    std::size_t length_of_text(char quote) const {
        std::size_t end = here_ + 1;
        while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
        return std::min(end + 1, source_.size()) - here_;
    }

    void add(Token::Kind kind, std::size_t length) {
        const std::size_t end = here_ + length;
        tokens_.push_back({.kind = kind,
                           .text = std::string(source_.substr(here_, length)),
                           .at = here_,
                           .line = line_,
                           .blank_before = here_ == 0 || is_blank(source_[here_ - 1]),
                           .blank_behind = end == source_.size() || is_blank(source_[end])});
        go_to(end);
    }

    void go_to(std::size_t place) {
        const auto passed = source_.substr(here_, place - here_);
        line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
        here_ = place;
    }

    std::string_view source_;
    std::size_t here_ = 0;
    std::size_t line_ = 1;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(const std::string& source) { return Reader(source).all(); }

}  // namespace course::mutation
