// The launcher ./lab: when it builds the lab command, and when it starts it at once. A copy of it
// stands in a folder of its own, with a CMake that only notes what it is asked for.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "fixture_tree.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

constexpr const char* built_without_asking = "";
constexpr const char* built = "build\n";

// To prepare, it leaves what CMake would; to build, a lab command that says how it was called.
constexpr const char* cmake = R"sh(#!/bin/sh
case $1 in
    --version) echo 'cmake version 3.99.0' ;;
    --preset)
        echo "prepare${3:+ $3}" >>"$PWD/asked"
        compiler=${CXX:-c++}
        printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_CXX_COMPILER:FILEPATH=%s\n' \
            "$PWD" "$(command -v "$compiler")" >"$PWD/build/asan/CMakeCache.txt"
        echo >"$PWD/build/asan/build.ninja" ;;
    --build)
        root=${2%/build/asan}
        echo build >>"$root/asked"
        [ ! -e "$2/.lab-built" ] || echo 'with a stamp' >>"$root/asked"
        [ ! -e "$root/it_fails" ] || exit 1
        mkdir -p "$2/tool"
        printf '#!/bin/sh\necho "lab $5"\n' >"$2/tool/lab"
        chmod +x "$2/tool/lab" ;;
esac
)sh";

class Launcher : public testing::Test {
protected:
    Launcher() {
        for (const char* file :
             {"tool/main.cpp", "tool/commands/list.cpp", "cmake/OutOfStep.cmake",
              "CMakePresets.json", "tool/originals/01_first.cpp", "winsock/sim/history.h"}) {
            tree_.write(file, "\n");
        }
        tree_.write("lab", run_to_end({"cat", SOURCE_TREE "/lab"}).output);
        // Debian's list of packages may change while this runs.
        change_launcher("/var/lib/dpkg/status", "$root/packages");
        tree_.write("packages", "");
        write_program("cmake", cmake);
        write_program("apt-get", "#!/bin/sh\nexit 1\n");  // nothing is installed by a test
        make_old();
    }

    void write_program(const std::string& name, const std::string& text) const {
        tree_.write("programs/" + name, text);
        fs::permissions(tree_.root() / "programs" / name, fs::perms::owner_all);
    }

    void change_launcher(const std::string& from, const std::string& to) const {
        std::string launcher = tree_.read("lab");
        launcher.replace(launcher.find(from), from.size(), to);
        tree_.write("lab", launcher);
    }

    /// All there is was saved an hour ago; the last build, if there was one, was a minute ago.
    void make_old() const {
        const auto now = fs::file_time_type::clock::now();
        std::vector<fs::path> all{tree_.root()};
        for (const auto& entry : fs::recursive_directory_iterator(tree_.root())) {
            all.push_back(entry.path());
        }
        for (const fs::path& path : all) fs::last_write_time(path, now - std::chrono::hours(1));
        const fs::path stamp = tree_.root() / "build/asan/.lab-built";
        if (fs::exists(stamp)) fs::last_write_time(stamp, now - std::chrono::minutes(1));
    }

    Finished lab(const std::vector<std::string>& words, const std::string& compiler = "") const {
        return lab_in(tree_.root(), words, compiler);
    }

    static Finished lab_in(const fs::path& root, const std::vector<std::string>& words,
                           const std::string& compiler = "") {
        const char* start = R"sh(PATH=$1/programs:$PATH CXX=$2 root=$1
export PATH CXX
shift 2
exec sh "$root/lab" "$@")sh";
        std::vector<std::string> command{"sh", "-c", start, "sh", root.string(), compiler};
        command.insert(command.end(), words.begin(), words.end());
        return run_to_end(command);
    }

    /// `./lab list`. Returns what it has asked of CMake.
    std::string asked_by_list(const std::string& compiler = "") const {
        const Finished finished = lab({"list"}, compiler);
        EXPECT_EQ(finished.output, "lab list\n") << finished.errors;
        EXPECT_EQ(finished.exit_code, 0) << finished.errors;
        return asked();
    }

    /// What has been asked of CMake since the last time.
    std::string asked() const {
        std::string text = tree_.read("asked");
        fs::remove(tree_.root() / "asked");
        return text;
    }

    /// The lab command is built, and nothing has changed since.
    void build() const {
        asked_by_list();
        make_old();
    }

    const FixtureTree tree_;
};

