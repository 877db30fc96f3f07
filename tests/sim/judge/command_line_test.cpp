// The test program of a lesson, as it is called by hand and by the lab command.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "stage/child.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using out_of_step::Finished;
using out_of_step::run_to_end;

const std::string build = OUT_OF_STEP_BUILD_DIR;
const std::string source = OUT_OF_STEP_SOURCE_DIR "/lessons/04_lost_signal/server.cpp";
const std::string promise = "WhoeverLeavesMeanwhileIsReleased";

Finished judged(const std::string& variant, const std::vector<std::string>& more) {
    std::vector<std::string> command{build + "/tests/lessons/judge_04_lost_signal", "--module",
                                     build + "/" + variant + "/04_lost_signal/server.zero.so",
                                     "--source", source};
    command.insert(command.end(), more.begin(), more.end());
    return run_to_end(command);
}

std::string replay_string() {
    const Finished finished = judged("lessons", {"--json", "--promise", promise});
    return json::parse(finished.output)["promises"][0]["breaches"][0]["replay"];
}

TEST(CommandLine, ShowsTheExecutionItsWindowAndTheReplayString) {
    const Finished finished = judged("lessons", {"--promise", promise});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(finished.errors, "");
    for (const char* part : {"WhoeverLeavesMeanwhileIsReleased: broken", "EARLY",
                             "When it happens: between WSAEnumNetworkEvents (line ",
                             "The nearest execution that passes",
                             "The same under documented and lenient.", "Replay: 1w-"}) {
        EXPECT_NE(finished.output.find(part), std::string::npos) << part << "\n" << finished.output;
    }
    EXPECT_EQ(finished.output.find('\x1b'), std::string::npos) << "colour without a terminal";
}

TEST(CommandLine, BrieflyItStopsAtTheFirstPromiseThatIsBroken) {
    const Finished finished = judged("lessons", {"--brief"});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_TRUE(finished.output.starts_with(promise + ": broken\n")) << finished.output;
    EXPECT_NE(finished.output.find("When it happens: between"), std::string::npos);
    EXPECT_NE(finished.output.find("        ... the server begins: 8 steps, up to line "),
              std::string::npos)
        << finished.output;
    EXPECT_TRUE(
        finished.output.ends_with("\n4 more promises are looked at once this one is kept.\n"))
        << finished.output;
    // Neither a comparison nor other rule sets: whoever wants more asks for more.
    for (const char* part : {"The nearest execution that passes", "The same under"}) {
        EXPECT_EQ(finished.output.find(part), std::string::npos) << finished.output;
    }
}

TEST(CommandLine, BrieflyItNamesWhatIsKept) {
    const Finished finished = judged("solutions", {"--brief"});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_TRUE(
        finished.output.starts_with(promise + ": kept\nWhoeverWaitsInTheQueueIsAccepted: kept\n"))
        << finished.output;
    EXPECT_NE(finished.output.find("\nAll "), std::string::npos) << finished.output;
}

json page_of(const std::string& variant) {
    const fs::path file = fs::path(build) / ("page_of_" + variant + ".json");
    const Finished finished = judged(variant, {"--promise", promise, "--page", file.string()});
    EXPECT_EQ(finished.exit_code, 0) << finished.errors;
    EXPECT_EQ(finished.output, "");
    std::ifstream stream(file);
    json page = json::parse(stream);
    fs::remove(file);
    return page;
}

TEST(CommandLine, APageShowsTheExecutionThatFailsAndItsTwin) {
    const json page = page_of("lessons");
    EXPECT_EQ(page.at("promise"), promise);
    EXPECT_TRUE(page.at("outcome").get<std::string>().starts_with(
        "When it happens: between WSAEnumNetworkEvents (line "));
    EXPECT_EQ(page.at("executions").size(), 2u);
    EXPECT_EQ(page.at("replay"), replay_string());
    EXPECT_NE(page.at("source").get<std::string>().find("WSAResetEvent"), std::string::npos);
}

