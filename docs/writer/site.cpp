#include "site.h"

#include <algorithm>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "callers.h"
#include "course_map.h"
#include "course_pages.h"
#include "escape.h"
#include "frame.h"
#include "links.h"
#include "matrix_picture.h"
#include "measured.h"
#include "text_file.h"
#include "wrong_page.h"

namespace pages {

namespace {

namespace fs = std::filesystem;
using out_of_step::Lesson;

// The READMEs of folders, in the order of the sidebar.
std::vector<std::string> readmes_of_folders(const fs::path& source) {
    std::vector<std::string> found;
    for (const char* folder : {"docs", "tests", "tool", "winsock"}) {
        if (!fs::is_directory(source / folder)) continue;
        for (fs::recursive_directory_iterator entry(source / folder), end; entry != end; ++entry) {
            const fs::path& path = entry->path();
            // What the tests of the pages bring along has READMEs of its own.
            if (path.filename() == "node_modules") entry.disable_recursion_pending();
            if (path.filename() != "README.md") continue;
            found.push_back(path.lexically_relative(source).generic_string());
        }
    }
    std::sort(found.begin(), found.end());
    for (const char* file : {"solutions/README.md", "lessons/README.md", "CONTRIBUTING.md"}) {
        if (fs::exists(source / file)) found.insert(found.begin(), file);
    }
    return found;
}

class Writer {
public:
    Writer(Site site, std::vector<std::string> insides)
        : site_(std::move(site)), insides_(std::move(insides)) {}

    void write() {
        write_lessons();
        write_insides();
        write_what_is_written();
        write_page("matrix.md",
                   matrix_page(staircases_in(read_text(site_.source, "README.md")), site_.course));
        write_page("in_the_course.dox", in_the_course(site_));
        const fs::path doxygen = site_.output / "doxygen";
        write_text(site_.output / "layout.xml",
                   layout_with(sidebar_, read_text(doxygen, "layout.xml")));
        write_text(site_.output / "header.html",
                   header_with_switch(read_text(doxygen, "header.html")));
    }

private:
    void write_page(const std::string& name, const std::string& text) {
        write_text(site_.output / "pages" / name, text);
    }

    void write_lessons() {
        std::string list;
        for (std::size_t place = 0; place < site_.course.lessons.size(); place++) {
            const Lesson& lesson = site_.course.lessons[place];
            const std::string in_course = lesson.number + " " + lesson.title;
            const std::string label = lesson_label(lesson.slug);
            const std::string solution = solution_label(lesson.slug);
            write_page(label + ".md", lesson_page(site_, place));
            write_page(solution + ".md", solution_page(site_, place));
            sidebar_.lessons.push_back({label, in_course});
            sidebar_.solutions.push_back({solution, in_course});
            list += fmt::format("- \\ref {} \"{}\"\n", solution, in_course);
        }
        write_page(
            "solutions.md",
            "# Solutions {#solutions}\n\nEach page says why its repair is right, and what looks "
            "right but is not. Open one when your own repair passes, or when you have had "
            "enough.\n\n" +
                list);
    }

    void write_insides() {
        std::string list;
        for (const std::string& file : insides_) {
            const std::string label = site_.labels.of(file);
            const std::string folder = file.substr(0, file.rfind("/README.md"));
            const Page page = read_page(site_.source, site_.labels, file);
            write_page(label + ".md", with_title(page, label));
            sidebar_.insides.push_back({label, folder});
            list += fmt::format("- \\ref {} \"{}\": {}\n", label, folder, page.title);
        }
        write_page(
            "inside.md",
            "# Inside {#inside}\n\nHow the project is built, one page per folder: what lives "
            "there, and what may include what.\n\n" +
                list);
    }

    // What docs/tools/measure.mjs has written.
    nlohmann::json measurements() const {
        const fs::path file = "docs/tools/measured.json";
        try {
            return nlohmann::json::parse(read_text(site_.source, file));
        } catch (const nlohmann::json::exception& error) {
            throw WrongPage(fmt::format("{} is not JSON: {}", file.string(), error.what()));
        }
    }

    // docs/pages: they have their labels; one has a place for the map, one for what was measured.
    void write_what_is_written() {
        const std::string place = "<!-- lessons -->";
        const fs::path folder = "docs/pages";
        for (const auto& entry : fs::directory_iterator(site_.source / folder)) {
            const fs::path file = folder / entry.path().filename();
            if (file.extension() != ".md") continue;
            std::string text = with_references(site_.source, site_.labels, file.generic_string(),
                                               read_text(site_.source, file));
            if (const std::size_t at = text.find(place); at != std::string::npos) {
                text.replace(at, place.size(), course_map(site_.source, site_.course));
            }
            if (text.find("<!-- measured:") != std::string::npos) {
                text = with_measurements(text, measurements());
            }
            write_page(file.filename().string(), text);
        }
    }

    Site site_;
    std::vector<std::string> insides_;
    Sidebar sidebar_;
};

}  // namespace

void write_site(const fs::path& source, const fs::path& output, const fs::path& witnesses,
                const fs::path& measured) {
    out_of_step::Course course = out_of_step::read_course(source / "lessons/course.json");
    fs::remove_all(output / "pages");  // what was a page once and is no more
    fs::remove_all(output / "html");
    const std::vector<std::string> insides = readmes_of_folders(source);
    Writer({source, output, witnesses, measured, std::move(course), Labels(insides),
            ApiNames::in(source)},
           insides)
        .write();
}

}  // namespace pages
