// page_writer as the build starts it.
#include <gtest/gtest.h>

#include "small_project.h"

namespace {

using out_of_step::Finished;

TEST(Site, Tutorial) {
    const SmallProject project;
    const Finished writer = project.make_pages();
    EXPECT_EQ(writer.exit_code, 0) << writer.errors;
    const std::string lesson = project.made("pages/lesson_01_first.md");
    std::size_t at = 0;
    for (const char* part :
         {"# 01 First {#lesson_01_first}", "One sees <code>1</code>.", "## The program",
          "Says one.", "## Questions to think about", "<summary>A hint</summary>", "Look.",
          "<summary>A clearer one</summary>", "<summary>Nearly the answer</summary>",
          "## The repair", "<details>", "<ins>int main() { return 0; }</ins>", "The course",
          "The solution, with the answers"}) {
        at = lesson.find(part, at);
        EXPECT_NE(at, std::string::npos) << part << " is missing, or too early, in\n" << lesson;
    }
    EXPECT_NE(lesson.find("The judge has not looked at this program"), std::string::npos);
}

TEST(Site, ALessonMayBeAClient) {
    const SmallProject project;
    std::string course = project.read("lessons/course.json");
    course.insert(course.find("\"title\": \"First\""), "\"program\": \"client\", ");
    project.write("lessons/course.json", course);
    const std::string same = "int main() { return recv(1); }\n";
    project.write("lessons/01_first/client.cpp", "// Is a client.\n" + same);
    project.write("solutions/01_first/client.cpp", same);
    const Finished writer = project.make_pages();
    ASSERT_EQ(writer.exit_code, 0) << writer.errors;
    const std::string lesson = project.made("pages/lesson_01_first.md");
    for (const char* part : {"`lessons/01_first/client.cpp`", "Is a client.",
                             "But for its comments, the client is the solution."}) {
        EXPECT_NE(lesson.find(part), std::string::npos) << part << " is missing in\n" << lesson;
    }
    EXPECT_EQ(lesson.find("Says one."), std::string::npos) << "of server.cpp";
}

/// What the judge writes of a server that prints something and ends.
std::string witness(bool passes) {
    return std::string(R"({"schema":1,"lesson":"01_first","promise":"P","sentence":"It holds.",)") +
           R"("outcome":"","replay":"1w-0-0","script":"A connects",)" +
           R"("source":"// Says one.\nint main() { return 1; }\n","executions":[{"passes":)" +
           (passes ? "true" : "false") + R"(,"ending":"It ends.","findings":[],"steps":[)" +
           R"({"number":1,"sentence":"It prints \"</script><!--\"."}]}]})";
}

TEST(Site, TheHeadingSaysWhatTheJudgeHasFound) {
    const SmallProject project;
    for (const bool passes : {false, true}) {
        project.write("output/witnesses/01_first.lesson.json", witness(passes));
        const Finished writer = project.make_pages();
        ASSERT_EQ(writer.exit_code, 0) << writer.errors;
        const std::string lesson = project.made("pages/lesson_01_first.md");
        const char* const heading = passes ? "## Watch it hold\n" : "## Watch it go wrong\n";
        EXPECT_NE(lesson.find(heading), std::string::npos) << lesson;
        EXPECT_EQ(lesson.find(passes ? "## Watch it go wrong" : "## Watch it hold"),
                  std::string::npos)
            << lesson;
    }
}

TEST(Site, NoTextEndsTheScriptThatHoldsIt) {
    const SmallProject project;
    project.write("output/witnesses/01_first.lesson.json", witness(false));
    ASSERT_EQ(project.make_pages().exit_code, 0);
    const std::string lesson = project.made("pages/lesson_01_first.md");
    EXPECT_NE(lesson.find("<li value=\"1\">It prints &quot;&lt;/script&gt;&lt;!--&quot;."),
              std::string::npos)
        << lesson;
    EXPECT_NE(lesson.find("It prints \\\"\\u003c/script>\\u003c!--\\\"."), std::string::npos)
        << lesson;
}

