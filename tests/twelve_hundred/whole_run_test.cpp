// The lab of lesson 23 from its command line, with a few connections. Nobody asks how fast.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/wait.h>

#include "../test_folder.h"
#include "../tool/descendants.h"
#include "figures.h"
#include "machine.h"
#include "models.h"
#include "process.h"
#include "stage/child.h"

namespace {

using namespace twelve_hundred;
using out_of_step::Descendants;
using out_of_step::Finished;
using out_of_step::run_to_end;
namespace fs = std::filesystem;

Finished run_the_lab(const std::vector<std::string>& options) {
    std::vector<std::string> command{TWELVE_HUNDRED};
    command.insert(command.end(), options.begin(), options.end());
    return run_to_end(command);
}

TEST(WholeRun, MeasuresEveryModelThatIsBuiltAndKeepsTheFigures) {
    const TestFolder folder;
    const Descendants started;
    const Finished lab = run_the_lab({"--quick", "--sizes", "2,5", "--seconds", "0.05", "--server",
                                      MODELS "/model_threads", "--output", folder.root().string(),
                                      "--about", "server=a stand-in"});
    EXPECT_EQ(lab.exit_code, 0) << lab.output << lab.errors;
    EXPECT_EQ(started.that_stay(), "");

    const Figures figures = from_csv(folder.read("figures.csv"));
    for (const Model& model : all_models()) {
        const bool built =
            model.program == nullptr || fs::exists(std::string(MODELS "/") + model.program);
        EXPECT_EQ(figures.all_active(model.key).size(), built ? 2U : 0U) << model.name;
        EXPECT_EQ(figures.few_active(model.key).size(), built ? 2U : 0U) << model.name;
        if (built) continue;
        EXPECT_NE(lab.output.find(std::string(model.name) + " is missing at 2 and 5: install " +
                                  model.package),
                  std::string::npos)
            << lab.output;
    }
    for (const Figure& figure : figures.measured) {
        EXPECT_GE(figure.fewest, 1) << figure.model << ": somebody was never answered";
        EXPECT_TRUE(figure.p50 > 0 && figure.p50 <= figure.p99 && figure.p99 <= figure.slowest)
            << figure.model;
        EXPECT_GE(figure.threads, 1) << figure.model;
    }
    EXPECT_EQ(figures.all_active("threads").back()->threads, 6) << "one each, and who accepts";
    EXPECT_NE(folder.read("plot.svg").find("lesson 22"), std::string::npos);
    EXPECT_NE(folder.read("plot.svg").find("server: a stand-in"), std::string::npos);
    EXPECT_NE(lab.output.find("5 connections, all active"), std::string::npos) << lab.output;
}

TEST(WholeRun, OfMoreThan64TheyAreActiveOnceAllAndOnceOnlySoMany) {
    const TestFolder folder;
    const Finished lab = run_the_lab({"--sizes", "70", "--seconds", "0.05", "--models", "epoll",
                                      "--output", folder.root().string()});
    EXPECT_EQ(lab.exit_code, 0) << lab.output << lab.errors;
    EXPECT_NE(lab.output.find("70 connections, all active"), std::string::npos) << lab.output;
    EXPECT_NE(lab.output.find("70 connections, 64 active"), std::string::npos) << lab.output;
    const Figures figures = from_csv(folder.read("figures.csv"));
    ASSERT_EQ(figures.measured.size(), 2U);
    EXPECT_EQ(figures.few_active("epoll").front()->active, 64);
    EXPECT_EQ(figures.all_active("epoll").front()->threads, 3) << "two workers, and who accepts";
}

TEST(WholeRun, AServerThatFailsIsMissingWithTheReasonAndTheOthersGoOn) {
    const TestFolder folder;
    // Without its arguments it ends at once.
    const Finished lab =
        run_the_lab({"--sizes", "5", "--seconds", "0.05", "--models", "framework,epoll", "--server",
                     ALTERING_SERVER, "--output", folder.root().string()});
    EXPECT_EQ(lab.exit_code, 0) << lab.errors;
    const Figures figures = from_csv(folder.read("figures.csv"));
    ASSERT_EQ(figures.missing.size(), 1U);
    EXPECT_EQ(figures.missing[0], (Missing{"framework", 5, "the server has ended (exit code 2)"}));
    EXPECT_EQ(figures.all_active("epoll").size(), 1U);
    EXPECT_NE(lab.output.find("lesson 22 is missing at 5: the server has ended (exit code\n2)"),
              std::string::npos)
        << lab.output;
}

TEST(WholeRun, WhereNothingCanBeMeasuredThatIsNoSuccess) {
    const TestFolder folder;
    const Finished lab =
        run_the_lab({"--sizes", "5", "--seconds", "0.05", "--models", "framework", "--no-server",
                     "it does not compile", "--output", folder.root().string()});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_TRUE(
        lab.output.ends_with("\n\nlesson 22 is missing at 5: it does not compile\n"
                             "So nothing could be measured.\n"))
        << lab.output;
    EXPECT_FALSE(fs::exists(folder.root() / "figures.csv"));
}

TEST(WholeRun, AFolderThatCannotBeIsRefusedBeforeAnythingIsMeasured) {
    const TestFolder folder;
    folder.write("file", "in the way");
    const Finished lab = run_the_lab({"--sizes", "5", "--seconds", "0.05", "--models", "epoll",
                                      "--output", (folder.root() / "file").string()});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.output, "");
    EXPECT_NE(lab.errors.find("/file"), std::string::npos) << lab.errors;
}

