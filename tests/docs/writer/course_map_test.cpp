// The course as a map.
#include "course_map.h"

#include <gtest/gtest.h>

#include "small_project.h"
#include "wrong_page.h"

namespace {

out_of_step::Course course_of(const SmallProject& project) {
    return out_of_step::read_course(project.root() / "lessons/course.json");
}

TEST(CourseMap, Tutorial) {
    const SmallProject project;
    const std::string map = pages::course_map(project.root(), course_of(project));
    EXPECT_NE(map.find("<h2>Chapter A: The only chapter</h2>"), std::string::npos) << map;
    EXPECT_NE(
        map.find("<li><a href=\"lesson_01_first.html\"><span class=\"number\">01</span> First</a>"
                 "<p>One sees <code>1</code>.</p></li>"),
        std::string::npos)
        << map;
}

TEST(CourseMap, ADetourIsOneInWordsToo) {
    const SmallProject project;
    out_of_step::Course course = course_of(project);
    course.lessons[0].detour = true;
    const std::string map = pages::course_map(project.root(), course);
    EXPECT_NE(map.find("<li class=\"detour\">"), std::string::npos);
    EXPECT_NE(map.find("detour: advice that sounds good"), std::string::npos);
}

TEST(CourseMap, ALessonWithoutASymptomIsRefused) {
    const SmallProject project;
    project.write("lessons/01_first/README.md", "# 01 First\n\n## Questions\n");
    EXPECT_THROW(pages::course_map(project.root(), course_of(project)), pages::WrongPage);
}

}  // namespace
