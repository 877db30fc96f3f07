// What the course shows of lesson 23 is what its figures say: the plot, and the page of the
// solution.
#include <gtest/gtest.h>

#include <string>

#include "figures.h"
#include "plot.h"
#include "stage/child.h"

namespace {

using namespace twelve_hundred;

const std::string folder = SOURCE_TREE "/docs/measured/23_twelve_hundred/";

TEST(Reference, HasEverySizeAndSaysWhereAndWhenItWasMeasured) {
    const Figures figures = from_csv(read_text(folder + "figures.csv"));
    EXPECT_EQ(figures.sizes(), (std::vector<int>{60, 315, 630, 1260, 2520, 5040, 10'000}));
    EXPECT_TRUE(figures.missing.empty()) << figures.missing[0].model << figures.missing[0].why;
    for (const char* name : {"date", "machine", "server", "command"}) {
        bool said = false;
        for (const auto& [its_name, value] : figures.about)
            said = said || (its_name == name && !value.empty());
        EXPECT_TRUE(said) << name;
    }
}

TEST(Reference, ThePlotIsThatOfItsFigures) {
    EXPECT_EQ(read_text(folder + "plot.svg"), plot(from_csv(read_text(folder + "figures.csv"))))
        << "see docs/measured/into_page.cmake";
}

TEST(Reference, ThePageSaysWhatTheFiguresSay) {
    const out_of_step::Finished said =
        out_of_step::run_to_end({TWELVE_HUNDRED, "--redraw", folder + "figures.csv"});
    ASSERT_EQ(said.exit_code, 0) << said.errors;
    ASSERT_GT(said.output.size(), 1000U);
    const std::string page = read_text(SOURCE_TREE "/solutions/23_twelve_hundred/README.md");
    EXPECT_NE(page.find("```text" + said.output + "```"), std::string::npos)
        << "see docs/measured/into_page.cmake";
}

}  // namespace