TEST(CommandLine, APageOfWhatIsKeptShowsTheQuietExecution) {
    const json page = page_of("solutions");
    EXPECT_TRUE(page.at("outcome").get<std::string>().starts_with("All ")) << page.at("outcome");
    ASSERT_EQ(page.at("executions").size(), 1u);
    EXPECT_TRUE(page["executions"][0].at("passes"));
    const Finished again = judged("solutions", {"--replay", page.at("replay")});
    EXPECT_EQ(again.exit_code, 0) << again.errors;
}

TEST(CommandLine, APageThatCannotBeWrittenIsAnError) {
    const Finished finished = judged("lessons", {"--promise", promise, "--page", "/dev/full"});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_EQ(finished.errors, "Nothing was judged: cannot write /dev/full\n");
}

TEST(CommandLine, IsTheSameEachTime) {
    const std::string first = judged("lessons", {}).output;
    EXPECT_EQ(judged("lessons", {}).output, first);
}

TEST(CommandLine, ShowsCertificatesOfWhatIsKept) {
    const Finished finished = judged("solutions", {});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.output.find(promise + ": kept"), std::string::npos) << finished.output;
    EXPECT_NE(finished.output.find("All "), std::string::npos) << finished.output;
    EXPECT_NE(finished.output.find("distinct executions of"), std::string::npos);
}

TEST(CommandLine, ACertificateSaysNoMoreThanWhatWasLookedAt) {
    const Finished finished = judged("solutions", {"--deviations", "1"});
    EXPECT_EQ(finished.exit_code, 0) << finished.output;
    EXPECT_NE(finished.output.find("up to 1 deviation, under"), std::string::npos);
    EXPECT_EQ(finished.output.find("up to 3 deviations"), std::string::npos);
    // EveryClientIsHeardInTurn is about the quiet execution, and is not asked for more.
    EXPECT_NE(finished.output.find("without deviations"), std::string::npos);
}

TEST(CommandLine, LooksAsDeepAsItIsAskedTo) {
    const std::string crowd = "NobodyIsForgottenInACrowd";  // says 2
    const Finished usual = judged("solutions", {"--promise", crowd, "--rules", "windows"});
    EXPECT_NE(usual.output.find("up to 2 deviations, under"), std::string::npos) << usual.output;
    const Finished deep =
        judged("solutions", {"--promise", crowd, "--rules", "windows", "--deviations", "3"});
    EXPECT_EQ(deep.exit_code, 0) << deep.errors;
    EXPECT_NE(deep.output.find("up to 3 deviations, under"), std::string::npos) << deep.output;
}

TEST(CommandLine, ReplaysWhatAStringNames) {
    const Finished finished = judged("lessons", {"--replay", replay_string()});
    EXPECT_EQ(finished.exit_code, 1) << finished.errors;
    EXPECT_NE(finished.output.find("Signal lost."), std::string::npos) << finished.output;
}

TEST(CommandLine, RefusesAStringOfAnotherVersionOfTheProgram) {
    const fs::path changed = fs::path(build) / "Testing" / "replay_changed.cpp";
    fs::create_directories(changed.parent_path());
    std::ofstream(changed) << "// another program\n";
    const Finished finished =
        judged("lessons", {"--replay", replay_string(), "--source", changed.string()});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("another version of the program"), std::string::npos)
        << finished.errors;
    EXPECT_EQ(finished.output, "");
}

TEST(CommandLine, RefusesAStringOfAnotherLesson) {
    const Finished finished =
        run_to_end({build + "/tests/lessons/judge_03_arrays_out_of_step", "--module",
                    build + "/lessons/03_arrays_out_of_step/server.zero.so", "--source", source,
                    "--replay", replay_string()});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("another lesson than 03_arrays_out_of_step"), std::string::npos)
        << finished.errors;
}

