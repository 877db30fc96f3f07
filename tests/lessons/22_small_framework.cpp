// What lesson 22 promises: what the course has taught, of a server of many threads, and that it
// grows, shrinks and stops.
//
// The program is told how many clients a worker takes. With one or two there are two workers, or
// three, for as few clients, and every moment between their calls can be tried.

#include "chapter_a.h"
#include "chapter_d.h"
#include "everywhere.h"
#include "framework.h"

using namespace winsock::sim;

namespace {

const std::set<Misfortune> for_one_client{Misfortune::accept_fails, Misfortune::create_event_fails,
                                          Misfortune::event_select_fails, Misfortune::short_read,
                                          Misfortune::partial_send};

/// The lesson lets nobody in.
void fails_at_the_door(Promise& promise, const std::vector<std::string>& who) {
    std::vector<Symptom> symptoms{{Detector::notification_dropped, "sL", ""}};
    for (const std::string& client : who) {
        symptoms.push_back({Detector::never_answered, client, ""});
    }
    fails_everywhere(promise, symptoms);
}

void promise_answers(Lesson& lesson) {
    Promise& answered =
        lesson
            .promise("WhoeverComesIsAnswered",
                     "Every client is let in, and what it says comes back to it, all of it, at "
                     "once.")
            .in(prompt(each_takes(1, {"A connects", "A says a"})))
            .in(prompt(each_takes(2, {"A connects", "B connects", "A says a", "B says b"})))
            .in(prompt(each_takes(1, {"A connects", "B connects", "A says a", "B says b"})))
            .in(prompt(each_takes(2, {"A connects", "B connects", "C connects", "A says a",
                                      "B says b", "C says c"})));
    fails_at_the_door(answered, {"A"});

    Promise& three =
        lesson
            .promise("ThreeWorkersDisturbNobody",
                     "With three workers every client is let in, answered, and released.")
            .up_to(2)
            .in(each_takes(
                1, {"A connects", "B connects", "C connects", "A says a", "B says b", "C says c"}))
            .in(each_takes(1, {"A connects", "B connects", "C connects", "B leaves", "C says c",
                               "D connects", "D says d"}))
            .in(each_takes(2, {"A connects", "B connects", "C connects", "D connects", "E connects",
                               "E says e", "A says a"}));
    fails_at_the_door(three, {"A", "B", "C"});
}

void promise_places(Lesson& lesson) {
    Promise& released =
        lesson
            .promise("WhoeverLeavesIsReleased",
                     "Who leaves gets every answer, and then all that was made for it is closed.")
            .in(each_takes(1, {"A connects", "A says a", "A leaves"}))
            .in(each_takes(1, {"A connects", "A vanishes", "B connects", "B says b"}))
            .in(each_takes(2, {"A connects", "B connects", "A leaves", "B says b", "B leaves"}))
            .in(each_takes(2, {"A connects", "B connects", "A says a", "A vanishes", "B says b"}));
    fails_at_the_door(released, {"A"});

    Promise& all_of_it =
        lesson
            .promise("HoweverMuchWasSaidLastComesBack",
                     "Who says much and leaves gets all of it, though it takes many turns.")
            .up_to(1)
            .in(each_takes(2, {"A connects", "A says 20000 bytes", "A leaves"}))
            .in(in_turn(each_takes(
                2, {"A connects", "B connects", "A says 20000 bytes", "A leaves", "B says b"})));
    fails_at_the_door(all_of_it, {"A"});

    Promise& place =
        lesson
            .promise("APlaceThatIsFreeIsGiven",
                     "Where somebody has left there is a place for the next, and no more workers "
                     "begin than are needed.")
            .in(threads(2, each_takes(1, {"A connects", "A leaves", "B connects", "B says b"})))
            .up_to(0)
            .in(threads(3, each_takes(1, {"A connects", "B connects", "A leaves", "C connects",
                                          "C says c", "B says b"})))
            // The place is in a worker that has somebody and is not the last one.
            .in(threads(3, each_takes(2, {"A connects", "B connects", "C connects", "A leaves",
                                          "D connects", "E connects", "E says e", "B says b"})));
    fails_at_the_door(place, {"A", "B"});

    Promise& shrinks =
        lesson
            .promise("WorkersThatHaveNobodyEnd",
                     "When clients have left and nobody comes, the threads that were theirs end, "
                     "within a minute.")
            .up_to(1)
            .in(threads(2, each_takes(1, {"A connects", "B connects", "B leaves",
                                          "A waits 60000 ms", "A says a"})))
            .in(threads(1, each_takes(1, {"A connects", "B connects", "A leaves", "B waits 9000 ms",
                                          "B leaves", "B waits 60000 ms"})))
            .in(threads(2, each_takes(1, {"A connects", "A leaves", "A waits 60000 ms",
                                          "B connects", "B says b"})));
    fails_at_the_door(shrinks, {"A", "B"});
}

void promise_the_stop(Lesson& lesson) {
    lesson
        .promise("ItStopsWhenItIsTold",
                 "At whatever moment it is told to stop, it closes everything, waits for its "
                 "threads, and ends with exit code 0.")
        .in(stops(each_takes(1, {"the server is told to stop"})))
        .in(stops(each_takes(1, {"A connects", "A says a", "the server is told to stop"})))
        .in(stops(each_takes(
            1, {"A connects", "B connects", "B says b", "A leaves", "the server is told to stop"})))
        .in(stops(
            each_takes(2, {"A connects", "B connects", "the server is told to stop", "A says a"})));

    lesson
        .promise("ThreeWorkersStopToo", "And so it is with three workers, or when some have gone.")
        .up_to(2)
        .in(stops(each_takes(1, {"A connects", "B connects", "C connects", "B says b",
                                 "the server is told to stop"})))
        .in(stops(each_takes(1, {"A connects", "B connects", "A leaves", "B waits 30000 ms",
                                 "the server is told to stop"})));

    std::vector<std::string> many = clients(65);
    many.emplace_back("the server is told to stop");
    lesson
        .promise("HoweverManyWorkersStopToo",
                 "And so it is with more workers than there is room for in one wait.")
        .up_to(0)
        .in(stops(each_takes(1, many)));
}

void promise_patience(Lesson& lesson) {
    Promise& paused =
        lesson
            .promise("WhoeverPausesMissesNothing",
                     "Who reads later than it speaks gets every byte, and holds nobody up.")
            .up_to(2)
            .in(narrow(SlowReaders::are_kept, {"A connects", "A stops reading", "A says 3000 bytes",
                                               "A waits 12000 ms", "A reads on"}))
            .in(narrow(SlowReaders::are_kept, {"A connects", "A says 2000 bytes", "A leaves"}))
            // Of what was said last nothing fits into the connection.
            .in(narrow(SlowReaders::are_kept,
                       {"A connects", "A stops reading", "A says 1024 bytes", "A says 600 bytes",
                        "A leaves", "A waits 5000 ms", "A reads on"}))
            // What it has taken in time is forgotten: a minute later it is no slow reader any more.
            .in(narrow(SlowReaders::are_kept,
                       {"A connects", "A stops reading", "A says 2000 bytes", "A says 2000 bytes",
                        "A waits 5000 ms", "A reads on", "A waits 60000 ms", "A says a"}))
            .in(narrow(SlowReaders::are_kept,
                       {"A connects", "B connects", "A stops reading", "A says 2000 bytes",
                        "A waits 5000 ms", "B says b", "A reads on", "A leaves"}))
            .in(prompt(narrow(SlowReaders::as_the_server_likes,
                              {"A connects", "B connects", "A stops reading", "A says 900 bytes",
                               "A says 900 bytes", "B says b", "B waits 3000 ms", "B says c"})));
    fails_at_the_door(paused, {"A"});

    Scenario bounded = each_takes(2, {"A connects", "A says hello", "A stops reading",
                                      "A says 240000 bytes", "A says 240000 bytes", "A reads on"});
    bounded.memory = 100'000;
    // The same of who has left: what lies in its connection may stay there.
    Scenario left =
        each_takes(2, {"A connects", "A says hello", "A stops reading", "A says 120000 bytes",
                       "A leaves", "A waits 5000 ms", "A reads on"});
    left.slow_readers = SlowReaders::are_kept;
    left.memory = 32'000;
    // Under `windows` a send takes all as long as there is any room: the second one is refused.
    std::vector<std::string> chatter{"A connects", "B connects", "A stops reading",
                                     "A says 2000 bytes", "A says 2000 bytes"};
    for (int i = 0; i < 40; ++i) chatter.insert(chatter.end(), {"B says b", "B waits 900 ms"});
    Scenario busy = narrow(SlowReaders::are_let_go, chatter);
    busy.answer_within = 30'000;
    Promise& share =
        lesson
            .promise("WhoeverTakesNothingIsLetGo",
                     "Who takes nothing costs no more than its share, and half a minute later it "
                     "is let go, however busy the others are.")
            .up_to(0)
            .in(bounded)
            .in(left)
            .in(narrow(SlowReaders::are_let_go,
                       {"A connects", "A stops reading", "A says 2000 bytes", "A says 2000 bytes",
                        "A waits 30000 ms"}))
            .in(narrow(SlowReaders::are_let_go,
                       {"A connects", "A stops reading", "A says 3000 bytes", "A waits 30000 ms"}))
            .in(busy);
    fails_at_the_door(share, {"A"});
}

void promise_fair_turns(Lesson& lesson) {
    Promise& turns =
        lesson
            .promise("NobodyIsOvertakenByWhoGoesOn",
                     "While one client talks and talks, its neighbours are heard, and new ones "
                     "are let in.")
            .in(in_turn(
                each_takes(2, {"A connects", "B connects", "A says 40000 bytes", "B says b"})))
            .in(in_turn(
                each_takes(2, {"A connects", "B connects", "B says 40000 bytes", "A says a"})))
            .up_to(1)
            .in(in_turn(each_takes(2, {"A connects", "A says 20000 bytes", "B connects", "B says b",
                                       "C connects", "C says c"})));
    fails_at_the_door(turns, {"A", "B"});
}

void promise_what_fails(Lesson& lesson) {
    Promise& trouble =
        lesson
            .promise("OneClientsTroubleIsItsOwn",
                     "What fails for one client costs that client, and nobody else.")
            .in(with(for_one_client, each_takes(2, {"A connects", "B connects", "B says b"})))
            .up_to(2)
            .in(with(for_one_client,
                     each_takes(1, {"A connects", "B connects", "B says bb", "A says a"})));
    fails_at_the_door(trouble, {"A", "B"});

    Scenario taken = each_takes(1, {"A connects"});
    taken.port_taken = true;
    Promise& no_listener =
        lesson
            .promise("WithoutAListenerThereIsNoServer",
                     "If the server cannot listen it says why, and ends with an exit code that is "
                     "not 0.")
            .in(with(for_the_listener, each_takes(1, {"A connects"})))
            .in(taken);
    fails_at_the_door(no_listener, {"A"});
}

void promise_room(Lesson& lesson) {
    Promise& many =
        lesson
            .promise("ThereIsRoomForHoweverManyCome",
                     "A worker is full with sixty-three clients. The sixty-fourth gets another "
                     "worker, and is answered like everybody.")
            .up_to(0)
            .in(threads(2, full_house(63, {"C63 says hello", "C1 says hello"})))
            .in(threads(3, full_house(64, {"C64 says hello", "C63 says hello", "C1 says hello"})))
            .in(threads(4, full_house(130, {"C130 says hello", "C64 says hello", "C1 leaves",
                                            "D connects", "D says hello"})));
    std::vector<std::string> all;
    for (int i = 1; i <= 63; ++i) all.push_back("C" + std::to_string(i));
    fails_at_the_door(many, all);

    // Sixty-two are there while nobody hurries: two more come at any moment.
    Scenario at_once = full_house(62, {"C63 connects", "C64 connects", "C64 says hello"});
    at_once.calm = 63;
    Promise& counted =
        lesson
            .promise("NobodyIsGivenMoreThanItCanWaitFor",
                     "However many come at once, a worker is given no more clients than it has "
                     "places, those counted who are still on their way.")
            .up_to(2)
            .in(threads(3, at_once));
    all.emplace_back("C64");
    fails_at_the_door(counted, all);
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"22_small_framework"};
    promise_answers(lesson);
    promise_places(lesson);
    promise_the_stop(lesson);
    promise_patience(lesson);
    promise_fair_turns(lesson);
    promise_what_fails(lesson);
    promise_room(lesson);
    return judge_main(argc, argv, lesson);
}