// It does not compile, say: then the judge has only seen what it was before.
TEST(Site, AnotherProgramThanTheJudgeHasSeenIsNotShown) {
    const SmallProject project;
    project.write("output/witnesses/01_first.lesson.json", witness(false));
    project.write("lessons/01_first/server.cpp", "int main() { return");
    ASSERT_EQ(project.make_pages().exit_code, 0);
    const std::string lesson = project.made("pages/lesson_01_first.md");
    EXPECT_NE(lesson.find("The judge has not looked at this program"), std::string::npos) << lesson;
    EXPECT_EQ(lesson.find("<trace-viewer"), std::string::npos) << lesson;
}

TEST(Site, ASolutionSaysWhatItsMistakeIsCalled) {
    const SmallProject project;
    ASSERT_EQ(project.make_pages().exit_code, 0);
    const std::string solution = project.made("pages/solution_01_first.md");
    EXPECT_NE(solution.find("- The mistake: It answers 1.\n"), std::string::npos) << solution;
    EXPECT_NE(solution.find("[CWE-1](https://cwe.mitre.org/data/definitions/1.html)"),
              std::string::npos);
    EXPECT_EQ(solution.find("SEI CERT"), std::string::npos);
    EXPECT_NE(solution.find("\\ref lesson_01_first \"Back to the lesson\""), std::string::npos);
}

TEST(Site, WhatIsNoPageAnyMoreIsGone) {
    const SmallProject project;
    project.write("output/pages/old.md", "# Old\n");
    project.write("output/html/old.html", "old");
    ASSERT_EQ(project.make_pages().exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(project.root() / "output/pages/old.md"));
    EXPECT_FALSE(std::filesystem::exists(project.root() / "output/html/old.html"));
}

struct Mistake {
    const char* file;
    const char* text;
    const char* error;
};

class SiteRefuses : public testing::TestWithParam<Mistake> {};

TEST_P(SiteRefuses, AndSaysWhy) {
    const SmallProject project;
    project.write(GetParam().file, GetParam().text);
    const Finished writer = project.make_pages();
    EXPECT_EQ(writer.exit_code, 1);
    EXPECT_EQ(writer.errors, std::string("page_writer: ") + GetParam().error + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Input, SiteRefuses,
    testing::Values(
        Mistake{"lessons/01_first/README.md", "One sees.\n",
                "lessons/01_first/README.md does not begin with a title, such as \"# A title\""},
        Mistake{"lessons/01_first/README.md", "# 01 First\n\nOne sees.\n",
                "lessons/01_first/README.md has no heading that begins with \"## Questions\""},
        Mistake{"solutions/01_first/README.md", "# S\n\n[x](nowhere.md)\n",
                "solutions/01_first/README.md: the link to nowhere.md leads nowhere"},
        Mistake{"docs/pages/start.md", "# A course {#mainpage}\n\n[x](../nowhere)\n",
                "docs/pages/start.md: the link to ../nowhere leads nowhere"},
        Mistake{"lessons/course.json", "{ \"title\": \"A course\" }",
                "lessons/course.json is broken: the course: \"chapters\" is missing."},
        Mistake{"lessons/course.json", R"({"title": "C", "chapters": {"A": "a"}, "lessons": [
            {"number": "02", "slug": "02_second", "title": "Second", "chapter": "A"}]})",
                "lessons/02_second/README.md cannot be read"},
        Mistake{"lessons/course.json", R"({"title": "C", "chapters": {"A": "a"}, "lessons": [
            {"number": "01", "slug": "01_first", "title": "F", "chapter": "A", "cwe": "CWE-1"}]})",
                "lessons/course.json is broken: lesson 01: \"cwe\" must be a list of texts."},
        Mistake{"README.md", "# A course\n",
                "README.md has no staircase below \"## What each repair has repaired\""},
        Mistake{"output/doxygen/layout.xml", "<doxygenlayout/>",
                "Doxygen's layout has no <navindex>: was it made by Doxygen 1.9.4?"}));

}  // namespace
