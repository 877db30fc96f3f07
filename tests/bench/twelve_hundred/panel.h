// One diagram of a plot: lines over connections, each with a marker of its own and its name at its
// end, so that nothing is told by colour alone.
#pragma once

#include <string>
#include <vector>

namespace twelve_hundred {

struct Point {
    double x, y;
    std::string says;  // shown where the pointer is
};

struct Line {
    std::string name;
    int look;  // which marker, dashes and colour: the model's place in the list
    std::vector<Point> points;
};

struct Panel {
    std::string title;
    bool logarithmic = false;
    std::vector<int> sizes;  // where x has its marks; x is logarithmic
    std::vector<Line> lines;
};

// The looks there are; a model's place in the list of all is its look.
constexpr int looks = 10;

// An SVG group of panel_width by panel_height, its corner at x, y.
constexpr int panel_width = 480, panel_height = 330;
std::string drawn(const Panel& panel, int x, int y);

// Where names may stand, in ascending order, so that they are at least `apart` from each other and
// within low and high, each as near to its wish as that allows. `wishes` is in ascending order.
std::vector<double> spread(const std::vector<double>& wishes, double apart, double low,
                           double high);

// What is marked on an axis up to `most`: 0, 20000, 40000; or 1, 10, 100 from `least` on.
std::vector<double> marks_up_to(double most);
std::vector<double> powers_of_ten(double least, double most);

// "10k", "250", "0.1"
std::string short_number(double value);

std::string escaped(const std::string& text);

}  // namespace twelve_hundred
