#include "sim/report/step_text.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "sim/report/words.h"

namespace winsock::sim {

namespace {

bool transfers(const Step& step) { return sends(step) || receives(step); }

/// "{eL, eA, eB, ..., eZ}": of many only the first and the last.
std::string shortened_array(const std::string& array) {
    constexpr std::size_t longest = 32;
    if (array.size() <= longest) return array;
    const std::size_t cut = array.rfind(", ", longest - 12);
    const std::size_t last = array.rfind(", ");
    if (cut == std::string::npos || last <= cut) return array;
    return array.substr(0, cut) + ", ..." + array.substr(last);
}

bool is_plain_success(const Step& step) {
    return step.result == "TRUE" || (step.result == "0" && !transfers(step));
}

}  // namespace

bool sends(const Step& step) { return step.call == "send" || step.call == "WSASend"; }
bool receives(const Step& step) { return step.call == "recv" || step.call == "WSARecv"; }

std::string call_text(const Step& step) {
    std::vector<std::string> arguments = step.arguments;
    const bool plain = transfers(step) && arguments.size() == 3 && arguments.back() == "0";
    if (plain) arguments.pop_back();  // no flags
    if (sends(step) && arguments.size() > 1)
        arguments.insert(arguments.begin() + 1, bytes_text(step.text, 20));
    std::string text = step.call + "(";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0) text += ", ";
        text += arguments[i].starts_with('{') ? shortened_array(arguments[i]) : arguments[i];
    }
    return text + ")";
}

std::string outcome_text(const Step& step) {
    if (!step.error.empty()) return step.result + ", " + step.error;
    if (step.call == "WSAEnumNetworkEvents") return step.detail;
    if (receives(step) && !step.text.empty()) {
        return step.result + ", " + bytes_text(step.text);
    }
    if (is_plain_success(step)) return "";
    return step.detail.empty() ? step.result : fmt::format("{} ({})", step.result, step.detail);
}

std::string step_text(const Step& step, std::uint64_t before) {
    const std::string outcome = outcome_text(step);
    std::string text;
    switch (step.kind) {
        case Step::Kind::call:
            text = call_text(step);
            if (!outcome.empty()) text += " -> " + outcome;
            break;
        case Step::Kind::sleeps: text = call_text(step) + " sleeps"; break;
        case Step::Kind::dies: text = call_text(step) + " never comes back"; break;
        case Step::Kind::wakes: text = outcome.empty() ? "wakes" : "wakes -> " + outcome; break;
        case Step::Kind::acts: text = step.deed; break;
        case Step::Kind::goes_first: text = step.actor + " goes first"; break;
        case Step::Kind::misfortune: text = step.text; break;
        case Step::Kind::prints: text = "prints " + in_quotes(step.text, 60); break;
        case Step::Kind::stores: text = "changes its arrays"; break;
    }
    if (step.time > before) text += fmt::format(", {} ms later", step.time - before);
    return text;
}

std::string short_text(const Step& step) {
    const std::string line = step.line > 0 ? fmt::format("{} ", step.line) : "";
    const std::string mark = deviation_word(step);
    switch (step.kind) {
        case Step::Kind::sleeps: return line + step.call + " sleeps";
        case Step::Kind::wakes: return line + step_text(step, step.time);
        default: return line + (mark.empty() ? "" : mark + ": ") + step_text(step, step.time);
    }
}

std::string deviation_word(const Step& step) {
    if (!step.deviation) return "";
    switch (step.kind) {
        case Step::Kind::acts: return "EARLY";
        case Step::Kind::goes_first: return "FIRST";
        default: return "MISHAP";
    }
}

const Step* where_it_is(const Trace& trace, std::size_t place) {
    for (std::size_t i = place + 1; i-- > 0;) {
        if (trace.steps[i].line > 0) return &trace.steps[i];
    }
    return nullptr;
}

std::string place_text(const std::string& call, int line) {
    return line > 0 ? fmt::format("{} (line {})", call, line) : call;
}

std::string the_program(const Trace& trace) {
    return trace.servers.empty() ? "the server" : "the client";
}

}  // namespace winsock::sim
