// What Doxygen makes of the pages: it must eat nothing.
#include <filesystem>
#include <regex>

#include <gtest/gtest.h>

#include "annotated.h"
#include "escape.h"
#include "small_project.h"
#include "text_file.h"

namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

const pages::ApiNames none({});

// What a reader sees of HTML.
std::string seen(const std::string& markup) {
    std::string text = std::regex_replace(markup, std::regex("<[^>]*>"), "");
    for (const auto& [entity, character] : {std::pair{"&lt;", "<"},
                                            {"&gt;", ">"},
                                            {"&quot;", "\""},
                                            {"&#39;", "'"},
                                            {"&nbsp;", " "}}) {
        text = replaced(text, entity, character);
    }
    return replaced(text, "&amp;", "&");
}

// The page that Doxygen makes of this Markdown, without a warning.
std::string page_of(const std::string& markdown) {
    if (std::string(DOXYGEN).ends_with("NOTFOUND")) {
        throw std::runtime_error("Doxygen was not found when CMake ran. ./lab docs installs it.");
    }
    const SmallProject project;
    const fs::path folder = project.root() / "doxygen";
    pages::write_text(folder / "sample.md", "# Sample {#sample}\n\n" + markdown);
    pages::write_text(
        folder / "Doxyfile",
        "OUTPUT_DIRECTORY=\"" + folder.string() + "\"\nINPUT=\"" + (folder / "sample.md").string() +
            "\"\nGENERATE_LATEX=NO\nHAVE_DOT=NO\nQUIET=YES\nWARN_AS_ERROR=FAIL_ON_WARNINGS\n");
    const auto doxygen = out_of_step::run_to_end({DOXYGEN, (folder / "Doxyfile").string()});
    EXPECT_EQ(doxygen.exit_code, 0) << doxygen.errors;
    EXPECT_EQ(doxygen.errors, "");
    return pages::read_text(folder, "html/sample.html");
}

// The lines of code on a page, with the indentation that its style gives back.
std::vector<std::string> code_on(const std::string& page) {
    static const std::regex part(
        "--indent:([0-9]+)|<div class=\"line\">(.*)</div>|<div class=\"line\">(.*)");
    std::vector<std::string> lines;
    std::size_t indent = 0;
    for (const std::string& line : pages::lines_of(page)) {
        for (std::sregex_iterator at(line.begin(), line.end(), part), end; at != end; ++at) {
            if ((*at)[1].matched) {
                indent = std::stoul((*at)[1]);
                continue;
            }
            const std::string code = seen((*at)[2].matched ? (*at)[2].str() : (*at)[3].str());
            // A blank line has a blank that can be seen.
            const bool blank = code.find_first_not_of(' ') == std::string::npos;
            lines.push_back(blank ? "" : std::string(indent, ' ') + code);
        }
    }
    return lines;
}

std::vector<std::string> code_shown(const std::string& source) {
    const std::vector<std::string> lines = pages::lines_of(source);
    std::vector<std::string> shown;
    for (const pages::Pair& pair : pages::pairs_of(source)) {
        for (std::size_t i = pair.first; i > 0 && i <= pair.last; i++)
            shown.push_back(lines[i - 1]);
    }
    return shown;
}

TEST(Doxygen, LeavesCodeAsItIs) {
    const std::string source =
        "// Prose.\n"
        "    char a = '\\\\'; const char* b = \"@ref \\\\ref \\\"q\\\" `x` *y* _z_ <b> &amp; %s # "
        "\\n\";\n"
        "\n"
        "    if (a < b && *p > 1) { x_y_z = \"<!-- no comment -->\"; }  // \\file, @file, `code`\n"
        "        s = \"\\x1b[2J\"; t = '\\0'; u = \"/* */ // ~~ [a](b) ![c](d) $x$ ::y\";\n"
        "// More.\n"
        "#define A(x) #x \"##\" \\\n"
        "    x\n";
    EXPECT_EQ(code_on(page_of(pages::annotated(source, none))), code_shown(source));
}

TEST(Doxygen, LeavesEachServerAsItIs) {
    std::string all;
    for (const char* folder : {"lessons", "solutions"}) {
        for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_TREE) / folder)) {
            for (const char* file : {"server.cpp", "client.cpp"}) {
                if (fs::exists(entry.path() / file)) all += pages::read_text(entry.path(), file);
            }
        }
    }
    EXPECT_EQ(code_on(page_of(pages::annotated(all, none))), code_shown(all));
}

TEST(Doxygen, ShowsPlainTextAsItIs) {
    const std::string text =
        "Say: %s, 50% of A_B_C, *p, _x_ and __y__, `y`, <b>, a & b, \\n, @ref, #x, [a](b), \"q\", "
        "1 < 2 > "
        "0, a::b.";
    EXPECT_NE(seen(page_of(pages::doxygen(text) + "\n")).find(text), std::string::npos)
        << seen(page_of(pages::doxygen(text) + "\n"));
}

TEST(Doxygen, ShowsProseAsMarkdown) {
    const std::vector<pages::Pair> pairs = pages::pairs_of(
        "// # A title\n//\n// **`a[0] = '\\0'`.** `%s`, `a --b`, `f(\"%.*s_\")` and `\\n` *end "
        "`is`* at "
        "\\0, 50% of "
        "<b> & c @ d.\nint "
        "i;\n");
    const std::string page = page_of(pages::prose_of(pairs[0]));
    EXPECT_NE(page.find("<b>A title</b>"), std::string::npos);
    EXPECT_NE(page.find("<b><code>a[0]"), std::string::npos) << page;
    EXPECT_NE(page.find("<em>end <code>is</code></em>"), std::string::npos);
    EXPECT_NE(
        seen(page).find(
            "a[0] = '\\0'. %s, a --b, f(\"%.*s_\") and \\n end is at \\0, 50% of <b> & c @ d."),
        std::string::npos)
        << seen(page);
}

}  // namespace
