#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "stage/finding.h"
#include "stage/scene.h"

namespace out_of_step {

/// lessons/course.json cannot be used; the text says where and why.
class BrokenCourse : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a client can rely on, and the scene in which it shows.
struct Promise {
    /// A finding and the client that it is about.
    using Symptom = std::pair<Finding::Kind, std::string>;

    std::string name;                ///< a sentence, for example EveryClientIsHeard
    std::vector<std::string> scene;  ///< not parsed yet, so that a bad one costs only itself
    std::vector<Symptom> symptoms;   ///< what the lesson shows, sorted; the solution shows nothing
    std::vector<std::string> on;     ///< "native", "wine"
    std::vector<std::string> arguments;  ///< behind the program's port
};

struct Lesson {
    std::string number;  ///< two digits
    std::string slug;    ///< the folder in lessons/ and solutions/
    /// "server" or "client": what the program is, and what its file is called.
    std::string program = "server";
    std::string title;
    std::string chapter;  ///< a key of Course::chapters
    bool detour = false;
    bool measures = false;  ///< nothing to repair: it has no program, and is done once it was run
    bool skeleton = false;  ///< it has no mistake to find: the learner builds the server
    std::string defect;     ///< the mistake in one sentence
    std::vector<std::string> cwe;    ///< "CWE-457", perhaps none
    std::vector<std::string> cert;   ///< "EXP33-C", perhaps none
    std::string article;             ///< where the mistake stands in the article, in words
    std::vector<std::string> hints;  ///< each says more than the one before
    std::vector<Promise> live;
    std::string scenes;    ///< `live` as it is written in the list
    std::string leads_to;  ///< what the lesson behind it takes up, in a sentence or two

    /// What its file is called: server.cpp.
    std::string file() const { return program + ".cpp"; }
};

struct Course {
    std::string title;
    std::map<std::string, std::string> chapters;
    std::vector<Lesson> lessons;  ///< in their order, at least one
};

/// Reads the list of all lessons. Throws BrokenCourse.
Course read_course(const std::filesystem::path& file);

/// The lesson that "3", "03" or its slug names.
const Lesson* find_lesson(const Course& course, const std::string& named);

/// The lesson's file, or its solution's, from the root: lessons/03_arrays_out_of_step/server.cpp.
std::filesystem::path source_of(const Lesson& lesson, bool solution);

/// The promise's scene, ready to be played. Throws BrokenCourse, naming the lesson, the promise and
/// the act.
Scene scene_of(const Lesson& lesson, const Promise& promise);

}  // namespace out_of_step