TEST_F(Launcher, TutorialTheFirstTimeItBuildsAndThenNoMore) {
    EXPECT_EQ(asked_by_list(), "prepare\nbuild\n");
    EXPECT_EQ(asked_by_list(), built_without_asking);
    EXPECT_EQ(asked_by_list(), built_without_asking);
}

TEST_F(Launcher, ASavedFileIsNoticed) {
    for (const char* file : {"tool/main.cpp", "tool/commands/list.cpp", "winsock/sim/history.h",
                             "cmake/OutOfStep.cmake", "CMakeLists.txt"}) {
        build();
        tree_.write(file, "saved\n");
        EXPECT_EQ(asked_by_list(), built) << file;
        EXPECT_EQ(asked_by_list(), built_without_asking) << file;
    }
}

TEST_F(Launcher, OtherPresetsArePrepared) {
    build();
    tree_.write("CMakePresets.json", "saved\n");
    EXPECT_EQ(asked_by_list(), "prepare\nbuild\n");
}

TEST_F(Launcher, AFileThatComesOrGoesIsNoticed) {
    build();
    tree_.write("tool/commands/watch.cpp", "");
    make_old();
    fs::last_write_time(tree_.root() / "tool/commands", fs::file_time_type::clock::now());
    EXPECT_EQ(asked_by_list(), built);
    make_old();
    fs::remove(tree_.root() / "tool/commands/watch.cpp");
    EXPECT_EQ(asked_by_list(), built);
}

TEST_F(Launcher, APackageThatComesOrGoesIsNoticed) {
    build();
    tree_.write("packages", "another");
    EXPECT_EQ(asked_by_list(), built);
    EXPECT_EQ(asked_by_list(), built_without_asking);
}

TEST_F(Launcher, ALessonIsNoPartOfIt) {
    build();
    tree_.write("lessons/01_first/server.cpp", "saved\n");
    EXPECT_EQ(asked_by_list(), built_without_asking);
}

TEST_F(Launcher, WhatIsSavedDuringABuildIsNewer) {
    // A file's date is some milliseconds exact: saved at once, it would not be newer.
    write_program("cmake", std::string(cmake) + R"sh(
[ "$1" = --build ] || exit 0
while [ -z "$(find "$root/tool/main.cpp" -newer "$2/.lab-built.new")" ]; do
    echo saved >"$root/tool/main.cpp"
done
)sh");
    asked_by_list();
    EXPECT_EQ(asked_by_list(), built);
}

TEST_F(Launcher, WithoutABuildThereIsNoStamp) {
    build();
    tree_.write("tool/main.cpp", "saved\n");
    tree_.write("it_fails", "");
    const Finished failed = lab({"list"});
    EXPECT_EQ(failed.exit_code, 2);
    EXPECT_NE(failed.errors.find("lab: the lab command does not compile"), std::string::npos);
    EXPECT_EQ(asked(), built);  // and not "with a stamp"
    make_old();
    fs::remove(tree_.root() / "it_fails");
    EXPECT_EQ(asked_by_list(), built);
}

TEST_F(Launcher, WhatTheBuildHasLeftMustBeThere) {
    for (const char* file : {"tool/lab", ".lab-built"}) {
        build();
        fs::remove(tree_.root() / "build/asan" / file);
        EXPECT_EQ(asked_by_list(), built) << file;
    }
    for (const char* file : {"build.ninja", "CMakeCache.txt"}) {
        build();
        fs::remove(tree_.root() / "build/asan" / file);
        EXPECT_EQ(asked_by_list(), "prepare\nbuild\n") << file;
    }
}

TEST_F(Launcher, AnotherCompilerIsAskedFor) {
    build();
    EXPECT_EQ(asked_by_list("c++"), built);
    EXPECT_EQ(asked_by_list("c++"), built_without_asking);
    EXPECT_EQ(asked_by_list("g++"), "prepare --fresh\nbuild\n");
}

