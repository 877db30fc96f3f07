// The judge, as a learner calls it. It knows the real lessons, so it is called in the real tree,
// where everything has been built.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stage/child.h"

namespace {

using namespace out_of_step;

Finished called(const std::string& name, const std::vector<std::string>& words) {
    std::vector<std::string> command{LAB_TOOL, "--root", SOURCE_TREE, "--build", BUILD_TREE, name};
    command.insert(command.end(), words.begin(), words.end());
    return run_to_end(command);
}

Finished judged(const std::vector<std::string>& words) { return called("judge", words); }

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

// Not the lesson itself: that would be noted as a learner's progress.
TEST(Judge, IsAskedByRunWhereNoClientCanTell) {
    const Finished run = called("run", {"07", "--solution"});
    EXPECT_EQ(run.exit_code, 0) << run.output << run.errors;
    for (const char* const said : {"The judge can:", "WhatWasMadeForAClientGoesWithIt: kept",
                                   "solutions/07_leaking_events/README.md"}) {
        EXPECT_NE(run.output.find(said), std::string::npos) << said << "\n" << run.output;
    }
}

}  // namespace
