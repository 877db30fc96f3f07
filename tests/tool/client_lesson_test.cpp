// A lesson whose program is a client: its file is client.cpp, and its scenes are its server's.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "fixture_tree.h"

namespace {

using namespace out_of_step;

constexpr const char* course = R"({
  "title": "A course to test with",
  "chapters": { "C": "The client" },
  "lessons": [
    { "number": "15", "slug": "15_client", "title": "The client", "chapter": "C", "detour": false,
      "program": "client",
      "live": [
        { "promise": "WhoIsAcceptedSaysSo",
          "scene": ["S accepts", "S awaits login 4711\\n", "S says accepted\\n",
                    "the client tells Logged in.", "S leaves", "the client ends badly"],
          "arguments": ["4711"],
          "symptom": { "finding": "misreported", "clients": ["S"] },
          "on": ["native"] } ] } ]
})";

class ClientLesson : public testing::Test {
protected:
    ClientLesson() {
        tree_.write("lessons/course.json", course);
        tree_.write_client("lessons/15_client", "tells_nothing");
        tree_.write_client("solutions/15_client", "is_good");
        tree_.configure();
    }

    FixtureTree tree_;
};

TEST_F(ClientLesson, IsPlayedAsItsServerSeesIt) {
    const Finished lab = tree_.lab({"run", "15"});
    EXPECT_EQ(lab.output,
              R"(Lesson 15: The client
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

WhoIsAcceptedSaysSo
  S       listens
  S       accepts
  S       awaits "login 4711\n"
  S       says "accepted\n"
  client  (does not tell "Logged in.")
Broken.

The client does not tell "Logged in.", and it sleeps: only
its own clock could wake it.

Next: find out why, and repair client.cpp. The task is in
  lessons/15_client/README.md
Then look again: ./lab run 15
)");
    EXPECT_EQ(lab.errors, "");
    EXPECT_EQ(lab.exit_code, 1);
}

TEST_F(ClientLesson, ItsSolutionIsPlayedToo) {
    const Finished lab = tree_.lab({"run", "15", "--solution"});
    EXPECT_EQ(lab.output,
              R"(Lesson 15: The client, the solution
Lines in brackets are what the lab sees from outside. Where
it pauses, it makes sure that nothing more will come.

WhoIsAcceptedSaysSo
  S       listens
  S       accepts
  S       awaits "login 4711\n"
  S       says "accepted\n"
  client  Logged in.
  S       leaves
  client  (has closed its side for S)
  client  (has ended, exit code not 0)
  stderr  The server has gone.
Kept.

Every promise of this scene is kept.
Why this is right:
  solutions/15_client/README.md
)");
    EXPECT_EQ(lab.exit_code, 0);
}

TEST_F(ClientLesson, IsFoundUnderItsName) {
    EXPECT_EQ(tree_.lab({"diff", "15"}).output.find("From your client (-) to the solution (+)"),
              std::string("Lesson 15: The client\n").size());
    tree_.write("lessons/15_client/client.cpp", tree_.read("solutions/15_client/client.cpp"));
    EXPECT_NE(tree_.lab({"diff", "15"}).output.find("Your client is the solution"),
              std::string::npos);
    tree_.write("tool/originals/15_client.cpp", "int main() {}\n");
    tree_.lab({"reset", "15"});
    EXPECT_EQ(tree_.read("lessons/15_client/client.cpp"), "int main() {}\n");
    tree_.note("15_client", Progress::Seen::broken);
    EXPECT_NE(tree_.lab({}).output.find("  lessons/15_client/README.md and client.cpp\n"),
              std::string::npos);
}

// A text that has been built from an older file is found out by its note beside the program.
TEST_F(ClientLesson, IsBuiltAgainWhenAnOlderFileTakesItsPlace) {
    tree_.lab({"run", "15"});
    EXPECT_EQ(tree_.read("build/lessons/15_client/client.built_from.cpp"),
              tree_.read("lessons/15_client/client.cpp"));
}

// What the lab says on stderr, in one line.
std::string refusal(const FixtureTree& tree, const std::vector<std::string>& arguments) {
    std::string errors = tree.lab(arguments).errors;
    std::replace(errors.begin(), errors.end(), '\n', ' ');
    return errors;
}

TEST_F(ClientLesson, ASceneOfClientsIsRefused) {
    std::string other = course;
    const std::string scene = other.substr(other.find("[\"S accepts"));
    other.replace(other.find(scene), scene.find(']') + 1, "[\"A connects\"]");
    tree_.write("lessons/course.json", other);
    EXPECT_EQ(refusal(tree_, {"run", "15"}),
              "lab: lessons/course.json is broken: lesson 15, promise WhoIsAcceptedSaysSo: its "
              "program is a client, so a server has to accept it, or to refuse. ");
}

TEST_F(ClientLesson, AProgramIsAServerOrAClient) {
    tree_.write("lessons/course.json", R"({ "title": "T", "chapters": { "C": "The client" },
        "lessons": [ { "number": "15", "slug": "15_client", "title": "The client", "chapter": "C",
                       "program": "peer" } ] })");
    EXPECT_EQ(refusal(tree_, {"list"}),
              "lab: lessons/course.json is broken: lesson 15: \"program\" must be \"server\" or "
              "\"client\". ");
}

}  // namespace
