#include "plot.h"

#include <cstdio>
#include <functional>
#include <vector>

#include "models.h"
#include "panel.h"

namespace twelve_hundred {

namespace {

// On a page the page decides; a file of its own follows the system. Each colour has a contrast of
// at least 3 to its background, and none is needed to tell the lines apart.
constexpr const char* style = R"(
.plot { color: #1c1e21; background: #ffffff; font: 12px system-ui, sans-serif; }
.plot text { fill: currentColor; }
.plot .title { font-weight: 600; font-size: 14px; }
.plot .y { text-anchor: end; }
.plot .x { text-anchor: middle; }
.plot .grid, .plot .tick { stroke: currentColor; fill: none; }
.plot .grid { stroke-opacity: 0.15; }
.plot .line { stroke: var(--c); }
.plot .way { fill: none; stroke-width: 1.5; }
.plot .look0 .way { stroke-width: 3; }
.plot .look4 .way, .plot .look5 .way, .plot .look6 .way, .plot .look7 .way, .plot .look8 .way { stroke-dasharray: 6 3; }
.plot .look9 .way { stroke-dasharray: 2 3; }
.plot .marker { fill: var(--c); stroke-width: 1.5; }
.plot .look5 .marker, .plot .look6 .marker, .plot .look7 .marker, .plot .look8 .marker, .plot .look9 .marker { fill: none; }
.plot .leader { fill: none; stroke-opacity: 0.4; }
.plot .look0 { --c: #b3261e; } .plot .look1 { --c: #9a5b00; }
.plot .look2 { --c: #0b57d0; } .plot .look3 { --c: #00696d; }
.plot .look4 { --c: #5b5fc7; } .plot .look5 { --c: #3d7a3d; }
.plot .look6 { --c: #8e3b8e; } .plot .look7 { --c: #5c6670; }
.plot .look8 { --c: #a2376b; } .plot .look9 { --c: #1c1e21; }
)";

// The same rules twice: what is written in a page, and a file of its own on a dark system.
std::string dark(const std::string& plot) {
    const char* const colours[] = {"#ff8a80", "#ffb95c", "#8ab4f8", "#5fd4d6", "#b3b5ff",
                                   "#9ad29a", "#e3a6e3", "#b8c1ca", "#ff9cc6", "#e8eaed"};
    std::string rules = plot + " { color: #e8eaed; background: #1c1e21; }\n";
    for (int look = 0; look < looks; ++look)
        rules += plot + " .look" + std::to_string(look) + " { --c: " + colours[look] + "; }\n";
    return rules;
}

using Value = std::function<double(const Figure&)>;

// Every model that has figures.
Panel panel(const Figures& figures, const std::string& title, const std::string& unit, bool all,
            bool logarithmic, const Value& value) {
    Panel panel{title + " (" + unit + ")", logarithmic, figures.sizes(), {}};
    for (const Model& model : models_of(figures)) {
        Line line{model.name, model.look, {}};
        const std::string key = model.key;
        for (const Figure* figure : all ? figures.all_active(key) : figures.few_active(key)) {
            char says[120];
            std::snprintf(says, sizeof says, "%d connections, %d active: %.*f %s",
                          figure->connections, figure->active, value(*figure) < 100 ? 2 : 0,
                          value(*figure), unit.c_str());
            line.points.push_back({static_cast<double>(figure->connections), value(*figure), says});
        }
        if (!line.points.empty()) panel.lines.push_back(line);
    }
    return panel;
}

std::string made_how(const Figures& figures) {
    std::string text;
    for (const auto& [name, value] : figures.about)
        text += (text.empty() ? "" : "; ") + name + ": " + value;
    return text;
}

}  // namespace

std::string plot(const Figures& figures) {
    constexpr int margin = 16, width = 2 * panel_width + 3 * margin,
                  height = 2 * panel_height + 4 * margin;
    const std::string size = std::to_string(width) + " " + std::to_string(height);
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" viewBox=\"0 0 " + size +
        "\" role=\"img\" aria-label=\"Four diagrams over the number of connections: echoes per "
        "second with all active, the same with 64 active, the slowest of these echoes, memory for "
        "a connection. The figures are in the table beside it.\">\n<desc>" +
        escaped(made_how(figures)) + "</desc>\n<style>" + style + dark(".dark-mode .plot") +
        "@media (prefers-color-scheme: dark) {\n" + dark(".plot:root") + "}\n</style>\n";
    if (figures.sizes().empty()) return svg + "</svg>\n";
    const auto rate = [](const Figure& f) { return f.rate; };
    const int second = panel_width + 2 * margin, below = panel_height + 3 * margin;
    svg += drawn(panel(figures, "All connections are active", "echoes/s", true, false, rate),
                 margin, margin);
    svg += drawn(panel(figures, "64 are active among idle ones", "echoes/s", false, false, rate),
                 second, margin);
    svg += drawn(panel(figures, "The slowest echo, 64 active", "ms", false, true,
                       [](const Figure& f) { return f.slowest / 1000; }),
                 margin, below);
    svg += drawn(panel(figures, "Memory of the server for a connection", "kB", true, true,
                       [](const Figure& f) { return f.resident / 1024; }),
                 second, below);
    return svg + "</svg>\n";
}

}  // namespace twelve_hundred
