// The gate judged, with real processes: what cannot be judged is a failure and says why.

#include "judging.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "kept_verdicts.h"
#include "list.h"

namespace {

using namespace course;
namespace fs = std::filesystem;

/// A folder that goes away again.
class Judging : public testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    /// A server's source and its modules, as old as they should be.
    Module made(std::chrono::seconds source_is_newer_by) {
        Module module{folder / "server.zero.so", folder / "server.cpp"};
        const auto now = fs::file_time_type::clock::now();
        for (const char* name : {"server.cpp", "server.zero.so", "server.garbage.so"}) {
            std::ofstream(folder / name) << "int main() { return 0 }\n";
            fs::last_write_time(folder / name, now - std::chrono::hours(1));
        }
        fs::last_write_time(module.source, now - std::chrono::hours(1) + source_is_newer_by);
        return module;
    }

    std::string refusal(const Module& module) {
        try {
            judge(lessons().front().slug, module);
        } catch (const CannotJudge& error) {
            return error.what();
        }
        return "a verdict";
    }

    // In the build tree, so that two trees that are tested at once do not meet.
    const fs::path folder = build() / "Testing" / "judging" /
                            testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Judging, AMissingModuleIsAFailure) {
    Module module = made(std::chrono::seconds(0));
    fs::remove(module.module);
    EXPECT_NE(refusal(module).find("server.zero.so is not there"), std::string::npos);
}

TEST_F(Judging, AMissingTwinWithGarbageOnTheStackIsAFailure) {
    const Module module = made(std::chrono::seconds(0));
    fs::remove(folder / "server.garbage.so");
    const std::string said = refusal(module);
    EXPECT_NE(said.find("there is no module for that beside this one"), std::string::npos) << said;
}

TEST_F(Judging, ALessonThatDoesNotCompileIsAFailure) {
    // The module that was built before is still there.
    const Module module = made(std::chrono::seconds(5));
    EXPECT_NE(refusal(module).find("is older than its source: does"), std::string::npos);
}

TEST_F(Judging, WhatIsNoModuleIsAFailure) {
    const std::string said = refusal(made(std::chrono::seconds(0)));
    EXPECT_NE(said.find("exit code 2"), std::string::npos) << said;
}

TEST_F(Judging, APromiseThatIsNotThereIsAFailure) {
    const Lesson& lesson = lessons().front();
    EXPECT_THROW(judge(lesson.slug, solution_module(lesson.slug), {"NoSuchPromise"}), CannotJudge);
}

TEST_F(Judging, ALessonWithoutTestsIsAFailure) {
    EXPECT_THROW(declaration_of("99_not_written"), CannotJudge);
}

using Command = std::vector<std::string>;

TEST_F(Judging, WhatHasNotChangedIsNotJudgedAgain) {
    const Module module = made(std::chrono::seconds(0));
    const std::vector<fs::path> files = {module.module, module.source};
    const KeptVerdicts kept(folder / "verdicts");
    const Command command = {"judge", "--json"};
    EXPECT_FALSE(kept.find(command, files));
    kept.keep(command, KeptVerdicts::state_of(files), "kept");
    EXPECT_EQ(kept.find(command, files), "kept");
    EXPECT_FALSE(kept.find({"judge"}, files));

    kept.keep(command, KeptVerdicts::state_of(files), "a newer one");
    EXPECT_EQ(kept.find(command, files), "a newer one");
    for (const fs::path& file : files) {
        const auto before = fs::last_write_time(file);
        fs::last_write_time(file, before + std::chrono::milliseconds(1));
        EXPECT_FALSE(kept.find(command, files)) << file << " has changed";
        fs::last_write_time(file, before);
        EXPECT_TRUE(kept.find(command, files));
    }
}

// A file that changes while it is judged: the verdict is about what it was.
TEST_F(Judging, AVerdictIsAboutTheFilesAsTheyWereBefore) {
    const Module module = made(std::chrono::seconds(0));
    const KeptVerdicts kept(folder / "verdicts");
    const std::string before = KeptVerdicts::state_of({module.module});
    fs::last_write_time(module.module, fs::file_time_type::clock::now());
    kept.keep({"judge"}, before, "kept");
    EXPECT_FALSE(kept.find({"judge"}, {module.module}));
}

TEST_F(Judging, AKeptVerdictThatIsDamagedIsNone) {
    const KeptVerdicts kept(folder / "verdicts");
    kept.keep({"judge"}, "", "kept");
    EXPECT_TRUE(kept.find({"judge"}, {}));
    for (const auto& entry : fs::directory_iterator(folder / "verdicts")) {
        fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    }
    EXPECT_FALSE(kept.find({"judge"}, {}));
}

}  // namespace
