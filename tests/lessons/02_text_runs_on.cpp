// What lesson 02 promises: what is printed is what was said, and nothing else.
//
// There is no live test. That a client says a 0 byte is none of the acts there, for no text that
// holds one could be found again in what a server prints; and what lies behind a full buffer is for
// the compiler to say: one build stops, and in another nothing can be seen.
//
// Nobody leaves here after it has spoken, and nobody leaves another behind: each has a lesson of
// its own.

#include "everywhere.h"

using namespace winsock::sim;

#if defined(__SANITIZE_ADDRESS__)
// printf runs out of the buffer, too. What it prints then is what is judged here, and the same in
// every build, so AddressSanitizer is to stop nothing but a write.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "check_printf=0"; }
#endif

namespace {

/// What is printed, and what comes of a program that reads nothing.
const Detectors judges{Detector::byte_printed_wrong, Detector::array_overrun, Detector::byte_unread,
                       Detector::spin};

/// The server prints what it hears; the memory may hold anything.
Scenario heard(const std::vector<std::string>& sentences,
               std::set<Misfortune> misfortunes = {Misfortune::garbage_on_the_stack}) {
    Scenario scene = scenario(sentences);
    scene.prints = true;
    scene.misfortunes = std::move(misfortunes);
    return scene;
}

/// A sanitizer sees the blank behind the buffer. Without one it falls on whatever lies there, and
/// what shows is that the text is not ended.
const std::vector<Symptom> overfull =
#if defined(__SANITIZE_ADDRESS__)
    {{Detector::array_overrun, "", ""}};
#else
    {{Detector::byte_printed_wrong, "A", ""}};
#endif

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"02_text_runs_on"};
    const std::set<Misfortune> any_stack_and_short_reads{Misfortune::garbage_on_the_stack,
                                                         Misfortune::short_read};

    // Nothing ends the text: it goes on with what the buffer held.
    Promise& nothing_else =
        lesson
            .promise("NothingIsPrintedThatNobodySaid",
                     "What a client says is printed, and the text ends where it ends, whatever "
                     "the memory held before.")
            .judged_by(judges)
            .in(heard({"A connects", "A says hello"}))
            .in(heard({"A connects", "A says sunday", "A says hi"}, any_stack_and_short_reads))
            .in(heard({"A connects", "B connects", "A says sunday", "B says hi"}));
    fails_everywhere(nothing_else, {{Detector::byte_printed_wrong, "A", ""}});

    // For %s the text is over at the first 0.
    Promise& zero =
        lesson
            .promise("AZeroByteIsAByteLikeAnyOther",
                     "Whatever bytes a client says, all of them are printed.")
            .judged_by(judges)
            .in(heard({"A connects", "A says a\\0b"}))
            .in(heard({"A connects", "A says \\0"}))
            .in(heard({"A connects", "A says 100%d %s\\n"}))
            .in(heard({"A connects", "B connects", "A says one\\0two\\0", "B says \\0three"}));
    fails_everywhere(zero, {{Detector::byte_printed_wrong, "A", ""}});

    // The blank goes behind the last byte: behind the buffer, if that is full.
    Promise& full =
        lesson
            .promise("AFullBufferIsNotOverfull",
                     "However much a client says at once, nothing is written behind the buffer, "
                     "and all of it is printed.")
            .judged_by(judges)
            .in(heard({"A connects", "A says 256 bytes"}))
            .in(heard({"A connects", "A says 300 bytes"}))
            .in(heard({"A connects", "B connects", "A says 600 bytes", "B says hello"}));
    fails_everywhere(full, overfull);

    lesson
        .promise("ShortWordsArePrinted",
                 "If the memory holds zeroes, short words are printed as they came.")
        .judged_by(judges)
        .in(heard({"A connects", "A says sunday", "A says hi"}, {Misfortune::short_read}))
        .in(heard(
            {"A connects", "B connects", "C connects", "C says three", "B says two", "A says one"},
            {}))
        .in(heard({"A connects", "A says 254 bytes"}, {}));

    return judge_main(argc, argv, lesson);
}
