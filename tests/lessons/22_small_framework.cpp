// What lesson 22 promises: what the course has taught, on a server of many threads.
//
// A worker takes one client here, or two: with so few clients there are two workers, or three, and
// every moment between their calls can be tried.

#include "chapter_a.h"
#include "everywhere.h"

using namespace winsock::sim;

namespace {

/// Workers with so many clients each.
Scenario workers_of(int most, const std::vector<std::string>& sentences) {
    Scenario scene = scenario(sentences);
    scene.arguments = {std::to_string(most)};
    scene.echoes = true;
    scene.room = Scenario::most_clients;
    return scene;
}

Scenario ends(Scenario scene) {
    scene.ends = Ends::must;
    scene.exit_code = ExitCode::zero;
    return scene;
}

/// All that can be wrong.
Detectors everything() { return all_detectors(); }

}  // namespace

int main(int argc, char** argv) {
    Lesson lesson{"22_small_framework"};

    lesson
        .promise("WhoeverComesIsAnswered", "Every client is let in, and gets back what it says.")
        .judged_by(everything())
        .in(workers_of(1, {"A connects", "A says a"}))
        .in(workers_of(2, {"A connects", "B connects", "A says a", "B says b"}))
        .in(workers_of(1, {"A connects", "B connects", "A says a", "B says b"}))
        .in(workers_of(1, {"A connects", "A says a", "A leaves", "B connects", "B says b"}));

    lesson
        .promise("ItStopsWhenItIsTold", "x")
        .judged_by(everything())
        .in(ends(workers_of(1, {"the server is told to stop"})))
        .in(ends(workers_of(1, {"A connects", "A says a", "the server is told to stop"})))
        .in(ends(workers_of(1, {"A connects", "B connects", "B says b", "the server is told to stop"})));

    lesson
        .promise("Three", "x")
        .judged_by(everything())
        .up_to(2)
        .in(workers_of(1, {"A connects", "B connects", "C connects", "A says a", "B says b", "C says c"}));

    return judge_main(argc, argv, lesson);
}
