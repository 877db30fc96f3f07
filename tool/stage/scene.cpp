#include "stage/scene.h"

#include <algorithm>
#include <cctype>
#include <set>

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
        switch (act.deed) {
            case Deed::connects:
                if (!seen_.insert(act.client).second)
                    refuse(act.written, "it has connected before.");
                there_.insert(act.client);
                break;
            case Deed::says: expect_there(act); break;
            case Deed::leaves:
            case Deed::vanishes:
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
};

}  // namespace

Act parse_act(const std::string& sentence) {
    if (sentence == "the server's words are held back") {
        return {Deed::words_held_back, "", "", sentence};
    }
    if (sentence == "the server's words are let go") {
        return {Deed::words_let_go, "", "", sentence};
    }
    const std::size_t blank = sentence.find(' ');
    const std::string name = sentence.substr(0, blank);
    const std::string rest = blank == std::string::npos ? "" : sentence.substr(blank + 1);
    if (!is_name(name)) refuse(sentence, "an act begins with a client's name, for example A.");
    if (rest == "connects") return {Deed::connects, name, "", sentence};
    if (rest == "leaves") return {Deed::leaves, name, "", sentence};
    if (rest == "vanishes") return {Deed::vanishes, name, "", sentence};
    if (rest.starts_with("says ") && rest.size() > 5) {
        const std::string text = rest.substr(5);
        if (!is_one_line(text)) refuse(sentence, "what is said must be one line of plain text.");
        return {Deed::says, name, text, sentence};
    }
    refuse(sentence, "a client connects, says TEXT, leaves or vanishes.");
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
