// The matrix of all servers and all promises: computed, printed, and written to <build>/matrix.md.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "files.h"
#include "gate_test.h"
#include "judging.h"
#include "list.h"
#include "matrix.h"

namespace course {

namespace {

/// A lesson is the solution before it with other comments: what has been judged there need not be
/// judged again.
Module module_of(const Variant& variant) {
    const Lesson* before = nullptr;
    for (const Lesson& lesson : lessons()) {
        if (lesson.number != variant.lesson) {
            before = &lesson;
            continue;
        }
        if (variant.solution) return solution_module(lesson.slug);
        const bool is_relay = before != nullptr && before->chapter == lesson.chapter &&
                              same_code(before->solution, lesson.lesson);
        return is_relay ? solution_module(before->slug) : lesson_module(lesson.slug);
    }
    throw CannotJudge("There is no " + variant.name() + ".");
}

/// The rows of one lesson, and the certificate of its solution.
Complaints add_rows(Matrix& matrix, const Lesson& lesson) {
    const Declaration declared = declaration_of(lesson.slug);
    std::vector<Row> rows;
    for (const std::string& name : declared.names()) {
        const auto& triggers = lesson.triggers;
        const bool trigger = std::find(triggers.begin(), triggers.end(), name) != triggers.end();
        rows.push_back({lesson.number, name, trigger, declared.find(name)->deviations, {}});
    }
    Complaints complaints;
    for (const Variant& variant : matrix.variants) {
        if (lesson.skeleton && variant.lesson != lesson.number) {
            for (Row& row : rows) row.cells.emplace_back();
            continue;
        }
        const Verdict verdict = judge(lesson.slug, module_of(variant));
        complaints = joined(complaints, about_what_was_judged(declared.names(), verdict));
        if (!complaints.empty()) return complaints;
        for (Row& row : rows) row.cells.push_back(*verdict.find(row.promise));
        if (variant.solution && variant.lesson == lesson.number) {
            matrix.certificates.emplace_back(variant.name(), verdict.certificate);
        }
    }
    matrix.rows.insert(matrix.rows.end(), rows.begin(), rows.end());
    return complaints;
}

Complaints matrix_of(const std::string& chapter, std::string& page) {
    Matrix matrix;
    matrix.chapter = chapter;
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter != chapter) continue;
        matrix.variants.push_back({lesson.number, false, lesson.detour, lesson.skeleton});
        matrix.variants.push_back({lesson.number, true, lesson.detour, lesson.skeleton});
    }
    Complaints complaints;
    for (const Lesson& lesson : lessons()) {
        if (lesson.chapter == chapter) complaints = joined(complaints, add_rows(matrix, lesson));
    }
    page += "\n" + page_of(matrix);
    return joined(complaints, about_staircase(matrix));
}

/// The tables of the page stand in README.md, too.
Complaints about_readme(const std::string& page) {
    std::ifstream file(root() / "README.md", std::ios::binary);
    const std::string readme((std::istreambuf_iterator<char>(file)), {});
    const std::string fence = "```\n";
    Complaints complaints;
    for (std::size_t begin = page.find(fence); begin != std::string::npos;) {
        const std::size_t end = page.find(fence, begin + fence.size());
        if (readme.find(page.substr(begin, end - begin)) == std::string::npos) {
            complaints.push_back("README.md shows another staircase than " +
                                 (build() / "matrix.md").string() + ": copy it from there.");
        }
        begin = page.find(fence, end + fence.size());
    }
    return complaints;
}

Complaints staircase() {
    std::vector<std::string> chapters;
    for (const Lesson& lesson : lessons()) {
        if (chapters.empty() || chapters.back() != lesson.chapter) {
            chapters.push_back(lesson.chapter);
        }
    }
    std::string page = "# What each repair has repaired\n";
    Complaints complaints;
    for (const std::string& chapter : chapters) {
        complaints = joined(complaints, matrix_of(chapter, page));
    }
    std::printf("%s", page.c_str());
    std::ofstream file(build() / "matrix.md", std::ios::binary);
    file << page;
    file.close();
    if (!file) complaints.push_back((build() / "matrix.md").string() + " cannot be written.");
    return joined(complaints, about_readme(page));
}

}  // namespace

void register_matrix() { add_test("Gate.matrix", "IsAStaircase", staircase); }

}  // namespace course