TEST(WholeRun, WithoutAServerItSaysWhy) {
    const Finished lab = run_the_lab({"--sizes", "5", "--seconds", "0.05", "--models",
                                      "framework,epoll", "--no-server", "it does not compile"});
    EXPECT_EQ(lab.exit_code, 0) << lab.errors;
    EXPECT_NE(lab.output.find("lesson 22 is missing at 5: it does not compile"), std::string::npos)
        << lab.output;
}

TEST(WholeRun, SaysBeforehandHowLongItTakes) {
    const Finished lab = run_the_lab({"--sizes", "5", "--seconds", "0.05", "--models", "epoll"});
    EXPECT_EQ(lab.output.rfind("This takes less than half a minute on a quiet machine.", 0), 0U)
        << lab.output;
}

TEST(WholeRun, OldFiguresAreDrawnAndExplainedAnew) {
    const TestFolder folder;
    ASSERT_EQ(run_the_lab({"--sizes", "5,6", "--seconds", "0.05", "--models", "epoll,threads",
                           "--output", (folder.root() / "one").string()})
                  .exit_code,
              0);
    const Finished again =
        run_the_lab({"--redraw", (folder.root() / "one" / "figures.csv").string(), "--output",
                     (folder.root() / "other").string()});
    EXPECT_EQ(again.exit_code, 0) << again.errors;
    EXPECT_EQ(folder.read("other/plot.svg"), folder.read("one/plot.svg"));
    EXPECT_EQ(folder.read("other/figures.csv"), folder.read("one/figures.csv"));
    EXPECT_NE(again.output.find("A thread for each connection reserves"), std::string::npos);
}

TEST(WholeRun, WhatIsMistypedIsRefusedWithASentence) {
    const Finished lab = run_the_lab({"--sizes", "many"});
    EXPECT_EQ(lab.exit_code, 2);
    EXPECT_EQ(lab.errors,
              "twelve_hundred: --sizes takes a number from 1 to 100,000,\nnot \"many\"\n");
    EXPECT_EQ(lab.output, "");
}

// Reads on until a line begins so.
void read_until(Process& lab, const std::string& beginning) {
    while (!lab.read_line(60).starts_with(beginning)) {
    }
}

// Many sizes, each of them short: however busy the machine is, some are still to come.
const std::string many_sizes = "5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20";

TEST(Interruption, KeepsWhatThereIsAndLeavesNobodyBehind) {
    const TestFolder folder;
    const Descendants started;
    Process lab({TWELVE_HUNDRED, "--sizes", many_sizes, "--seconds", "0.1", "--models",
                 "epoll,threads", "--output", folder.root()},
                last_allowed_cpu());
    read_until(lab, "5 connections");
    const int status = lab.end(SIGINT, 60);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 130) << status;
    EXPECT_EQ(started.that_stay(), "");
    const Figures figures = from_csv(folder.read("figures.csv"));
    const std::vector<int> sizes = figures.sizes();
    EXPECT_EQ(sizes.front(), 5);
    EXPECT_LT(sizes.back(), 20) << "it went on to the end";
    // On a machine that is very busy somebody may miss an echo.
    EXPECT_EQ(figures.measured.size() + figures.missing.size(), 2 * sizes.size())
        << "each size whole or not at all\n"
        << to_csv(figures);
    EXPECT_NE(folder.read("plot.svg").find("</svg>"), std::string::npos);
}

// A Ctrl-C reaches it from the terminal, and once more from the lab command. SIGTERM stands for the
// second one here: of two SIGINTs in a row one may be lost.
TEST(Interruption, OneCtrlCThatComesTwiceIsOne) {
    Process lab(
        {TWELVE_HUNDRED, "--sizes", many_sizes, "--seconds", "0.1", "--models", "epoll,threads"},
        last_allowed_cpu());
    read_until(lab, "5 connections");
    kill(lab.id(), SIGINT);
    kill(lab.id(), SIGTERM);
    read_until(lab, "Stopped.");
    const int status = lab.end(0, 60);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 130) << status;
}

TEST(Interruption, KilledItLeavesNobodyBehindEither) {
    const Descendants started;
    Process lab(
        {TWELVE_HUNDRED, "--sizes", many_sizes, "--seconds", "0.1", "--models", "epoll,threads"},
        last_allowed_cpu());
    read_until(lab, "5 connections");
    lab.end(SIGKILL, 60);
    EXPECT_EQ(started.that_stay(), "");
}

}  // namespace
