#include "measured_plot.h"

#include <fmt/format.h>

#include "escape.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

std::string plot_in_page(const std::filesystem::path& root, const std::filesystem::path& file) {
    std::string svg;
    for (const std::string& line : lines_of(read_text(root, file))) {
        if (line.starts_with("<?xml") || line.empty()) continue;  // an empty line ends a block
        svg += line + "\n";
    }
    if (!svg.starts_with("<svg ") || svg.find("</svg>") == std::string::npos)
        throw WrongPage(fmt::format("{} is no SVG", file.generic_string()));
    return raw_html(
        fmt::format("<div class=\"plot-frame\" role=\"group\" tabindex=\"0\" "
                    "aria-label=\"A plot\">\n{}</div>",
                    svg));
}

}  // namespace pages
