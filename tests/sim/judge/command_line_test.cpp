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
    for (const char* part :
         {"WhoeverLeavesMeanwhileIsReleased: broken", "EARLY",
          "When it happens: between WSAEnumNetworkEvents (line 93) and WSAResetEvent",
          "The nearest execution that passes", "The same under documented and lenient.",
          "Replay: 1w-"}) {
        EXPECT_NE(finished.output.find(part), std::string::npos) << part << "\n" << finished.output;
    }
    EXPECT_EQ(finished.output.find('\x1b'), std::string::npos) << "colour without a terminal";
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
    EXPECT_NE(finished.output.find("up to 0 deviations"), std::string::npos);
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
    const Finished finished = judged("lessons", {"--replay", "yesterday"});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("is no replay string"), std::string::npos) << finished.errors;
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

TEST(CommandLine, NamesTheFolderThatCannotBeWritten) {
    const Finished finished =
        judged("lessons", {"--json", "--promise", promise, "--traces", source + "/no/folder"});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_NE(finished.errors.find("cannot make the folder"), std::string::npos) << finished.errors;
}

}  // namespace
