// Memory: what the program holds, what executions leave behind, what calls touch.

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include "detected.h"
#include "sim/program_memory.h"

namespace detected {
namespace {

const Scenario flood = scenario({"A connects", "A stops reading", "A says 2000000 bytes"});

TEST(MemoryGrows, Tutorial) {
    const std::vector<Finding> found = findings_of("echo_without_limit", flood);
    ASSERT_EQ(found.size(), 1U) << lines(found);
    EXPECT_EQ(found[0].symptom(), "memory grows without bound: A");
    EXPECT_NE(found[0].detail.find("more than when each client had been heard once"),
              std::string::npos)
        << found[0].detail;
}

TEST(MemoryGrows, NotWithALimit) { expect_nothing("echo", flood, 0); }

TEST(MemoryGrows, AsFarAsTheScenarioAllows) {
    Scenario scene = flood;
    scene.memory = 0;
    EXPECT_EQ(lines(findings_of("echo_without_limit", scene)), "");
    scene.memory = 10 << 20;
    EXPECT_EQ(lines(findings_of("echo_without_limit", scene)), "");
}

// What it sets aside, at the beginning or for each client, does not grow.
TEST(MemoryGrows, NotWhatIsSetAside) {
    Scenario scene =
        scenario({"A connects", "A says hello", "A leaves", "B connects", "B says hello"});
    scene.room = 1;
    expect_nothing("much_memory", scene, 1);
}

TEST(ProgramMemory, IsAsItWasInEveryExecution) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(lines(findings_of("heap_of_a_global", scenario({"A connects"}))), "");
    }
}

TEST(ProgramMemory, NothingIsLeftBehind) {
    for (const char* const server :
         {"heap_of_a_global", "structs_swapped", "prints_lines", "exits_in_a_thread",
          "catches_everything", "must_not_throw", "hands_over"}) {
        const Scenario scene = scenario({"A connects", "A says hello", "A leaves"});
        const auto run = [&](int times) {
            for (int i = 0; i < times; ++i) findings_of(server, scene);
        };
        run(20);
        EXPECT_EQ(ProgramMemory::instance().live(), 0U) << server;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        const std::size_t before = mallinfo2().uordblks;
        run(200);
        const std::size_t after = mallinfo2().uordblks;
        EXPECT_LT(after, before + 20000) << server;
#endif
    }
}

TEST(ArrayOverrun, OfAWait) {
    const Scenario scene = scenario({"A connects", "B connects", "C connects", "D connects"});
    EXPECT_EQ(lines(findings_of("too_many", scene)),
              "array overrun |  | WSAWaitForMultipleEvents | WSAWaitForMultipleEvents reads 5 "
              "handles, and events has 4 handles left there");
    expect_nothing("too_many", scenario({"A connects", "B connects", "C connects"}));
}

TEST(ArrayOverrun, OfALengthThatIsGarbage) {
    Scenario scene = scenario({"A connects", "A says hello"});
    scene.misfortunes = {Misfortune::garbage_on_the_stack};
    const Execution execution(module_of("length_of_garbage"),
                              &module_of("length_of_garbage", "garbage"));
    SearchOptions options;
    options.judged = {Detector::array_overrun};
    const SearchResult result = Search(execution, scene, RuleSet::windows, options).run();
    ASSERT_TRUE(result.failure);
    EXPECT_EQ(result.failure->deviations.size(), 1U);
    EXPECT_EQ(lines(result.failure->findings),
              "array overrun | A | recv | recv may write 1000 bytes, and text has 64 bytes left "
              "there");
}

// The same call, once with room and once without.
TEST(ArrayOverrun, OfOneBufferOfTwo) {
    const Scenario scene = scenario({"A connects", "A says hello", "A says you"});
    EXPECT_EQ(lines(findings_of("reads_too_far", scene)),
              "array overrun | A | recv | recv may write 64 bytes, and small has 16 bytes left "
              "there");
    EXPECT_EQ(lines(findings_of("reads_too_far", scenario({"A connects"}))), "");
}

TEST(ArrayOverrun, NotOfWhatHasRoom) {
    expect_nothing("reads_far_enough", scenario({"A connects", "A says 1000 bytes", "A leaves"}),
                   1);
}

#if defined(__SANITIZE_ADDRESS__)
// What no call sees the sanitizer does: it ends the process, and its supervisor knows why.
TEST(ArrayOverrun, OfThePrograms) {
    EXPECT_DEATH(findings_of("writes_behind", scenario({"A connects", "A says 16 bytes"})),
                 "stack-buffer-overflow|out of bounds");
}
#endif

}  // namespace
}  // namespace detected
