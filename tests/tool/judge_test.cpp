// The judge, as a learner calls it. It knows the real lessons, so it is called in the real tree,
// where everything has been built.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stage/child.h"

namespace {

using namespace out_of_step;

Finished judged(const std::vector<std::string>& words) {
    std::vector<std::string> command{LAB_TOOL,  "--root",   SOURCE_TREE,
                                     "--build", BUILD_TREE, "judge"};
    command.insert(command.end(), words.begin(), words.end());
    return run_to_end(command);
}

TEST(Judge, ShowsTheSmallestExecutionThatBreaksAPromise) {
    const Finished verdict = judged({"03"});
    EXPECT_EQ(verdict.exit_code, 1) << verdict.errors;
    EXPECT_NE(verdict.output.find("EveryClientIsHeardAfterAnotherLeaves: broken"),
              std::string::npos)
        << verdict.output;
}

TEST(Judge, HasACertificateForTheSolution) {
    const Finished verdict = judged({"03", "--solution"});
    EXPECT_EQ(verdict.exit_code, 0) << verdict.output << verdict.errors;
    EXPECT_EQ(verdict.output.find("broken"), std::string::npos) << verdict.output;
}

}  // namespace
