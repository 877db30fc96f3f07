// Recordings as JSON: whole, and as they are made.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "recorded.h"
#include "sim/report/terminal.h"
#include "sim/report/trace_json.h"
#include "sim/report/trace_reader.h"

namespace {

using namespace winsock::sim;

/// The lines of an execution.
std::vector<std::string> lines_of(const Subject& subject) {
    std::vector<std::string> lines;
    TraceRecorder recorder(subject.options,
                           [&](const std::string& line) { lines.push_back(line); });
    subject.execution().run(subject.scenario, subject.rules, {}, nullptr, &recorder);
    recorder.finish();
    return lines;
}

TEST(TraceJsonTest, GoesThereAndBack) {
    for (const Failed& failed : {lesson_01(), lesson_03(), lesson_04()}) {
        const std::string json = to_json(failed.trace);
        const Trace back = trace_from_json(json);
        EXPECT_EQ(back, failed.trace);
        EXPECT_EQ(to_json(back), json);
    }
}

TEST(TraceJsonTest, EachStepIsALine) {
    const Trace trace = lesson_04().trace;
    std::istringstream text(to_json(trace));
    std::size_t steps = 0;
    for (std::string line; std::getline(text, line);)
        steps += line.starts_with("{\"kind\"") ? 1 : 0;
    EXPECT_EQ(steps, trace.steps.size());
}

// The page that describes the format shows a recording.
TEST(TraceJsonTest, ThePageIsRight) {
    std::ifstream file(SOURCE_ROOT "/docs/pages/trace_format.md");
    const std::string page((std::istreambuf_iterator<char>(file)), {});
    const std::size_t begin = page.find("```json\n") + 8;
    const Trace shown = trace_from_json(page.substr(begin, page.find("```", begin) - begin));
    const Trace trace = lesson_04().trace;
    EXPECT_EQ(shown.findings, trace.findings);
    EXPECT_EQ(shown.script, trace.script);
    ASSERT_EQ(shown.steps.size(), 2u);
    EXPECT_EQ(shown.steps[0].deed, trace.steps[trace.steps.size() - 3].deed);
    EXPECT_EQ(shown.steps[1].call, trace.steps[trace.steps.size() - 2].call);
    EXPECT_EQ(shown.steps[1].line, trace.steps[trace.steps.size() - 2].line);
    for (const char* key : {"deviation", "call", "arguments", "result", "error", "detail", "text",
                            "deed", "file", "line", "findings", "state"}) {
        EXPECT_NE(page.find(std::string("`") + key + "`"), std::string::npos) << key;
    }
}

TEST(TraceJsonTest, HoldsAnyBytes) {
    const Subject subject("echo", scenario({"A connects", "A says \xFF\\0\x80 end"}));
    const Trace trace = subject.record();
    EXPECT_EQ(step_of(trace, "recv").text, std::string("\xFF\0\x80 end", 7));
    EXPECT_EQ(trace_from_json(to_json(trace)), trace);
}

TEST(TraceJsonTest, RefusesWhatIsNone) {
    EXPECT_THROW(trace_from_json(""), TraceError);
    EXPECT_THROW(trace_from_json("{}"), TraceError);
    EXPECT_THROW(trace_from_json("[1,2]"), TraceError);
    std::string newer = to_json(Trace{});
    newer.replace(newer.find("\"schema\":1"), 10, "\"schema\":9");
    try {
        trace_from_json(newer);
        FAIL();
    } catch (const TraceError& error) {
        EXPECT_STREQ(error.what(), "the recording is of schema 9, and this reads schema 1");
    }
    TraceReader reader;
    EXPECT_THROW(reader.line("nonsense"), TraceError);
    EXPECT_THROW(reader.line("{\"else\":1}"), TraceError);
    EXPECT_THROW(reader.line("{\"step\":{}}"), TraceError);
}

TEST(TraceStreamTest, EachLineIsADocument) {
    for (const std::string& line : lines_of(Subject("04_lost_signal", scenario({"A connects"})))) {
        EXPECT_TRUE(nlohmann::json::accept(line));
        EXPECT_EQ(line.find('\n'), std::string::npos);
    }
}

TEST(TraceStreamTest, ASpinIsCountedInsteadOfRecorded) {
    const Trace trace = lesson_01().trace;
    ASSERT_EQ(trace.repetitions.size(), 1u);
    EXPECT_EQ(trace.repetitions[0].steps, 4u);
    EXPECT_GT(trace.repetitions[0].times, 100u);
    EXPECT_LT(trace.steps.size(), 100u);
    EXPECT_LE(trace.repetitions[0].first + trace.repetitions[0].steps, trace.steps.size());
}

TEST(TraceStreamTest, WithoutEndItIsCutOff) {
    TraceReader reader;
    TraceStream stream([&](const std::string& line) { reader.line(line); });
    stream.header({});
    for (std::uint64_t i = 0; i < 20036; ++i) {
        if (stream.leave_out(i)) continue;
        stream.step({});
        stream.has_written(i);
    }
    stream.end("found", 0);
    const Trace trace = reader.trace();
    EXPECT_EQ(trace.steps.size(), 20000u);
    EXPECT_EQ(trace.left_out, 36u);
    EXPECT_NE(terminal_report(trace, {}).find("... 36 more steps are left out"), std::string::npos);
}

TEST(TraceStreamTest, TellsInWhichCallItBroke) {
    TraceReader reader;
    for (const std::string& line : lines_of(Subject("04_lost_signal", scenario({"A connects"})))) {
        const bool enters_listen =
            line.starts_with("{\"begins\"") && line.find("\"listen\"") != std::string::npos;
        reader.line(line);
        if (enters_listen) break;
    }
    const Step last = reader.trace().steps.back();
    EXPECT_EQ(last.kind, Step::Kind::dies);
    EXPECT_EQ(last.call, "listen");
    EXPECT_EQ(last.arguments, (std::vector<std::string>{"s1", "5"}));  // not listening yet
    EXPECT_EQ(last.state.sockets.size(), 1u);
}

TEST(TraceStreamTest, MayBreakOffAnywhere) {
    const Subject subject("04_lost_signal", scenario({"A connects", "A leaves"}));
    const Trace whole = subject.record();
    TraceReader reader;
    for (const std::string& line : lines_of(subject)) {
        const Trace part = reader.trace();
        EXPECT_EQ(part.ending, "");
        ASSERT_LE(part.steps.size(), whole.steps.size() + 1);
        reader.line(line);
    }
    EXPECT_EQ(reader.trace(), whole);
}

// A process records, and dies; another reads what it has sent.
TEST(TraceStreamTest, OutlivesTheProcess) {
    const Subject subject("dies", scenario({"A connects"}));
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        TraceRecorder recorder(subject.options, [&](const std::string& line) {
            const std::string ended = line + "\n";
            if (write(ends[1], ended.data(), ended.size()) < 0) _exit(1);
        });
        subject.execution().run(subject.scenario, subject.rules, {}, nullptr, &recorder);
        _exit(0);
    }
    close(ends[1]);
    std::string text;
    char part[4096];
    for (ssize_t size = 0; (size = read(ends[0], part, sizeof part)) > 0;) {
        text.append(part, static_cast<std::size_t>(size));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));

    TraceReader reader;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) reader.line(line);
    const Trace trace = reader.trace();
    EXPECT_EQ(trace.ending, "");
    EXPECT_EQ(trace.steps.back().call, "accept");
    EXPECT_EQ(trace.steps.back().result, "sA");
    EXPECT_GT(trace.steps.back().line, 0);
}

}  // namespace
