#include "side_by_side.h"

#include <algorithm>

#include <fmt/format.h>

#include "escape.h"
#include "text_file.h"

namespace pages {

namespace {

// A run of removed and added lines becomes rows when it ends.
class Run {
public:
    void remove(const std::string& line) { removed_.push_back(line); }
    void add(const std::string& line) { added_.push_back(line); }
    void end(Hunk& hunk) {
        for (std::size_t i = 0; i < std::max(removed_.size(), added_.size()); i++) {
            if (i >= added_.size()) {
                hunk.push_back({Row::removed, removed_[i], ""});
            } else if (i >= removed_.size()) {
                hunk.push_back({Row::added, "", added_[i]});
            } else {
                hunk.push_back({Row::changed, removed_[i], added_[i]});
            }
        }
        removed_.clear();
        added_.clear();
    }

private:
    std::vector<std::string> removed_;
    std::vector<std::string> added_;
};

std::size_t indentation(const Hunk& hunk) {
    std::size_t least = std::string::npos;
    for (const Row& row : hunk) {
        least = std::min(
            {least, row.lesson.find_first_not_of(' '), row.solution.find_first_not_of(' ')});
    }
    return least == std::string::npos ? 0 : least;
}

std::string without(std::size_t columns, const std::string& line) {
    return html(line.substr(std::min(columns, line.size())));
}

std::string cells(const Row& row, std::size_t indented) {
    const std::string lesson = without(indented, row.lesson);
    const std::string solution = without(indented, row.solution);
    std::string left = fmt::format("<td><span class=\"sign\"> </span>{}</td>", lesson);
    std::string right = fmt::format("<td><span class=\"sign\"> </span>{}</td>", solution);
    if (row.kind == Row::changed || row.kind == Row::removed) {
        left = fmt::format("<td class=\"removed\"><span class=\"sign\">-</span><del>{}</del></td>",
                           lesson);
    }
    if (row.kind == Row::changed || row.kind == Row::added) {
        right = fmt::format("<td class=\"added\"><span class=\"sign\">+</span><ins>{}</ins></td>",
                            solution);
    }
    if (row.kind == Row::removed) right = "<td class=\"nothing\"></td>";
    if (row.kind == Row::added) left = "<td class=\"nothing\"></td>";
    return fmt::format("<tr>{}{}</tr>\n", left, right);
}

}  // namespace

std::vector<Hunk> hunks_of(const std::string& difference) {
    std::vector<Hunk> hunks;
    Run run;
    for (const std::string& line : lines_of(difference)) {
        if (line.starts_with("@@")) {
            if (!hunks.empty()) run.end(hunks.back());
            hunks.emplace_back();
        } else if (hunks.empty() || line.starts_with('\\')) {
            continue;  // the names of the files; "\ No newline at end of file"
        } else if (line.starts_with('-')) {
            run.remove(line.substr(1));
        } else if (line.starts_with('+')) {
            run.add(line.substr(1));
        } else {
            run.end(hunks.back());
            const std::string text = line.empty() ? "" : line.substr(1);
            hunks.back().push_back({Row::same, text, text});
        }
    }
    if (!hunks.empty()) run.end(hunks.back());
    return hunks;
}

std::string side_by_side(const std::vector<Hunk>& hunks) {
    std::string table =
        "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"The repair\">"
        "<table class=\"side-by-side\">\n"
        "<thead><tr><th scope=\"col\">The lesson</th><th scope=\"col\">The solution</th></tr>"
        "</thead>\n";
    for (const Hunk& hunk : hunks) {
        table += "<tbody>\n";
        for (const Row& row : hunk) table += cells(row, indentation(hunk));
        table += "</tbody>\n";
    }
    return table + "</table></div>";
}

}  // namespace pages
