#include "stage/marks.h"

#include <algorithm>
#include <cctype>
#include <random>
#include <string>

namespace out_of_step {

namespace {

using Deed = Act::Deed;

// With anything shorter it would be chance that the server says the same.
constexpr std::size_t shortest = 4;

bool is_word(const std::string& text) {
    return text.size() >= shortest && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalpha(c) != 0 || c == ' ';
           });
}

std::string random_letters(std::size_t count) {
    std::random_device random;
    std::uniform_int_distribution<int> any('a', 'z');
    std::string letters;
    while (letters.size() < count) letters += static_cast<char>(any(random));
    return letters;
}

void replace_all(std::string& text, const std::string& old, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(old, at)) != std::string::npos; at += old.size()) {
        text.replace(at, old.size(), by);
    }
}

// A text that overlaps with another, or that the server awaits, stays what it is.
bool may_be_replaced(const std::string& text, const Scene& scene) {
    if (!is_word(text)) return false;
    return std::none_of(scene.begin(), scene.end(), [&](const Act& act) {
        const bool holds = act.bytes.find(text) != std::string::npos;
        switch (act.deed) {
            case Deed::awaits: return holds;
            case Deed::tells:
                return act.bytes != text && (holds || text.find(act.bytes) != std::string::npos);
            default: return false;
        }
    });
}

}  // namespace

Scene with_marks(Scene scene) {
    // A text may be said in several pieces.
    std::string said;
    for (const Act& act : scene) {
        if (act.deed == Deed::says) said += act.bytes;
    }
    for (const Act& told : scene) {
        const std::string text = told.bytes;
        const bool is_told = told.deed == Deed::tells && may_be_replaced(text, scene);
        if (!is_told || said.find(text) == std::string::npos) continue;
        const std::string mark = random_letters(text.size());
        replace_all(said, text, mark);
        for (Act& act : scene) {
            if (act.deed == Deed::tells && act.bytes == text) act.bytes = mark;
        }
    }
    std::size_t at = 0;
    for (Act& act : scene) {
        if (act.deed != Deed::says) continue;
        act.bytes = said.substr(at, act.bytes.size());
        at += act.bytes.size();
    }
    return scene;
}

}  // namespace out_of_step
