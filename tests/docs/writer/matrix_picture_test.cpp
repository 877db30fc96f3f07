// The staircases of README.md as pictures.
#include "matrix_picture.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "text_file.h"
#include "wrong_page.h"

namespace {

using pages::Staircase;

const char* const heading = "## What each repair has repaired\n\n";

std::string refused(const std::string& rows) {
    try {
        pages::staircases_in(heading + std::string("```\n 01\n L S\n") + rows + "```\n");
        return "not refused";
    } catch (const pages::WrongPage& wrong) {
        return wrong.what();
    }
}

TEST(MatrixPicture, Tutorial) {
    const std::vector<Staircase> staircases = pages::staircases_in(
        std::string("```\nnot here\n```\n") + heading +
        "```\n               01  02\n              L S L S\n01 *One       X . . .\n"
        "    Another   . 1 . .\n02 *Two       X X X .\n```\n## The next heading\n```\nnor "
        "here\n```\n");
    ASSERT_EQ(staircases.size(), 1U);
    EXPECT_EQ(staircases[0].lessons, (std::vector<std::string>{"01", "02"}));
    ASSERT_EQ(staircases[0].rows.size(), 3U);
    EXPECT_EQ(staircases[0].rows[1].lesson, "01");
    EXPECT_EQ(staircases[0].rows[1].promise, "Another");
    EXPECT_FALSE(staircases[0].rows[1].trigger);
    EXPECT_TRUE(staircases[0].rows[2].trigger);
    EXPECT_EQ(staircases[0].rows[2].cells, "XXX.");
}

TEST(MatrixPicture, ALineThatIsNotUnderstoodIsNamed) {
    const std::string where =
        "README.md, \"What each repair has repaired\": this line is not understood: ";
    EXPECT_EQ(refused("01 *One  X\n"), where + "01 *One  X");
    EXPECT_EQ(refused("01 *One  X ? \n"), where + "01 *One  X ? ");
    EXPECT_EQ(refused("\n"), where);
}

TEST(MatrixPicture, AREADMEWithoutStaircasesIsRefused) {
    EXPECT_THROW(pages::staircases_in("# Out of Step\n"), pages::WrongPage);
}

TEST(MatrixPicture, HasACellForEachServerAndALinkForEachLesson) {
    const auto course = out_of_step::read_course(std::string(SOURCE_TREE) + "/lessons/course.json");
    const auto staircases = pages::staircases_in(pages::read_text(SOURCE_TREE, "README.md"));
    const std::string page = pages::matrix_page(staircases, course);
    const auto count = [&page](const std::string& what) {
        std::size_t found = 0;
        for (std::size_t at = page.find(what); at != std::string::npos;
             at = page.find(what, at + 1)) {
            found++;
        }
        return found;
    };
    std::size_t cells = 0;
    for (const Staircase& staircase : staircases) {
        for (const Staircase::Row& row : staircase.rows) {
            cells += row.cells.size();
            cells -= static_cast<std::size_t>(std::count(row.cells.begin(), row.cells.end(), '-'));
        }
    }
    const std::size_t in_the_legend = 3;
    EXPECT_EQ(count("class=\"kept\"") + count("class=\"broken\"") + count("class=\"unlucky\""),
              cells + in_the_legend);
    for (const out_of_step::Lesson& lesson : course.lessons) {
        if (lesson.measures) continue;
        EXPECT_EQ(count("<a href=\"lesson_" + lesson.slug + ".html\""), 2U) << lesson.slug;
    }
    EXPECT_EQ(count("<title "), staircases.size());
    EXPECT_EQ(count("<desc "), staircases.size());
}

}  // namespace
