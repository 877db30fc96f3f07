// The picture: what is on it, and that it can be read without colour.
#include "plot.h"

#include <gtest/gtest.h>

#include <set>

#include "made_up.h"
#include "models.h"
#include "panel.h"

namespace {

using namespace twelve_hundred;

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

Figures all() {
    Figures figures;
    for (const Model& model : all_models())
        add_line(figures, model.key, {60, 1260, 10'000}, {50'000, 40'000, 30'000});
    return figures;
}

TEST(Plot, HasEveryModelByNameInEachOfFourDiagrams) {
    const std::string svg = plot(all());
    for (const Model& model : all_models())
        EXPECT_EQ(count(svg, std::string(">") + model.name + "</text>"), 4U) << model.name;
    for (const char* title :
         {"All connections are active (echoes/s)", "64 are active among idle ones (echoes/s)",
          "The slowest echo, 64 active (ms)", "Memory of the server for a connection (kB)"})
        EXPECT_EQ(count(svg, title), 1U) << title;
}

TEST(Plot, EachPointSaysItsFigures) {
    Figures figures;
    add_line(figures, "epoll", {60, 1260}, {50'000, 41'000});
    EXPECT_EQ(
        count(plot(figures), "<title>epoll: 1260 connections, 64 active: 41000 echoes/s</title>"),
        1U)
        << plot(figures);
}

// Two lines that look alike but for their colour would be one to some readers.
TEST(Plot, EveryModelHasAMarkerOfItsOwn) {
    std::set<std::string> markers;
    std::set<int> looks_taken;
    for (const Model& model : all_models()) {
        EXPECT_TRUE(model.look >= 0 && model.look < looks) << model.name;
        EXPECT_TRUE(looks_taken.insert(model.look).second) << model.name;
        const Panel panel{"", false, {60}, {{model.name, model.look, {{60, 1, ""}}}}};
        const std::string svg = drawn(panel, 0, 0);
        const std::size_t begin = svg.find(" d=\"", svg.find("class=\"marker\""));
        EXPECT_TRUE(markers.insert(svg.substr(begin, svg.find('"', begin + 4) - begin)).second)
            << model.name;
    }
}

TEST(Plot, StandsInAPageAndIsXml) {
    Figures figures = all();
    figures.about = {{"command", "./lab run 23 --quick"}, {"machine", "a <b> & \"c\""}};
    const std::string svg = plot(figures);
    EXPECT_TRUE(svg.starts_with("<svg "));
    EXPECT_EQ(count(svg, "\n\n"), 0U) << "an empty line ends a block of a page";
    EXPECT_EQ(count(svg, "<!--"), 0U) << "no comment may hold --";
    EXPECT_EQ(count(svg, "./lab run 23 --quick; machine: a &lt;b&gt; &amp; &quot;c&quot;"), 1U);
    for (const char* name : {"g", "svg", "style", "desc", "text", "title"}) {
        const std::string opening = std::string("<") + name;
        EXPECT_EQ(count(svg, opening + ">") + count(svg, opening + " "),
                  count(svg, std::string("</") + name + ">"))
            << name;
    }
    EXPECT_EQ(count(svg, "nan") + count(svg, "inf"), 0U);
}

TEST(Plot, IsDarkWhereThePageOrTheSystemIs) {
    const std::string svg = plot(all());
    EXPECT_EQ(count(svg, ".dark-mode .plot {"), 1U);
    EXPECT_EQ(count(svg, "@media (prefers-color-scheme: dark)"), 1U);
    EXPECT_GE(count(svg, ".plot:root"), 1U) << "in a page, the page decides";
}

TEST(Plot, OfFewFiguresOrNone) {
    EXPECT_EQ(count(plot({}), "</svg>"), 1U);
    Figures one;
    add_line(one, "epoll", {60}, {1});
    EXPECT_EQ(count(plot(one), "nan") + count(plot(one), "inf"), 0U) << plot(one);
    Figures missing;
    missing.missing = {{"epoll", 60, "?"}};
    EXPECT_EQ(count(plot(missing), "no figures"), 4U);
}

// A server that takes no memory for a connection is drawn on the lowest line, and that says so.
TEST(Plot, TheLowestLineOfALogarithmicDiagramSaysWhenLessStandsOnIt) {
    const auto drawn_with = [](double least) {
        return drawn({"", true, {60, 1260}, {{"epoll", 2, {{60, least, ""}, {1260, 5, ""}}}}}, 0,
                     0);
    };
    EXPECT_EQ(count(drawn_with(0), ">\u2264 0.01</text>"), 1U) << drawn_with(0);
    EXPECT_EQ(count(drawn_with(0.5), "\u2264"), 0U);
    EXPECT_EQ(count(drawn_with(0.5), ">0.1</text>"), 1U) << drawn_with(0.5);
}

TEST(Spread, NamesThatWouldOverlapMoveApart) {
    EXPECT_EQ(spread({10, 50}, 13, 0, 100), (std::vector<double>{10, 50}));
    EXPECT_EQ(spread({10, 11, 12}, 13, 0, 100), (std::vector<double>{10, 23, 36}));
    EXPECT_EQ(spread({95, 96, 97}, 10, 0, 100), (std::vector<double>{80, 90, 100}));
    EXPECT_EQ(spread({}, 13, 0, 100), std::vector<double>{});
}

TEST(Axis, HasRoundMarks) {
    EXPECT_EQ(marks_up_to(95'000).back(), 100'000);
    EXPECT_EQ(marks_up_to(25'000), (std::vector<double>{0, 5000, 10'000, 15'000, 20'000, 25'000}));
    EXPECT_EQ(marks_up_to(100), (std::vector<double>{0, 20, 40, 60, 80, 100}));
    EXPECT_EQ(powers_of_ten(0.5, 60), (std::vector<double>{0.1, 1, 10, 100}));
    EXPECT_EQ(powers_of_ten(10, 10), (std::vector<double>{10, 100}));
    EXPECT_EQ(short_number(25'000), "25k");
    EXPECT_EQ(short_number(5000), "5000");
    EXPECT_EQ(short_number(0.1), "0.1");
}

}  // namespace
