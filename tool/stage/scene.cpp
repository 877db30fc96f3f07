#include "stage/scene.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "stage/error.h"

namespace out_of_step {

namespace {

using Deed = Act::Deed;

[[noreturn]] void refuse(const std::string& sentence, const std::string& why) {
    throw StageError(fmt::format("\"{}\": {}", sentence, why));
}

bool is_name(const std::string& word) {
    return !word.empty() && std::isupper(static_cast<unsigned char>(word.front())) != 0 &&
           std::all_of(word.begin(), word.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0; });
}

// A NUL would end the server's text, a newline would be two lines of it: then a text that was
// shown could not be told from one that was not.
bool is_one_line(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return std::iscntrl(c) != 0; });
}

// Who is there, and who has been. A name stands for one connection.
class Cast {
public:
    void follow(const Act& act) {
        if (stopped_) refuse(act.written, "the server has been told to stop.");
        switch (act.deed) {
            case Deed::connects:
                if (!seen_.insert(act.client).second)
                    refuse(act.written, "it has connected before.");
                there_.insert(act.client);
                break;
            case Deed::says:
            case Deed::asks:
            case Deed::stops_reading:
            case Deed::sends:
            case Deed::reads_on:
            case Deed::holds_on: expect_there(act); break;
            case Deed::leaves:
            case Deed::vanishes:
            case Deed::is_let_go:
                expect_there(act);
                there_.erase(act.client);
                break;
            case Deed::words_held_back:
                if (held_back_) refuse(act.written, "they are held back already.");
                held_back_ = true;
                break;
            case Deed::words_let_go:
                if (!held_back_) refuse(act.written, "they are not held back.");
                held_back_ = false;
                break;
            case Deed::told_to_stop:
                if (seen_.empty())
                    refuse(act.written, "nobody has found out yet that it is there.");
                if (held_back_) refuse(act.written, "its words are held back.");
                stopped_ = true;
                break;
        }
    }

    bool held_back() const { return held_back_; }

private:
    void expect_there(const Act& act) const {
        if (!there_.contains(act.client)) {
            refuse(act.written, fmt::format("{} is not connected then.", act.client));
        }
    }

    std::set<std::string> seen_;
    std::set<std::string> there_;
    bool held_back_ = false;
    bool stopped_ = false;
};

// The number between the two in "sends 5000 bytes".
std::optional<std::size_t> number_between(std::string_view before, std::string_view after,
                                          std::string_view text) {
    if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
    text.remove_prefix(before.size());
    text.remove_suffix(std::min(after.size(), text.size()));
    std::size_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool all = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    return all && number > 0 ? std::optional(number) : std::nullopt;
}

constexpr std::size_t most_bytes = 64'000'000;
constexpr std::size_t most_seconds = 20;

std::optional<Act> counted_act(const std::string& name, const std::string& rest,
                               const std::string& sentence) {
    if (const auto count = number_between("sends ", " bytes", rest)) {
        if (*count > most_bytes)
            refuse(sentence, fmt::format("{} bytes are the most.", most_bytes));
        return Act{Deed::sends, name, "", sentence, *count};
    }
    if (const auto count = number_between("holds on for ", " seconds", rest)) {
        if (*count > most_seconds)
            refuse(sentence, fmt::format("{} seconds are the most.", most_seconds));
        return Act{Deed::holds_on, name, "", sentence, *count};
    }
    return std::nullopt;
}

}  // namespace

Act parse_act(const std::string& sentence) {
    if (sentence == "the server's words are held back") {
        return {Deed::words_held_back, "", "", sentence};
    }
    if (sentence == "the server's words are let go") {
        return {Deed::words_let_go, "", "", sentence};
    }
    if (sentence == "the server is told to stop") return {Deed::told_to_stop, "", "", sentence};
    const std::size_t blank = sentence.find(' ');
    const std::string name = sentence.substr(0, blank);
    const std::string rest = blank == std::string::npos ? "" : sentence.substr(blank + 1);
    if (!is_name(name)) refuse(sentence, "an act begins with a client's name, for example A.");
    if (rest == "connects") return {Deed::connects, name, "", sentence};
    if (rest == "leaves") return {Deed::leaves, name, "", sentence};
    if (rest == "vanishes") return {Deed::vanishes, name, "", sentence};
    if (rest == "stops reading") return {Deed::stops_reading, name, "", sentence};
    if (rest == "reads on") return {Deed::reads_on, name, "", sentence};
    if (rest == "is let go") return {Deed::is_let_go, name, "", sentence};
    const bool asks = rest.starts_with("asks ");
    if ((asks || rest.starts_with("says ")) && rest.size() > 5) {
        const std::string text = rest.substr(5);
        if (!is_one_line(text)) refuse(sentence, "what is said must be one line of plain text.");
        return {asks ? Deed::asks : Deed::says, name, text, sentence};
    }
    if (const auto act = counted_act(name, rest, sentence)) return *act;
    refuse(sentence,
           "a client connects, says TEXT, asks TEXT, stops reading, sends N bytes, reads on, holds "
           "on for N seconds, leaves, vanishes or is let go.");
}

Scene parse_scene(const std::vector<std::string>& sentences) {
    if (sentences.empty()) throw StageError("The scene has no acts.");
    Scene scene;
    Cast cast;
    for (const std::string& sentence : sentences) {
        scene.push_back(parse_act(sentence));
        cast.follow(scene.back());
    }
    if (cast.held_back()) {
        throw StageError("The server's words are held back and never let go.");
    }
    return scene;
}

}  // namespace out_of_step
