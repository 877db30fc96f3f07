#include "matrix_picture.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "escape.h"
#include "labels.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

using out_of_step::Course;
using out_of_step::Lesson;

std::vector<std::string> words_of(const std::string& line) {
    std::istringstream input(line);
    std::vector<std::string> words;
    for (std::string word; input >> word;) words.push_back(word);
    return words;
}

[[noreturn]] void refuse(const std::string& line) {
    throw WrongPage(
        fmt::format("README.md, \"What each repair has repaired\": this line is not "
                    "understood: {}",
                    line));
}

// "03 *EveryClientIsHeard   X . 1": the number is there in the first row of a lesson only.
Staircase::Row row_from(const std::string& line, const Staircase& staircase) {
    std::vector<std::string> words = words_of(line);
    Staircase::Row row;
    if (words.empty()) refuse(line);
    if (std::find(staircase.lessons.begin(), staircase.lessons.end(), words[0]) !=
        staircase.lessons.end()) {
        row.lesson = words[0];
        words.erase(words.begin());
    } else if (!staircase.rows.empty()) {
        row.lesson = staircase.rows.back().lesson;
    }
    if (row.lesson.empty() || words.size() != 1 + 2 * staircase.lessons.size()) refuse(line);
    row.trigger = words[0].starts_with('*');
    row.promise = words[0].substr(row.trigger ? 1 : 0);
    for (std::size_t i = 1; i < words.size(); i++) {
        if (words[i].size() != 1 ||
            std::string(".-X123456789").find(words[i]) == std::string::npos) {
            refuse(line);
        }
        row.cells += words[i];
    }
    return row;
}

Staircase staircase_from(const std::vector<std::string>& lines) {
    Staircase staircase;
    if (lines.size() < 3) refuse(lines.empty() ? "```" : lines.back());
    staircase.lessons = words_of(lines[0]);
    if (words_of(lines[1]).size() != 2 * staircase.lessons.size()) refuse(lines[1]);
    for (std::size_t i = 0; i < lines.size(); i++) {
        if (i >= 2) staircase.rows.push_back(row_from(lines[i], staircase));
        staircase.text += lines[i] + '\n';
    }
    return staircase;
}

// --- The picture
// ------------------------------------------------------------------------------------
constexpr std::size_t cell = 20;
constexpr std::size_t names = 340;  // the width of what stands left of the cells
constexpr std::size_t top = 48;     // the height of what stands above them

std::string link_to(const Course& course, const std::string& number, std::size_t x, std::size_t y) {
    const Lesson* lesson = out_of_step::find_lesson(course, number);
    if (lesson == nullptr) {
        throw WrongPage(fmt::format(
            "README.md, \"What each repair has repaired\": there is no lesson {}", number));
    }
    return fmt::format(
        "<a href=\"{}\" aria-label=\"{} {}\"><text class=\"number\" x=\"{}\" y=\"{}\">{}"
        "</text></a>\n",
        html_file(lesson_label(lesson->slug)), number, html(lesson->title), x, y, number);
}

std::string cell_at(std::size_t x, std::size_t y, char what) {
    if (what == '-') return "";
    if (what == '.')
        return fmt::format("<circle class=\"kept\" cx=\"{}\" cy=\"{}\" r=\"2\"/>\n", x + cell / 2,
                           y + cell / 2);
    return fmt::format(
        "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>"
        "<text class=\"cell{}\" x=\"{}\" y=\"{}\">{}</text>\n",
        what == 'X' ? "broken" : "unlucky", x + 1, y + 1, cell - 2, cell - 2,
        what == 'X' ? " on-broken" : "", x + cell / 2, y + cell - 6, what);
}

std::string columns_of(const Staircase& staircase, const Course& course, std::size_t height) {
    std::string drawn;
    for (std::size_t i = 0; i < staircase.lessons.size(); i++) {
        const std::size_t x = names + 2 * cell * i;
        drawn += link_to(course, staircase.lessons[i], x + cell, 18);
        drawn += fmt::format(
            "<text class=\"cell\" x=\"{}\" y=\"40\">L</text>"
            "<text class=\"cell\" x=\"{}\" y=\"40\">S</text>\n",
            x + cell / 2, x + cell + cell / 2);
        drawn += fmt::format("<path class=\"rule\" d=\"M{} 4V{}\"/>\n", x, height);
    }
    return drawn;
}

