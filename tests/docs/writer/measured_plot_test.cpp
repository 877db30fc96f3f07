// A lesson that measures has no program; its pages have plots instead.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "measured_plot.h"
#include "small_project.h"

namespace {

using out_of_step::Finished;

constexpr const char* reference = "<svg class=\"plot\">\n\n<text>the reference</text>\n</svg>\n";

/// The small project, and behind its lesson one that measures.
class Measuring : public SmallProject {
public:
    Measuring() {
        std::string course = read("lessons/course.json");
        course.resize(course.rfind("\n  ]"));
        write("lessons/course.json", course + R"(,
    { "number": "02", "slug": "02_second", "title": "Second", "chapter": "A", "kind": "measure",
      "defect": "It is not known.", "hints": ["Predict.", "Compare.", "Explain."] }
  ]
})");
        write("lessons/02_second/README.md",
              "# 02 Second {#lesson_02}\n\nIs it so?\n\n## Questions to think about\n\n1. Why?\n");
        write("solutions/02_second/README.md",
              "# 02 Second: what came out\n\n"
              "![A plot](../../docs/measured/02_second/plot.svg)\n\nIt is so.\n");
        write("docs/measured/02_second/plot.svg", reference);
    }

    Finished make_pages_with_measured() const {
        return out_of_step::run_to_end({PAGE_WRITER, "pages", "--source", root().string(),
                                        "--output", (root() / "output").string(), "--witnesses",
                                        (root() / "output/witnesses").string(), "--measured",
                                        (root() / "output/measured").string()});
    }
};

void expect_in_order(const std::string& page, const std::vector<std::string>& parts) {
    std::size_t at = 0;
    for (const std::string& part : parts) {
        at = page.find(part, at);
        ASSERT_NE(at, std::string::npos) << part << " is missing, or too early, in\n" << page;
    }
}

TEST(MeasuredPlot, ALessonThatMeasuresShowsTheReferenceFolded) {
    const Measuring project;
    const Finished writer = project.make_pages_with_measured();
    ASSERT_EQ(writer.exit_code, 0) << writer.errors;
    const std::string lesson = project.made("pages/lesson_02_second.md");
    expect_in_order(lesson, {"Is it so?", "## Questions", "<summary>A hint</summary>", "Predict.",
                             "## What came out", "Your own plot stands here", "<details>",
                             "<svg class=\"plot\">\n<text>the reference</text>", "</details>"});
    EXPECT_EQ(lesson.find("## The program"), std::string::npos) << lesson;
    EXPECT_EQ(lesson.find("## The repair"), std::string::npos) << lesson;
}

TEST(MeasuredPlot, TheLearnersOwnStandsOpenBeforeIt) {
    const Measuring project;
    project.write("output/measured/02_second/plot.svg", "<svg >\n<text>my own</text>\n</svg>\n");
    ASSERT_EQ(project.make_pages_with_measured().exit_code, 0);
    expect_in_order(project.made("pages/lesson_02_second.md"),
                    {"On this machine", "my own", "<details>", "the reference"});
}

TEST(MeasuredPlot, AnImageInAReadmeBecomesAPartOfThePage) {
    const Measuring project;
    ASSERT_EQ(project.make_pages_with_measured().exit_code, 0);
    const std::string solution = project.made("pages/solution_02_second.md");
    expect_in_order(solution, {"\\htmlonly[block]", "the reference", "\\endhtmlonly", "It is so."});
    EXPECT_EQ(solution.find("!["), std::string::npos) << solution;
    EXPECT_NE(solution.find("The mistake: It is not known."), std::string::npos) << solution;
}

TEST(MeasuredPlot, WhatIsNoPlotStopsTheBuild) {
    const Measuring project;
    project.write("docs/measured/02_second/plot.svg", "no plot\n");
    const Finished writer = project.make_pages_with_measured();
    EXPECT_EQ(writer.exit_code, 1);
    EXPECT_NE(writer.errors.find("docs/measured/02_second/plot.svg is no SVG"), std::string::npos)
        << writer.errors;
}

// An empty line would end the block that hands HTML on untouched.
TEST(MeasuredPlot, HasNoEmptyLine) {
    const SmallProject project;
    project.write("plot.svg", reference);
    const std::string in_page = pages::plot_in_page(project.root(), "plot.svg");
    const std::string block = in_page.substr(0, in_page.find("\\endhtmlonly"));
    EXPECT_EQ(block.find("\n\n"), std::string::npos) << in_page;
}

}  // namespace
