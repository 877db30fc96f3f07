#include "fixture_tree.h"

#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

#include "course.h"
#include "fingerprint.h"

namespace out_of_step {

namespace fs = std::filesystem;

namespace {

constexpr const char* course = R"({
  "title": "A course to test with",
  "chapters": { "A": "The beginning", "B": "The end" },
  "lessons": [
    { "number": "01", "slug": "01_first", "title": "The first", "chapter": "A", "detour": false,
      "leads_to": "The next one has two promises.",
      "hints": ["What does it never do?", "Nobody calls recv."],
      "live": [
        { "promise": "EveryWordIsRead",
          "scene": ["A connects", "A says hello"],
          "symptom": { "finding": "byte unread", "clients": ["A"] },
          "on": ["native"] } ] },
    { "number": "02", "slug": "02_second", "title": "The second", "chapter": "B", "detour": true,
      "live": [
        { "promise": "EveryClientIsReleased",
          "scene": ["A connects", "B connects", "A leaves", "B leaves"],
          "symptom": { "finding": "never released", "clients": ["A", "B"] },
          "on": ["native"] },
        { "promise": "EveryClientIsAccepted",
          "scene": ["A connects", "B connects"],
          "on": ["native"] } ] }
  ]
})";

constexpr const char* build_file = R"(cmake_minimum_required(VERSION 3.25)
project(course_to_test_with CXX)
file(GLOB programs */*/server.cpp */*/client.cpp)
foreach(program IN LISTS programs)
    get_filename_component(folder ${program} DIRECTORY)
    get_filename_component(name ${program} NAME_WE)
    get_filename_component(slug ${folder} NAME)
    get_filename_component(kind ${folder} DIRECTORY)
    get_filename_component(kind ${kind} NAME)
    string(REGEX REPLACE "s$" "" prefix ${kind})
    add_executable(${prefix}_${slug} ${program})
    set_target_properties(${prefix}_${slug} PROPERTIES
        OUTPUT_NAME ${name}
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${kind}/${slug})
endforeach()
file(GLOB judges tests/lessons/*.cpp)
foreach(judge IN LISTS judges)
    get_filename_component(slug ${judge} NAME_WE)
    add_executable(judge_${slug} ${judge})
    set_target_properties(judge_${slug} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/lessons)
    foreach(module lesson_${slug}.zero lesson_${slug}.garbage
                   solution_${slug}.zero solution_${slug}.garbage)
        add_custom_target(${module})
        string(REGEX REPLACE "[.].*" "" program ${module})
        add_dependencies(${module} ${program})
    endforeach()
endforeach()
)";

}  // namespace

FixtureTree::FixtureTree() {
    write("CMakeLists.txt", build_file);
    write("lessons/course.json", course);
    write_server("lessons/01_first", "never_reads");
    write_server("solutions/01_first", "is_good");
    write_server("lessons/02_second", "keeps_who_left");
    write_server("solutions/02_second", "is_good");
}

void FixtureTree::write_server(const std::string& folder, const std::string& mode) const {
    write(folder + "/server.cpp",
          "#define MODE \"" + mode + "\"\n#include \"" MISBEHAVING_SERVER_SOURCE "\"\n");
}

void FixtureTree::write_client(const std::string& folder, const std::string& mode) const {
    write(folder + "/client.cpp",
          "#define MODE \"" + mode + "\"\n#include \"" MISBEHAVING_CLIENT_SOURCE "\"\n");
}

void FixtureTree::write_judge(const std::string& slug, const std::string& statement) const {
    write("tests/lessons/" + slug + ".cpp",
          "#include <cstdio>\n#include <cstdlib>\nint main() {\n"
          "    std::puts(\"The judge: " +
              statement + "\");\n    std::fflush(stdout);\n    " + statement + "\n}\n");
}

void FixtureTree::note(const std::string& slug, Progress::Seen seen) const {
    const Course list = read_course(root() / "lessons" / "course.json");
    const Lesson* lesson = find_lesson(list, slug);
    if (lesson == nullptr) throw std::runtime_error("there is no lesson " + slug);
    const auto fingerprint = [&](const std::string&) { return fingerprint_of(root(), *lesson); };
    Progress(root() / ".lab", fingerprint).note(slug, seen, fingerprint(slug));
}

void FixtureTree::configure(const std::string& compiler_flags) const {
    const Finished cmake = run_to_end(
        {"cmake", "-S", root().string(), "-B", (root() / "build").string(), "-G",
         CMAKE_GENERATOR_HERE, std::string("-DCMAKE_CXX_COMPILER=") + CMAKE_CXX_COMPILER_HERE,
         "-DCMAKE_CXX_FLAGS=" + compiler_flags});
    if (cmake.exit_code != 0) throw std::runtime_error(cmake.output + cmake.errors);
}

std::vector<std::string> FixtureTree::lab_command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{LAB_TOOL, "--root", root().string(), "--build",
                                     (root() / "build").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

Finished FixtureTree::lab(const std::vector<std::string>& arguments) const {
    return run_to_end(lab_command(arguments));
}

std::string for_shell(const std::vector<std::string>& command) {
    std::string line;
    for (const std::string& word : command) line += "'" + word + "' ";
    return line;
}

}  // namespace out_of_step
