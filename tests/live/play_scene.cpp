// Plays one scene of the course around any command, and says what was found.
//
//     play_scene lessons/course.json 03 EveryClientIsHeardAfterAnotherLeaves valgrind ./server
//
// The port is appended to the command, and what the list says behind it. At the scene's end the
// program is asked to end, so that a tool around it can say what it has to say. Prints {"found":
// ["byte unread of B"]}.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "course.h"
#include "stage/stage.h"

namespace {

using namespace out_of_step;

int play_around(const std::vector<std::string>& words) {
    const Course course = read_course(words[0]);
    const Lesson* lesson = find_lesson(course, words[1]);
    if (lesson == nullptr) throw BrokenCourse("There is no lesson " + words[1] + ".");
    const auto promise = std::find_if(lesson->live.begin(), lesson->live.end(),
                                      [&](const Promise& p) { return p.name == words[2]; });
    if (promise == lesson->live.end()) {
        throw BrokenCourse("Lesson " + words[1] + " has no live promise " + words[2] + ".");
    }
    Staging staging;
    staging.command.assign(words.begin() + 3, words.end());
    staging.arguments = promise->arguments;
    staging.end_gently = true;
    const Outcome outcome = play(scene_of(*lesson, *promise), staging);
    nlohmann::json found = nlohmann::json::array();
    for (const Finding& finding : outcome.findings) {
        found.push_back(name_of(finding.kind) + " of " + finding.client);
    }
    std::printf("%s\n", nlohmann::json{{"found", found}}.dump().c_str());
    return 0;
}

}  // namespace

int main(int argc, char* argv[]) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 4) {
        std::fputs("usage: play_scene COURSE.JSON LESSON PROMISE COMMAND...\n", stderr);
        return 2;
    }
    try {
        return play_around(words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "play_scene: %s\n", error.what());
        return 2;
    }
}
