#include "sim/judge/page.h"

#include <fstream>
#include <stdexcept>
#include <utility>

#include "sim/judge/replay_string.h"
#include "sim/judge/shown.h"
#include "sim/report/page_json.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

std::string when_it_happens(const Witness& seen) {
    if (seen.window) return "When it happens: " + seen.window->text() + ".";
    if (seen.trace.deviations().empty())
        return "It needs no unlucky moment: it happens while nobody hurries.";
    return "";
}

Shown broken(const Lesson& lesson, const Judged& judged, const PromiseVerdict& verdict) {
    const Promise& promise = lesson.promises[verdict.promise];
    const Breach& breach = verdict.breaches.front();
    Witness seen = witness_of(lesson, judged, promise, breach);
    std::string when = when_it_happens(seen);
    return {promise.name,          promise.sentence, std::move(when), breach.replay,
            std::move(seen.trace), seen.passing,     seen.window,     ""};
}

Shown kept(const Lesson& lesson, const Judged& judged, const PromiseVerdict& verdict) {
    const Promise& promise = lesson.promises[verdict.promise];
    const Seen quiet{promise, 0, RuleSet::windows, {}};
    Witness seen = witness_again(lesson, judged, quiet);
    const ReplayString replay{quiet.rules,
                              program_in_replay(judged),
                              scenario_in_replay(promise, promise.scenarios.front()),
                              {}};
    return {promise.name,
            promise.sentence,
            sentence(Verdict::certificate(lesson, verdict)),
            replay.text(),
            std::move(seen.trace),
            {},
            {},
            ""};
}

}  // namespace

void write_page(const std::string& file, const Lesson& lesson, const Judged& judged,
                const JudgeOptions& options) {
    const Verdict verdict = judge(lesson, judged, options);
    expect_executions(lesson, verdict);
    Shown shown = verdict.kept() ? kept(lesson, judged, verdict.promises.front())
                                 : broken(lesson, judged, verdict.promises.back());
    shown.source = source_of(judged, shown.trace);
    std::ofstream out(file, std::ios::binary);
    out << page_json(shown);
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file);
}

}  // namespace winsock::sim
