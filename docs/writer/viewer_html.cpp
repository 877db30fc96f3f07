#include "viewer_html.h"

#include <utility>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "escape.h"
#include "labels.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* key) {
    return html(object.at(key).get<std::string>());
}

std::string item_of(const json& step) {
    std::string item = fmt::format("<li value=\"{}\">{}", step.at("number").get<std::size_t>(),
                                   text_of(step, "sentence"));
    for (const json& note : step.value("notes", json::array())) {
        item += " <strong>" + html(note.get<std::string>()) + "</strong>";
    }
    if (step.contains("left_out")) item += "<br><em>" + text_of(step, "left_out") + "</em>";
    return item + "</li>\n";
}

/// For whoever has no scripts.
std::string list_of(const json& execution) {
    std::string list = execution.at("passes") ? "<h2>This execution passes</h2>\n<ol>\n"
                                              : "<h2>This execution fails</h2>\n<ol>\n";
    for (const json& step : execution.at("steps")) list += item_of(step);
    list += "</ol>\n<p>The end: " + text_of(execution, "ending");
    for (const json& finding : execution.at("findings")) {
        list += " <strong>" + html(finding.get<std::string>()) + "</strong>";
    }
    return list + "</p>\n";
}

std::string what_is_promised(const json& page, const std::string& program) {
    const json& executions = page.at("executions");
    std::string text =
        fmt::format("<p><strong>{}.</strong> {} The scene: {}. {}", text_of(page, "promise"),
                    text_of(page, "sentence"), text_of(page, "script"), text_of(page, "outcome"));
    if (executions.size() == 1 && !executions[0].at("passes")) {
        text += fmt::format(
            " How it should go is on the solution's page: <a href=\"{}#watch\">the same scene with "
            "the repaired {}</a>.",
            html_file(solution_label(page.at("lesson").get<std::string>())), program);
    }
    return text + fmt::format(
                      "</p>\n<p><a href=\"{}#reading_the_steps\">How to read the steps.</a> "
                      "In the terminal: <code>./lab replay {}</code></p>\n",
                      html_file("index"), text_of(page, "replay"));
}

/// JSON that ends no script, begins no comment, and gives Doxygen no command, whatever it holds.
std::string for_script(const std::string& text) {
    std::string safe;
    for (const char byte : text) {
        if (byte == '<') {
            safe += "\\u003c";
        } else if (byte == '@') {
            safe += "\\u0040";
        } else {
            safe += byte;
        }
    }
    for (std::size_t at = 0; (at = safe.find("\\\\endhtmlonly", at)) != std::string::npos;) {
        safe.replace(at, 2, "\\u005c");
    }
    return safe;
}

}  // namespace

std::optional<Viewer> viewer_of(const std::filesystem::path& witness_file,
                                const std::string& program) {
    if (!std::filesystem::exists(witness_file)) return std::nullopt;
    const std::string text = read_text(witness_file.parent_path(), witness_file.filename());
    try {
        const json page = json::parse(text);
        if (const int schema = page.at("schema"); schema != 1) {
            throw WrongPage(fmt::format("{} is of schema {}, and this reads schema 1",
                                        witness_file.string(), schema));
        }
        std::string lists;
        for (const json& execution : page.at("executions")) lists += list_of(execution);
        std::string markup = fmt::format(
            "{}<trace-viewer id=\"watch\">\n{}<script type=\"application/json\">{}</script>\n"
            "</trace-viewer>\n<script src=\"trace_viewer.js\"></script>\n",
            what_is_promised(page, program), lists, for_script(text));
        return Viewer{std::move(markup), page.at("executions").at(0).at("passes").get<bool>(),
                      page.at("source").get<std::string>()};
    } catch (const json::exception& error) {
        throw WrongPage(fmt::format("{} is not what the judge writes: {}", witness_file.string(),
                                    error.what()));
    }
}

}  // namespace pages
