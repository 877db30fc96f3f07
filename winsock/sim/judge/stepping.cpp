#include "sim/judge/stepping.h"

#include <ostream>
#include <utility>

#include "sim/judge/shown.h"
#include "sim/report/words.h"

namespace winsock::sim {

namespace {

void step_on_terminal(const Judged& judged, const Promise& promise, Witness seen) {
    std::string source = source_of(judged, seen.trace);
    step_on_terminal(Stepper({promise.name, std::move(seen.trace), std::move(seen.passing),
                              std::move(seen.window), std::move(source)}));
}

/// What stays on the terminal when the screen is gone.
std::string what_fails(const Witness& seen, const Breach& breach, std::size_t width) {
    std::string text;
    for (const TraceFinding& finding : seen.trace.findings) {
        text += paragraph(sentence(finding.detector) + " " + sentence(finding.detail), width);
    }
    if (seen.window) text += paragraph("When it happens: " + seen.window->text() + ".", width);
    return text + "Replay: " + breach.replay + "\n";
}

/// The promise that is broken, on the terminal or printed.
void show_broken(std::ostream& out, const Lesson& lesson, const Judged& judged,
                 const Verdict& broken, const TerminalOptions& terminal) {
    const PromiseVerdict& last = broken.promises.back();
    const Promise& promise = lesson.promises[last.promise];
    if (somebody_can_step()) {
        Witness seen = witness_of(lesson, judged, promise, last.breaches.front());
        if (seen.fails()) {
            const std::string what = what_fails(seen, last.breaches.front(), terminal.width);
            step_on_terminal(judged, promise, std::move(seen));
            out << promise.name << ": broken\n" << what;
            return;
        }
    }
    show(out, lesson, judged, broken, terminal);  // says, too, if it does not fail again
}

std::string all_kept(const Lesson& lesson, const Verdict& verdict, bool is_choice) {
    std::string text = !is_choice ? "Every promise of " + lesson.slug + " is kept"
                       : verdict.promises.size() == 1 ? "This promise is kept"
                                                      : "These promises are kept";
    text += ", so there is no execution that fails. The judge has looked at ";
    return text + verdict.certificate(lesson) + ".";
}

}  // namespace

bool step_through(std::ostream& out, const Lesson& lesson, const Judged& judged,
                  const JudgeOptions& options, const TerminalOptions& terminal) {
    if (somebody_can_step()) out << "Looking for an execution that fails ..." << std::endl;
    const Verdict verdict = judge(lesson, judged, options);
    expect_executions(lesson, verdict);
    if (verdict.kept()) {
        out << paragraph(all_kept(lesson, verdict, !options.promises.empty()), terminal.width);
    } else {
        show_broken(out, lesson, judged, verdict, terminal);
    }
    return !verdict.kept();
}

bool step_again(const Lesson& lesson, const Judged& judged, const Seen& seen) {
    Witness what = witness_again(lesson, judged, seen);
    const bool fails = what.fails();
    step_on_terminal(judged, seen.promise, std::move(what));
    return fails;
}

}  // namespace winsock::sim