TEST(CommandLine, RefusesWhatIsNoReplayString) {
    for (const char* const text : {"yesterday", ""}) {
        const Finished finished = judged("lessons", {"--replay", text});
        EXPECT_EQ(finished.exit_code, 2);
        EXPECT_NE(finished.errors.find("is no replay string"), std::string::npos)
            << finished.errors;
    }
}

// A figure was copied wrong: there are other choices there, or there is no such moment.
TEST(CommandLine, RefusesADamagedReplayString) {
    const std::string good = replay_string();
    const std::string stem = good.substr(0, good.rfind('-'));
    for (const char* const deviation : {"-11.9.1", "-99999.2.1"}) {
        const Finished finished = judged("lessons", {"--replay", stem + deviation});
        EXPECT_EQ(finished.exit_code, 2) << deviation;
        EXPECT_NE(finished.errors.find("is damaged"), std::string::npos) << finished.errors;
        EXPECT_EQ(finished.output, "");
    }
}

TEST(CommandLine, AModuleWithoutItsTwinIsNotJudgedByHalf) {
    const fs::path alone = fs::path(build) / "Testing" / "alone.zero.so";
    fs::create_directories(alone.parent_path());
    fs::copy_file(build + "/lessons/01_nothing_arrives/server.zero.so", alone,
                  fs::copy_options::overwrite_existing);
    const Finished finished =
        run_to_end({build + "/tests/lessons/judge_01_nothing_arrives", "--module", alone.string()});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("name it with --garbage"), std::string::npos) << finished.errors;
}

TEST(CommandLine, AModuleThatWasCutOffKeepsNothing) {
    const fs::path whole = build + "/lessons/04_lost_signal/server.zero.so";
    const fs::path half = fs::path(build) / "Testing" / "half.so";
    fs::copy_file(whole, half, fs::copy_options::overwrite_existing);
    fs::resize_file(half, 5000);
    const Finished finished = judged("lessons", {"--module", half.string(), "--json"});
    EXPECT_EQ(finished.output.find("\"kept\": true"), std::string::npos) << finished.output;
    EXPECT_NE(finished.exit_code, 0);
}

TEST(CommandLine, RefusesAModuleThatIsNone) {
    const Finished finished = judged("lessons", {"--module", source, "--garbage", source});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("Nothing was judged: "), std::string::npos) << finished.errors;
}

TEST(CommandLine, WritesRecordingsAndCaptures) {
    const fs::path folder = fs::path(build) / "Testing" / "traces";
    fs::remove_all(folder);
    judged("lessons", {"--json", "--promise", promise, "--traces", folder.string()});
    for (const char* rules : {"windows", "documented", "lenient"}) {
        const std::string stem = (folder / (promise + "." + rules)).string();
        std::ifstream file(stem + ".json");
        const json trace = json::parse(file);
        EXPECT_EQ(trace["rules"], rules);
        EXPECT_EQ(trace["findings"][0]["detector"], "signal lost");
        EXPECT_TRUE(fs::exists(stem + ".passing.json"));
        EXPECT_GT(fs::file_size(stem + ".pcap"), 24U);
    }
}

// What was broken before, and is kept now, does not stay there as if it were still broken.
TEST(CommandLine, TakesAwayTheRecordingsOfWhatIsKeptNow) {
    const fs::path folder = fs::path(build) / "Testing" / "traces_of_both";
    fs::remove_all(folder);
    for (const char* const variant : {"lessons", "solutions"}) {
        judged(variant, {"--promise", promise, "--traces", folder.string()});
    }
    EXPECT_TRUE(fs::is_directory(folder));
    EXPECT_TRUE(fs::is_empty(folder));
}

TEST(CommandLine, NamesTheFolderThatCannotBeWritten) {
    const Finished finished =
        judged("lessons", {"--json", "--promise", promise, "--traces", source + "/no/folder"});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("it cannot be made"), std::string::npos) << finished.errors;
}

}  // namespace
