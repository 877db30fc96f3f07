#include "stage/words.h"

#include <utility>

namespace out_of_step {

namespace {

constexpr std::size_t most_kept = 65536;

void keep_last(std::string& text, std::size_t count) {
    if (text.size() > count) text.erase(0, text.size() - count);
}

}  // namespace

void Words::append(std::string_view printed) {
    for (Expectation& expected : expectations_) {
        if (expected.shown) continue;
        expected.overlap += printed;
        expected.shown = expected.overlap.find(expected.text) != std::string::npos;
        keep_last(expected.overlap, expected.text.size() - 1);
    }
    count_ += printed.size();
    latest_ += printed;
    keep_last(latest_, most_kept);
}

std::size_t Words::expect(std::string text) {
    expectations_.push_back({std::move(text), "", false});
    return expectations_.size() - 1;
}

}  // namespace out_of_step
