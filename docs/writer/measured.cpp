#include "measured.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "escape.h"

namespace pages {

namespace {

using nlohmann::json;

std::string shown(const json& text) { return doxygen(text.get<std::string>()); }

// As it is typed. Doxygen takes nothing in there for its own.
std::string code(const std::string& typed) { return "`" + typed + "`"; }

std::string as_label(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

std::string label_of(const std::string& number, const std::string& tool) {
    return "tools_" + number + "_" + as_label(tool);
}

// What a tool has said of a lesson; null if it was never asked.
const json* said(const json& lesson, const std::string& tool) {
    const json& tools = lesson.at("tools");
    const auto found = tools.find(tool);
    return found == tools.end() ? nullptr : &*found;
}

bool names_it(const json* result) { return result != nullptr && !result->at("names").empty(); }

// A tool that runs a program says nothing where there was no scene to run it in.
bool was_asked(const json* result) {
    return result != nullptr && (!result->contains("scenes") || !result->at("scenes").empty());
}

std::string cell(const std::string& number, const std::string& tool, const json* result) {
    if (names_it(result)) return "\\ref " + label_of(number, tool) + " \"yes\"";
    return was_asked(result) ? "&ndash;" : "not run";
}

std::string row(const std::vector<std::string>& cells) {
    std::string text = "|";
    for (const std::string& one : cells) text.append(" ").append(one).append(" |");
    return text + "\n";
}

std::string heading(const std::vector<std::string>& cells) {
    return row(cells) + row(std::vector<std::string>(cells.size(), "---"));
}

std::string table(const json& measured) {
    std::vector<std::string> titles{"lesson"};
    std::vector<std::string> totals{"**of " + std::to_string(measured.at("lessons").size()) + "**"};
    for (const json& tool : measured.at("tools")) {
        titles.push_back(shown(tool.at("title")));
        const auto named = std::count_if(
            measured.at("lessons").begin(), measured.at("lessons").end(), [&](const json& lesson) {
                return names_it(said(lesson, tool.at("name").get<std::string>()));
            });
        totals.push_back("**" + std::to_string(named) + "**");
    }
    std::string text = heading(titles);
    for (const auto& [slug, lesson] : measured.at("lessons").items()) {
        const std::string number = lesson.at("number");
        const std::string title = lesson.at("title");
        std::vector<std::string> cells{
            fmt::format("\\ref lesson_{} \"{} {}\"", slug, number, title)};
        for (const json& tool : measured.at("tools")) {
            const std::string name = tool.at("name");
            cells.push_back(cell(number, name, said(lesson, name)));
        }
        text += row(cells);
    }
    return text + row(totals);
}

// As a compiler writes it, and below it the line that it is about.
std::string quoted(const json& message, const std::string& file) {
    std::string text;
    const std::size_t line = message.at("line");
    if (line > 0) text += file + ":" + std::to_string(line) + ": ";
    text += message.at("text").get<std::string>();
    const std::string check = message.value("check", "");
    if (!check.empty()) text += " [" + check + "]";
    if (const auto times = message.find("times"); times != message.end()) {
        const int lesson = times->at("lesson");
        const int repaired = times->at("repaired");
        if (repaired > 0) {
            text += " (" + std::to_string(lesson) + " times; for the repaired program " +
                    std::to_string(repaired) + ")";
        }
    }
    const std::string code = message.at("code");
    if (!code.empty()) text += "\n    " + code;
    return text;
}

// In the order of their scenes, each of which is named once.
std::string messages_of(const json& result, const std::string& file) {
    std::string text;
    std::string latest;
    for (const json& message : result.at("names")) {
        const std::string scene = message.value("scene", "");
        if (scene != latest) {
            text.append(text.empty() ? "In " : "\nIn ").append(scene).append(":\n");
        }
        latest = scene;
        text += quoted(message, file) + "\n";
    }
    return "\\verbatim\n" + text + "\\endverbatim\n";
}

std::string messages(const json& measured) {
    std::string text;
    for (const json& lesson : measured.at("lessons")) {
        const std::string number = lesson.at("number");
        const std::string file = lesson.value("program", "server") + ".cpp";
        std::string of_lesson;
        for (const json& tool : measured.at("tools")) {
            const std::string name = tool.at("name");
            const json* result = said(lesson, name);
            if (!names_it(result)) continue;
            of_lesson += fmt::format("\\anchor {}\n**{}**\n\n{}\n", label_of(number, name),
                                     shown(tool.at("title")), messages_of(*result, file));
        }
        if (of_lesson.empty()) continue;
        text += fmt::format("### {0} {1} {{#tools_{0}}}\n\n{2}", number, shown(lesson.at("title")),
                            of_lesson);
    }
    return text;
}

// How often each kind of message was given about the repaired programs.
std::map<std::string, int> noise_of(const json& measured, const std::string& tool) {
    std::map<std::string, int> counts;
    for (const json& lesson : measured.at("lessons")) {
        const json* result = said(lesson, tool);
        if (result == nullptr) continue;
        const json checks = result->value("noise", json::object());
        for (const auto& [check, count] : checks.items()) counts[check] += count.get<int>();
    }
    return counts;
}

std::string noise(const json& measured) {
    constexpr std::size_t most_shown = 3;
    std::string text = heading({"tool", "messages", "kinds", "most often"});
    for (const json& tool : measured.at("tools")) {
        if (tool.at("kind") != "reads") continue;
        std::vector<std::pair<int, std::string>> order;
        int total = 0;
        for (const auto& [check, count] : noise_of(measured, tool.at("name"))) {
            order.emplace_back(-count, check);
            total += count;
        }
        std::sort(order.begin(), order.end());
        std::string most;
        for (std::size_t i = 0; i < std::min(order.size(), most_shown); ++i) {
            most += (i == 0 ? "" : ", ") + code(order[i].second) + " " +
                    std::to_string(-order[i].first);
        }
        text += row({shown(tool.at("title")), std::to_string(total), std::to_string(order.size()),
                     most.empty() ? "&ndash;" : most});
    }
    return text;
}

std::string versions(const json& measured) {
    std::string text = heading({"tool", "version", "options"});
    for (const json& tool : measured.at("tools")) {
        std::string programs;
        for (const auto& [program, version] : tool.at("programs").items()) {
            programs += (programs.empty() ? "" : ", ") + program + " " + version.get<std::string>();
        }
        text += row({shown(tool.at("title")), programs, code(tool.at("flags"))});
    }
    return text + "\nMeasured on " + shown(measured.at("date")) + " (" +
           shown(measured.at("platform")) + ").\n";
}

std::string measured_as(const std::string& what, const json& measured) {
    if (what == "table") return table(measured);
    if (what == "messages") return messages(measured);
    if (what == "noise") return noise(measured);
    if (what == "versions") return versions(measured);
    throw std::runtime_error("There is no \"measured: " + what +
                             "\"; there are table, messages, noise and versions.");
}

}  // namespace

std::string with_measurements(const std::string& page, const json& measured) {
    const std::string begin = "<!-- measured: ";
    const std::string end = " -->";
    std::vector<std::string> missing{"table", "messages", "noise", "versions"};
    std::string text;
    std::size_t done = 0;
    for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, done)) {
        const std::size_t name = at + begin.size();
        const std::size_t close = page.find(end, name);
        if (close == std::string::npos) throw std::runtime_error("A marker is never closed.");
        const std::string what = page.substr(name, close - name);
        text += page.substr(done, at - done) + measured_as(what, measured);
        std::erase(missing, what);
        done = close + end.size();
    }
    if (!missing.empty()) {
        throw std::runtime_error("The page has no marker \"" + begin + missing.front() + end +
                                 "\".");
    }
    return text + page.substr(done);
}

}  // namespace pages