std::string picture(const Staircase& staircase, const Course& course, std::size_t number) {
    const std::size_t width = names + 2 * cell * staircase.lessons.size() + 1;
    const std::size_t height = top + cell * staircase.rows.size() + 1;
    std::string drawn = columns_of(staircase, course, height);
    std::string lesson;
    std::size_t y = top;
    for (const Staircase::Row& row : staircase.rows) {
        if (row.lesson != lesson) {
            lesson = row.lesson;
            drawn += fmt::format("<path class=\"rule\" d=\"M0 {}H{}\"/>\n", y, width);
            drawn += link_to(course, lesson, 14, y + cell - 6);
        }
        drawn += fmt::format("<text class=\"{}\" x=\"32\" y=\"{}\">{}{}</text>\n",
                             row.trigger ? "trigger" : "promise", y + cell - 6,
                             row.trigger ? "* " : "", row.promise);
        for (std::size_t i = 0; i < row.cells.size(); i++) {
            drawn += cell_at(names + cell * i, y, row.cells[i]);
        }
        y += cell;
    }
    return fmt::format(
        "<div class=\"frame\" tabindex=\"0\" role=\"region\" aria-label=\"Lessons {1} to {2}\">\n"
        "<svg class=\"staircase\" role=\"group\" aria-labelledby=\"staircase-{0} "
        "staircase-{0}-says\" "
        "width=\"{3}\" height=\"{4}\" viewBox=\"0 0 {3} {4}\">\n"
        "<title id=\"staircase-{0}\">Which server breaks which promise, lessons {1} to "
        "{2}</title>\n"
        "<desc id=\"staircase-{0}-says\">A row for each promise, a column for each lesson and each "
        "solution. Below the picture the same stands as text.</desc>\n{5}</svg></div>",
        number, staircase.lessons.front(), staircase.lessons.back(), width, height, drawn);
}

const char* const legend =
    R"(<ul class="legend">
<li><svg width="20" height="20" aria-hidden="true"><circle class="kept" cx="10" cy="10" r="2"/></svg> kept</li>
<li><svg width="20" height="20" aria-hidden="true"><rect class="broken" x="1" y="1" width="18" height="18"/><text class="cell on-broken" x="10" y="14">X</text></svg> broken while nobody hurries</li>
<li><svg width="20" height="20" aria-hidden="true"><rect class="unlucky" x="1" y="1" width="18" height="18"/><text class="cell" x="10" y="14">1</text></svg> broken in so many unlucky moments</li>
<li>an empty place: not asked</li>
<li><b>*</b> a promise that the lesson must break</li>
<li><b>L</b> the lesson's server, <b>S</b> the solution's</li>
</ul>)";

}  // namespace

std::vector<Staircase> staircases_in(const std::string& readme) {
    std::vector<Staircase> staircases;
    bool here = false;
    bool block = false;
    std::vector<std::string> lines;
    for (const std::string& line : lines_of(readme)) {
        if (!block && line.starts_with("## ")) here = line == "## What each repair has repaired";
        if (!here) continue;
        if (line == "```") {
            if (block) staircases.push_back(staircase_from(lines));
            lines.clear();
            block = !block;
        } else if (block) {
            lines.push_back(line);
        }
    }
    if (staircases.empty()) {
        throw WrongPage("README.md has no staircase below \"## What each repair has repaired\"");
    }
    return staircases;
}

std::string matrix_page(const std::vector<Staircase>& staircases, const Course& course) {
    std::string page =
        "# What each repair has repaired {#matrix}\n\n"
        "Each server of a chapter against each promise. Every repair makes the staircase one step "
        "longer: "
        "what it has repaired stays repaired in all servers that come after it, but for the "
        "detours, which "
        "lose something on the way. The course computes this each time it is tested.\n\n" +
        raw_html(legend);
    std::size_t number = 0;
    for (const Staircase& staircase : staircases) {
        number++;
        const Lesson* first = out_of_step::find_lesson(course, staircase.lessons.front());
        if (first != nullptr) {
            page += fmt::format("## Chapter {}: {}\n\n", first->chapter,
                                doxygen(course.chapters.at(first->chapter)));
        }
        page += raw_html(picture(staircase, course, number)) +
                raw_html(fmt::format("<details><summary>The same as text</summary>\n"
                                     "<div class=\"frame\" tabindex=\"0\" role=\"region\" "
                                     "aria-label=\"The same as text\">"
                                     "<pre>{}</pre></div></details>",
                                     html(staircase.text)));
    }
    return page;
}

}  // namespace pages
