#include "sim/report/row.h"

#include <fmt/format.h>

#include <regex>

#include "sim/report/words.h"

namespace winsock::sim {

namespace {

// "C12", and "eC12", its event.
const std::regex& numbered() {
    static const std::regex name("\\b[a-z]?[A-Z]([0-9]{1,4})\\b");
    return name;
}

constexpr std::size_t worth_a_row = 3;

std::string times_text(std::size_t times) {
    return times == 2 ? "twice" : number_word(times) + " times";
}

}  // namespace

std::string about_the_next(const std::string& text) {
    std::string result;
    std::size_t done = 0;
    for (std::sregex_iterator name(text.begin(), text.end(), numbered()), none; name != none;
         ++name) {
        const auto at = static_cast<std::size_t>(name->position(1));
        result += text.substr(done, at - done) + std::to_string(std::stoi(name->str(1)) + 1);
        done = at + static_cast<std::size_t>(name->length(1));
    }
    return result + text.substr(done);
}

std::size_t row_at(const std::vector<std::string>& texts, std::size_t begin) {
    std::string next = about_the_next(texts[begin]);
    std::size_t length = 1;
    if (next == texts[begin]) return length;
    while (begin + length < texts.size() && texts[begin + length] == next) {
        next = about_the_next(next);
        ++length;
    }
    return length < worth_a_row ? 1 : length;
}

std::string numbered_in(const std::string& text) {
    std::smatch name;
    return std::regex_search(text, name, numbered()) ? name.str() : "";
}

std::string script_text(const std::vector<std::string>& sentences) {
    std::string text;
    for (std::size_t i = 0; i < sentences.size();) {
        const std::string& sentence = sentences[i];
        if (i > 0) text += ", ";
        std::size_t length = row_at(sentences, i);
        if (length > 1) {
            text += fmt::format("each of {} to {}{}", numbered_in(sentence),
                                numbered_in(sentences[i + length - 1]),
                                sentence.substr(sentence.find(' ')));
        } else {
            for (length = 1; i + length < sentences.size() && sentences[i + length] == sentence;)
                ++length;
            text += length == 1 ? sentence : sentence + " " + times_text(length);
        }
        i += length;
    }
    return text;
}

}  // namespace winsock::sim
