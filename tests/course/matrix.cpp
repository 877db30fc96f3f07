#include "matrix.h"

#include <algorithm>
#include <sstream>

namespace course {

namespace {

constexpr std::size_t page_width = 80;

enum class Must { keep, keep_when_quiet, be_broken, whatever };

/// What the staircase wants of a variant. `origin` is the place of the lesson's own server.
Must must(const Matrix& matrix, std::size_t origin, std::size_t place) {
    const Variant& own = matrix.variants[origin];
    const Variant& variant = matrix.variants[place];
    if (place == origin) return Must::be_broken;
    if (variant.skeleton && !variant.solution) return Must::whatever;
    if (own.skeleton && place < origin) return Must::whatever;
    if (place > origin) {
        return variant.solution || !variant.detour ? Must::keep : Must::keep_when_quiet;
    }
    if (!own.detour) return Must::be_broken;
    return place + 1 == origin ? Must::keep : Must::whatever;
}

std::string wrapped(const std::string& text, const std::string& first, const std::string& next) {
    std::istringstream words(text);
    std::string lines;
    std::string line = first;
    bool empty = true;
    for (std::string word; words >> word;) {
        if (!empty && line.size() + 1 + word.size() > page_width) {
            lines += line + "\n";
            line = next;
            empty = true;
        }
        line += (empty ? "" : " ") + word;
        empty = false;
    }
    return lines + line + "\n";
}

std::string mark(const JudgedPromise& cell) {
    if (cell.name.empty()) return "-";
    if (cell.kept) return ".";
    return cell.deviations == 0 ? "X" : std::to_string(cell.deviations);
}

std::string table(const Matrix& matrix) {
    std::size_t widest = 0;
    for (const Row& row : matrix.rows) widest = std::max(widest, row.promise.size());
    const auto padded = [&](std::string text) {
        text.resize(std::max(text.size(), widest + 4), ' ');
        return text;
    };
    std::string numbers = padded("");
    std::string kinds = padded("");
    for (const Variant& variant : matrix.variants) {
        if (!variant.solution) numbers += "  " + variant.lesson;
        kinds += variant.solution ? " S" : " L";
    }
    std::string text = numbers + "\n" + kinds + "\n";
    std::string lesson;
    for (const Row& row : matrix.rows) {
        std::string line = padded((row.lesson == lesson ? "  " : row.lesson) +
                                  (row.trigger ? " *" : "  ") + row.promise);
        for (const JudgedPromise& cell : row.cells) line += " " + mark(cell);
        text += line + "\n";
        lesson = row.lesson;
    }
    return text;
}

/// Why the lesson breaks its trigger, rule set by rule set; those that agree in one line.
std::string reasons(const JudgedPromise& broken) {
    std::vector<std::pair<Symptoms, std::string>> groups;
    for (const auto& under : broken.symptoms) {
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return group.first == under.second;
        });
        if (same == groups.end()) {
            groups.emplace_back(under.second, under.first);
        } else {
            same->second += ", " + under.first;
        }
    }
    std::string text;
    for (const auto& [symptoms, rules] : groups) {
        text += wrapped(in_words(symptoms) + " (" + rules + ")", "  ", "  ");
    }
    return text;
}

/// A certificate names the most deviations: which promises were tried in fewer.
std::string exceptions(const Matrix& matrix, const std::string& solution) {
    unsigned most = 0;
    for (const Row& row : matrix.rows) {
        if (solution.ends_with(row.lesson)) most = std::max(most, row.deviations);
    }
    std::string text;
    for (const Row& row : matrix.rows) {
        if (!solution.ends_with(row.lesson) || row.deviations == most) continue;
        text += text.empty() ? "; but " : ", ";
        text += row.promise + " up to " + std::to_string(row.deviations);
    }
    return text;
}

std::size_t place_of_lesson(const Matrix& matrix, const std::string& lesson) {
    const auto found = std::find_if(
        matrix.variants.begin(), matrix.variants.end(),
        [&](const Variant& variant) { return variant.lesson == lesson && !variant.solution; });
    return static_cast<std::size_t>(found - matrix.variants.begin());
}

}  // namespace

std::string Variant::name() const { return (solution ? "solution " : "lesson ") + lesson; }

Complaints about_staircase(const Matrix& matrix) {
    Complaints complaints;
    for (const Row& row : matrix.rows) {
        const std::size_t origin = place_of_lesson(matrix, row.lesson);
        if (origin == matrix.variants.size() || row.cells.size() != matrix.variants.size()) {
            complaints.push_back(row.promise + " of lesson " + row.lesson + " has no place here.");
            continue;
        }
        for (std::size_t place = 0; place < row.cells.size(); ++place) {
            const JudgedPromise& cell = row.cells[place];
            const Must wanted = must(matrix, origin, place);
            const std::string who = matrix.variants[place].name();
            if (wanted == Must::be_broken && row.trigger && cell.kept) {
                complaints.push_back(who + " should break " + row.promise + ", and keeps it.");
            } else if (wanted == Must::keep && !cell.kept && (row.trigger || place > origin)) {
                complaints.push_back(who + " should keep " + row.promise +
                                     ", and breaks it: " + cell.example + ".");
            } else if (wanted == Must::keep_when_quiet && !cell.kept && cell.deviations == 0) {
                complaints.push_back(who + " should keep " + row.promise +
                                     " while nobody hurries, and breaks it: " + cell.example + ".");
            }
        }
    }
    return complaints;
}

std::string page_of(const Matrix& matrix) {
    std::string page = wrapped(
        "Chapter " + matrix.chapter +
            ": each lesson (L) and each solution (S) against each promise. `.` kept; `X` broken "
            "while nobody hurries; `1`, `2`, `3` broken in so many unlucky moments; `-` not "
            "asked; `*` a trigger, which the lesson must break.",
        "", "");
    page += "\n```\n" + table(matrix) + "```\n\nWhy the lessons break their triggers:\n\n";
    for (const Row& row : matrix.rows) {
        const std::size_t origin = place_of_lesson(matrix, row.lesson);
        if (!row.trigger || origin >= row.cells.size()) continue;
        page.append("- ").append(row.lesson).append(" ").append(row.promise).append("\n");
        page += reasons(row.cells[origin]);
    }
    page += "\nWhat was tried on the solutions, by the promises of their own lessons:\n\n";
    for (const auto& [who, certificate] : matrix.certificates) {
        std::string tried = who;
        tried.append(": ").append(certificate).append(exceptions(matrix, who));
        page += wrapped(tried, "- ", "  ");
    }
    return page;
}

}  // namespace course