TEST_F(Launcher, AMovedFolderIsBuiltFromNothing) {
    build();
    const fs::path moved = tree_.root() / "moved";
    fs::create_directory(moved);
    for (const auto& entry : fs::directory_iterator(tree_.root())) {
        if (entry.path() != moved) fs::rename(entry.path(), moved / entry.path().filename());
    }
    const Finished finished = lab_in(moved, {"list"});
    EXPECT_EQ(finished.output, "lab list\n") << finished.errors;
    EXPECT_EQ(tree_.read("moved/asked"), "prepare --fresh\nbuild\n");
}

TEST_F(Launcher, ALessonThatIsMissingIsMissed) {
    build();
    fs::remove(tree_.root() / "lessons/01_first/server.cpp");
    const Finished missed = lab({"list"});
    EXPECT_EQ(missed.exit_code, 2);
    EXPECT_EQ(missed.output, "");
    EXPECT_EQ(missed.errors,
              "lab: lessons/01_first/server.cpp is missing. To get it back as it was in the "
              "beginning: ./lab reset 01\n");
    const Finished reset = lab({"reset", "01"});
    EXPECT_EQ(reset.output, "lab reset\n") << reset.errors;
    EXPECT_EQ(tree_.read("lessons/01_first/server.cpp"), "\n");
    EXPECT_EQ(asked(), built_without_asking);
}

TEST_F(Launcher, AClientThatIsMissingIsMissed) {
    tree_.write(
        "lessons/course.json",
        "{ \"lessons\": [ { \"number\": \"01\", \"slug\": \"01_first\" },\n"
        "{ \"slug\": \"02_client\", \"title\": \"A, {b}\", \"program\": \"client\" } ] }\n");
    tree_.write("tool/originals/02_client.cpp", "int main() {}\n");
    tree_.write("lessons/02_client/README.md", "\n");
    EXPECT_EQ(lab({"list"}).errors,
              "lab: lessons/02_client/client.cpp is missing. To get it back as it was in the "
              "beginning: ./lab reset 02\n");
    fs::remove(tree_.root() / "lessons/01_first/server.cpp");
    lab({"reset", "02"});
    EXPECT_EQ(tree_.read("lessons/02_client/client.cpp"), "int main() {}\n");
    EXPECT_EQ(tree_.read("lessons/01_first/server.cpp"), "\n");
}

TEST_F(Launcher, TheDoctorSaysWhetherItIsBuilt) {
    EXPECT_NE(lab({"doctor"}).output.find("  not yet  the lab command"), std::string::npos);
    build();
    EXPECT_NE(lab({"doctor"}).output.find("  ok       the lab command is built\n"),
              std::string::npos);
    tree_.write("tool/main.cpp", "saved\n");
    EXPECT_NE(lab({"doctor"}).output.find("the lab command is built; ./lab brings it up to date\n"),
              std::string::npos);
}

// On this machine all is there; so of a copy that needs a header which is nowhere.
TEST_F(Launcher, TheDoctorSaysHowToInstallWhatIsMissing) {
    change_launcher("header uv.h", "header no.h");
    const Finished doctor = lab({"doctor"});
    EXPECT_EQ(doctor.exit_code, 1);
    EXPECT_NE(doctor.output.find("  missing  libuv\n"), std::string::npos) << doctor.output;
    EXPECT_NE(doctor.output.find("    apt-get update && apt-get install --no-install-recommends "
                                 "libuv1-dev\n"),
              std::string::npos)
        << doctor.output;
}

TEST_F(Launcher, OneWordTooMany) {
    const Finished docs = lab({"docs", "please"});
    EXPECT_EQ(docs.exit_code, 2);
    EXPECT_EQ(docs.errors,
              "lab: \"please\" is one word too many. ./lab docs --help shows what there is.\n");
    EXPECT_EQ(lab({"doctor", "please"}).exit_code, 2);
}

}  // namespace
