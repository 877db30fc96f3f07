// What lesson 07 promises: whatever is made for a client goes when the client goes, and nothing
// else goes with it.
//
// There is no live test: an open event takes nothing away from a client, and nobody outside the
// server can see it. Whoever vanishes here was accepted before: what accept says of a client that
// has gone while it stood in the queue is the business of a later lesson.

#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// A handle that is left open, and all that comes of one that is closed too early, or twice.
const Detectors judges{Detector::handle_leaked,  Detector::used_after_close,
                       Detector::closed_twice,   Detector::invalid_wait,
                       Detector::out_of_step,    Detector::byte_unread,
                       Detector::never_answered, Detector::spin};

/// So many clients, one after the other, and then one more.
std::vector<std::string> come_and_go(int clients) {
    std::vector<std::string> sentences;
    for (int i = 0; i < clients; ++i) {
        const std::string name(1, static_cast<char>('A' + i));
        sentences.push_back(name + " connects");
        sentences.push_back(name + " leaves");
    }
    const std::string last(1, static_cast<char>('A' + clients));
    sentences.push_back(last + " connects");
    sentences.push_back(last + " says hello");
    return sentences;
}

std::vector<Symptom> events_leaked(const std::vector<std::string>& names) {
    std::vector<Symptom> symptoms;
    for (const std::string& name : names) symptoms.push_back({Detector::handle_leaked, name, ""});
    return symptoms;
}

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"07_leaking_events"};

    // A's event could have been closed, or kept for B. It is in no table when B's is made.
    Promise& closed =
        lesson
            .promise("WhatWasMadeForAClientGoesWithIt",
                     "When a client has left, its socket and its event are closed.")
            .judged_by(judges)
            .in({"A connects", "A leaves", "B connects"})
            .in({"A connects", "A says hello", "A leaves", "B connects", "B says hello"})
            .in({"A connects", "B connects", "A leaves", "C connects", "B says b", "C says c"});
    fails_everywhere(closed, events_leaked({"eA"}));

    // Only the quiet execution: in an unlucky moment A vanishes before it is accepted.
    Promise& vanished =
        lesson
            .promise("WhoeverVanishesLeavesNothingBehind",
                     "When a client is cut off, its socket and its event are "
                     "closed as well.")
            .judged_by(judges)
            .up_to(0)
            .in({"A connects", "A vanishes", "B connects"})
            .in({"A connects", "B connects", "A vanishes", "C connects", "B says b", "C says c"});
    fails_everywhere(vanished, events_leaked({"eA"}));

    Promise& many = lesson
                        .promise("AThousandClientsNeedNoThousandEvents",
                                 "However many come and go, no more handles are open than for "
                                 "those who are there.")
                        .judged_by(judges)
                        .up_to(1)
                        .in(come_and_go(6))
                        .in(come_and_go(20));
    fails_everywhere(many, events_leaked({"eA", "eB", "eC", "eD", "eE", "eF"}));

    // What the lesson keeps, and a repair that closes too much does not.
    Detectors but_for_leaks = judges;
    but_for_leaks.erase(Detector::handle_leaked);
    lesson
        .promise("WhoeverStaysKeepsItsEvent",
                 "When a client has left, the events of the others still wake the server.")
        .judged_by(but_for_leaks)
        .in({"A connects", "B connects", "A leaves", "B says b"})
        .in({"A connects", "B connects", "B leaves", "A says a"})
        .in({"A connects", "B connects", "C connects", "B leaves", "C says c", "A says a"});

    lesson
        .promise("ASlotServesOneAfterTheOther",
                 "Who comes into the slot of a client that has left is heard.")
        .judged_by(but_for_leaks)
        .in({"A connects", "A leaves", "B connects", "B says hello"})
        .in({"A connects", "A says one", "A leaves", "B connects", "B says two", "B leaves",
             "C connects", "C says three"});

    return judge_main(argc, argv, lesson);
}
