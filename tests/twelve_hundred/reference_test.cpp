// What the course shows of lesson 23 is what its figures say: the plot, and the page of the
// solution.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "figures.h"
#include "plot.h"
#include "stage/child.h"

namespace {

using namespace twelve_hundred;

const std::string native = SOURCE_TREE "/docs/measured/23_twelve_hundred/";
const std::string wine = SOURCE_TREE "/docs/measured/23_twelve_hundred_wine/";

TEST(Reference, HasEverySizeAndEveryModel) {
    const Figures figures = from_csv(read_text(native + "figures.csv"));
    EXPECT_EQ(figures.sizes(), (std::vector<int>{60, 315, 630, 1260, 2520, 5040, 10'000}));
    for (const Missing& one : figures.missing)
        ADD_FAILURE() << one.model << " at " << one.connections << ": " << one.why;
}

TEST(Reference, SaysWhereAndWhenAndHowItWasMeasured) {
    for (const std::string& folder : {native, wine}) {
        const Figures figures = from_csv(read_text(folder + "figures.csv"));
        for (const char* name : {"date", "machine", "server", "command"}) {
            bool said = false;
            for (const auto& [its_name, value] : figures.about)
                said = said || (its_name == name && !value.empty());
            EXPECT_TRUE(said) << folder << ": " << name;
        }
        EXPECT_EQ(figures.of_windows_programs(), folder == wine);
    }
}

TEST(Reference, ThePlotIsThatOfItsFigures) {
    for (const std::string& folder : {native, wine}) {
        EXPECT_EQ(read_text(folder + "plot.svg"), plot(from_csv(read_text(folder + "figures.csv"))))
            << "see docs/measured/into_page.cmake";
    }
}

TEST(Reference, ThePageSaysWhatTheFiguresSay) {
    const std::string page = read_text(SOURCE_TREE "/solutions/23_twelve_hundred/README.md");
    for (const std::string& folder : {native, wine}) {
        const out_of_step::Finished said =
            out_of_step::run_to_end({TWELVE_HUNDRED, "--redraw", folder + "figures.csv"});
        ASSERT_EQ(said.exit_code, 0) << said.errors;
        ASSERT_GT(said.output.size(), 500U);
        EXPECT_NE(page.find("```text" + said.output + "```"), std::string::npos)
            << "see docs/measured/into_page.cmake";
    }
}

}  // namespace
