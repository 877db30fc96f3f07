// What lesson 01 promises: whatever a client says is read.
//
// Nobody says 256 bytes or more at once, as the lesson's page asks for: what is then written behind
// the buffer is the business of the next lesson, and the solution of this one still does it.

#include "everywhere.h"

using namespace winsock::sim;

#if defined(__SANITIZE_ADDRESS__)
// What is not about recv is left to lesson 02, in every build. With garbage in the buffer printf
// runs out of it, too, and AddressSanitizer would stop the program there.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "check_printf=0"; }
#endif

int main(int argc, char** argv) {
    Lesson lesson{"01_nothing_arrives"};
    const std::set<Misfortune> any_stack{Misfortune::garbage_on_the_stack};
    const std::set<Misfortune> any_stack_and_short_reads{Misfortune::garbage_on_the_stack,
                                                         Misfortune::short_read};

    // With zeroes on the stack recv is asked for no bytes: FD_READ comes again and again.
    Promise& shown =
        lesson
            .promise("EveryWordIsReadAndShown",
                     "What a client says is read, all of it, whatever the memory held before.")
            .judged_by({Detector::byte_unread, Detector::spin, Detector::never_answered})
            .in({"A connects", "A says hello"}, any_stack_and_short_reads)
            .in({"A connects", "A says 120 bytes", "A says 135 bytes"}, any_stack)
            .in({"A connects", "B connects", "A says hello", "B says 200 bytes", "A says more"},
                any_stack)
            .in({"A connects", "B connects", "C connects", "C says three", "B says two",
                 "A says one"},
                any_stack);
    fails_everywhere(shown, {{Detector::spin, "A", "recv"}});

    // With garbage, the one unlucky moment here, strlen looks for a zero where the buffer has none.
    Promise& room = lesson
                        .promise("NothingIsReadBeyondTheBuffer",
                                 "Whatever the memory held before, nothing reads on behind the "
                                 "buffer, and recv is given no more room than there is.")
                        .judged_by({Detector::array_overrun})
                        .in({"A connects", "A says hello"}, any_stack)
                        .in({"A connects", "A says 255 bytes"}, any_stack);
    fails_everywhere(room, {{Detector::array_overrun, "", "strlen"}});

    lesson.promise("ASilentClientMayComeAndGo", "A client that says nothing may come and leave.")
        .judged_by({Detector::spin, Detector::never_answered, Detector::signal_lost})
        .in({"A connects", "A leaves"}, any_stack);

    return judge_main(argc, argv, lesson);
}
