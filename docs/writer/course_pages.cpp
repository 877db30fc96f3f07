#include "course_pages.h"

#include <optional>

#include <fmt/format.h>

#include "annotated.h"
#include "code_difference.h"
#include "escape.h"
#include "links.h"
#include "measured_plot.h"
#include "side_by_side.h"
#include "text_file.h"
#include "viewer_html.h"
#include "wrong_page.h"

namespace pages {

namespace {

using out_of_step::Lesson;

std::string the_program(const Site& site, const std::string& file, const std::string& label) {
    return fmt::format("## The program {{#{}_program}}\n\n`{}`\n\n", label, file) +
           annotated(read_text(site.source, file), site.api);
}

// Of a lesson or a solution.
std::string program_of(const std::string& kind, const Lesson& lesson) {
    return out_of_step::source_of(lesson, kind == "solution").generic_string();
}

// The execution to step through. Whoever has repaired a lesson sees it hold.
std::string witness(const Site& site, const std::string& kind, const Lesson& lesson) {
    const std::optional<Viewer> viewer =
        viewer_of(site.witnesses / fmt::format("{}.{}.json", lesson.slug, kind), lesson.program);
    if (!viewer || viewer->source != read_text(site.source, program_of(kind, lesson))) {
        return "## Watch it\n\n" +
               raw_html(
                   fmt::format("<p id=\"watch\">The judge has not looked at this program as it "
                               "is now: it does not compile, or there is no judge on this "
                               "system. <code>./lab check {}</code> says more; then build the "
                               "pages again.</p>",
                               lesson.number));
    }
    const char* const heading = viewer->passes ? "Watch it hold" : "Watch it go wrong";
    return fmt::format("## {}\n\n", heading) + raw_html(viewer->html);
}

// Each folded, so that nobody reads one by accident.
std::string hints(const Site& site, const Lesson& lesson) {
    std::string folded;
    for (std::size_t i = 0; i < lesson.hints.size(); i++) {
        const std::string says = i == 0                         ? "A hint"
                                 : i + 1 == lesson.hints.size() ? "Nearly the answer"
                                                                : "A clearer one";
        folded += raw_html(fmt::format("<details><summary>{}</summary>", says)) +
                  site.api.linked(doxygen(lesson.hints[i])) + "\n" + raw_html("</details>");
    }
    return folded;
}

// Of a skeleton nearly every line differs: side by side nobody could read that.
std::string one_way_to_build_it(const Lesson& lesson) {
    return fmt::format(
        "## One way to build it {{#{0}_repair}}\n\nNothing was broken, so there is no repair to be "
        "shown side by side. When yours keeps all promises, compare it with \\ref {1} \"the "
        "solution\", which says why each part is as it is.\n\n",
        lesson_label(lesson.slug), solution_label(lesson.slug));
}

std::string repair(const Site& site, const Lesson& lesson) {
    if (lesson.skeleton) return one_way_to_build_it(lesson);
    const std::string difference = out_of_step::code_difference(
        site.source, program_of("lesson", lesson), program_of("solution", lesson), site.output);
    std::string shown = fmt::format("## The repair {{#{}_repair}}\n\n", lesson_label(lesson.slug));
    if (difference.empty()) {
        return shown +
               fmt::format("But for its comments, the {} is the solution.\n\n", lesson.program);
    }
    return shown + "Without the comments, and only what differs. It is the answer.\n\n" +
           raw_html(fmt::format("<details><summary>Show the lesson and the solution side by side"
                                "</summary>\n{}\n</details>",
                                side_by_side(hunks_of(difference))));
}

std::string ways(const std::string& label, const std::vector<std::string>& references) {
    std::string shown = raw_html(fmt::format("<nav class=\"ways\" aria-label=\"{}\">", label));
    for (const std::string& reference : references) shown += "- " + reference + "\n";
    return shown + "\n" + raw_html("</nav>");
}

std::string reference(const std::string& label, const std::string& text) {
    return fmt::format("\\ref {} \"{}\"", label, text);
}

std::string to_lesson(const std::string& text, const Lesson& lesson) {
    return reference(lesson_label(lesson.slug),
                     fmt::format("{}: {} {}", text, lesson.number, lesson.title));
}

// Where things are on a page that is long.
std::string on_this_page(const std::string& label, bool skeleton) {
    return ways("On this page", {reference(label + "_program", "The program"),
                                 "<a href=\"#watch\">Watch it, step by step</a>",
                                 reference(label + "_repair", skeleton ? "One way to build it"
                                                                       : "The repair, folded")});
}

// The learner's own figures, if there are any, and those that were measured for the course, folded:
// whoever is to predict them should not have seen them.
std::string plots(const Site& site, const Lesson& lesson) {
    std::string shown = "## What came out {#" + lesson_label(lesson.slug) + "_measured}\n\n";
    const std::filesystem::path own = site.measured / lesson.slug / "plot.svg";
    if (std::filesystem::exists(own)) {
        shown += "On this machine, by `./lab run " + lesson.number + "`:\n\n" +
                 plot_in_page(site.measured, std::filesystem::path(lesson.slug) / "plot.svg");
    } else {
        shown += "Your own plot stands here once `./lab run " + lesson.number +
                 "` has come to its end and the pages are built again.\n\n";
    }
    return shown +
           raw_html("<details><summary>The plot that was measured for the course</summary>") +
           plot_in_page(site.source,
                        std::filesystem::path("docs/measured") / lesson.slug / "plot.svg") +
           raw_html("</details>");
}

std::string joined(const std::vector<std::string>& texts) {
    std::string shown;
    for (const std::string& text : texts) shown += (shown.empty() ? "" : ", ") + text;
    return shown;
}

// What others call the mistake, and where the article makes it.
std::string references(const Lesson& lesson) {
    std::string list;
    std::vector<std::string> cwe;
    for (const std::string& id : lesson.cwe) {
        cwe.push_back(fmt::format("[{}](https://cwe.mitre.org/data/definitions/{}.html)", id,
                                  id.substr(id.find('-') + 1)));
    }
    const char* const what = lesson.skeleton ? "- Of mistakes: " : "- The mistake: ";
    if (!lesson.defect.empty()) list += what + doxygen(lesson.defect) + "\n";
    if (!cwe.empty()) list += "- In the Common Weakness Enumeration: " + joined(cwe) + "\n";
    if (!lesson.cert.empty())
        list += "- In the SEI CERT coding standards: " + joined(lesson.cert) + "\n";
    if (!lesson.article.empty()) list += "- In the article: " + doxygen(lesson.article) + "\n";
    return list.empty() ? "" : "## What it is called, and where it stands\n\n" + list + "\n";
}

}  // namespace

std::string lesson_page(const Site& site, std::size_t place) {
    const std::vector<Lesson>& lessons = site.course.lessons;
    const Lesson& lesson = lessons[place];
    const std::string label = lesson_label(lesson.slug);
    const std::string file = fmt::format("lessons/{}/README.md", lesson.slug);
    Page page = read_page(site.source, site.labels, file);
    page.text = site.api.linked(page.text);
    const std::size_t questions = page.text.find("\n## Questions");
    if (questions == std::string::npos) {
        throw WrongPage(fmt::format("{} has no heading that begins with \"## Questions\"", file));
    }
    const std::string asked = page.text.substr(questions + 1);
    page.text.resize(questions + 1);
    if (lesson.measures) {
        page.text += "\n" + asked + "\n" + hints(site, lesson) + plots(site, lesson);
    } else {
        page.text = on_this_page(label, lesson.skeleton) + page.text + "\n" +
                    the_program(site, program_of("lesson", lesson), label) +
                    witness(site, "lesson", lesson) + asked + "\n" + hints(site, lesson) +
                    repair(site, lesson);
    }
    std::vector<std::string> to;
    if (place > 0) {
        to.push_back(to_lesson("Previous lesson", lessons[place - 1]));
    }
    to.push_back(reference("index", "The course"));
    to.push_back(reference(solution_label(lesson.slug), "The solution, with the answers"));
    if (place + 1 < lessons.size()) {
        to.push_back(to_lesson("Next lesson", lessons[place + 1]));
    }
    return with_title(page, label) + ways("From here", to);
}

std::string solution_page(const Site& site, std::size_t place) {
    const std::vector<Lesson>& lessons = site.course.lessons;
    const Lesson& lesson = lessons[place];
    const std::string label = solution_label(lesson.slug);
    Page page =
        read_page(site.source, site.labels, fmt::format("solutions/{}/README.md", lesson.slug));
    page.text = site.api.linked(page.text);
    page.text += "\n";
    if (!lesson.measures) {
        page.text += the_program(site, program_of("solution", lesson), label) +
                     witness(site, "solution", lesson);
    }
    page.text += references(lesson);
    std::vector<std::string> to = {reference(lesson_label(lesson.slug), "Back to the lesson")};
    if (place + 1 < lessons.size()) {
        to.push_back(to_lesson("Next lesson", lessons[place + 1]));
    }
    return with_title(page, label) + ways("From here", to);
}

}  // namespace pages
