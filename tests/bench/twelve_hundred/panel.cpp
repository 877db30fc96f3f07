#include "panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace twelve_hundred {

namespace {

constexpr double left = 48, right = 138, top = 32, bottom = 46;
constexpr double room = 13;  // between two names

// Around 0, 0: circle, square, triangles, diamond, cross, plus, star, and hollow ones.
constexpr std::array<const char*, looks> markers = {"M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",
                                                    "M-4,-4h8v8h-8z",
                                                    "M0,-5l5,9h-10z",
                                                    "M0,5l5,-9h-10z",
                                                    "M0,-5.5l4.5,5.5l-4.5,5.5l-4.5,-5.5z",
                                                    "M-4,-4l8,8m0,-8l-8,8",
                                                    "M-5,0h10m-5,-5v10",
                                                    "M-4,-4l8,8m0,-8l-8,8m-1,-4h10m-5,-5v10",
                                                    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
                                                    "M-3.5,-3.5h7v7h-7z"};

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    std::string shown = text;
    if (shown.ends_with(".0")) shown.resize(shown.size() - 2);
    return shown == "-0" ? "0" : shown;
}

std::string text_at(double x, double y, const std::string& kind, const std::string& text) {
    return "<text class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" +
           escaped(text) + "</text>\n";
}

std::string line_from(double x1, double y1, double x2, double y2, const char* kind) {
    return std::string("<path class=\"") + kind + "\" d=\"M" + number(x1) + "," + number(y1) + "L" +
           number(x2) + "," + number(y2) + "\"/>\n";
}

class Drawing {
public:
    explicit Drawing(const Panel& panel) : panel_(panel) {
        for (const Line& line : panel.lines) {
            for (const Point& point : line.points) {
                least_ = std::min(least_, point.y);
                most_ = std::max(most_, point.y);
            }
        }
        if (most_ <= 0) least_ = most_ = 1;
        marks_ = panel.logarithmic ? powers_of_ten(least_, most_) : marks_up_to(most_);
    }

    std::string svg() const {
        std::string text = text_at(0, 14, "title", panel_.title) + axes();
        if (panel_.lines.empty()) return text + text_at(left + 10, top + 40, "name", "no figures");
        for (const Line& line : panel_.lines) text += drawn_line(line);
        return text + names();
    }

private:
    double x_of(double connections) const {
        const double from = std::log(panel_.sizes.front()), to = std::log(panel_.sizes.back());
        const double part = to > from ? (std::log(connections) - from) / (to - from) : 0.5;
        return left + part * (panel_width - left - right);
    }

    double y_of(double value) const {
        const double low = marks_.front(), high = marks_.back();
        const double part = panel_.logarithmic ? (std::log(std::max(value, low)) - std::log(low)) /
                                                     (std::log(high) - std::log(low))
                                               : (value - low) / (high - low);
        return panel_height - bottom - part * (panel_height - top - bottom);
    }

    std::string axes() const {
        std::string text;
        for (const double mark : marks_) {
            // Where less has no place, 0 least of all, it stands on the lowest line.
            const bool or_less = mark == marks_.front() && least_ < mark;
            text += line_from(left, y_of(mark), panel_width - right, y_of(mark), "grid") +
                    text_at(left - 8, y_of(mark) + 4, "y",
                            (or_less ? "\u2264 " : "") + short_number(mark));
        }
        double last = -100;
        for (const int size : panel_.sizes) {
            const double x = x_of(size);
            text += line_from(x, panel_height - bottom, x, panel_height - bottom + 5, "tick");
            if (x - last < 34) continue;
            last = x;
            text += text_at(x, panel_height - bottom + 19, "x", short_number(size));
        }
        return text +
               text_at((left + panel_width - right) / 2, panel_height - 8, "x", "connections");
    }

    std::string drawn_line(const Line& line) const {
        const std::string look = std::to_string(line.look);
        std::string path, points;
        for (const Point& point : line.points) {
            const std::string at = number(x_of(point.x)) + "," + number(y_of(point.y));
            path.append(path.empty() ? "M" : "L").append(at);
            points.append("<path class=\"marker\" transform=\"translate(")
                .append(at)
                .append(")\" d=\"")
                .append(markers[static_cast<std::size_t>(line.look)])
                .append("\"><title>")
                .append(escaped(line.name + ": " + point.says))
                .append("</title></path>\n");
        }
        return "<g class=\"line look" + look + "\">\n<path class=\"way\" d=\"" + path + "\"/>\n" +
               points + "</g>\n";
    }

    // Each at the height where its line ends, as far as there is room.
    std::string names() const {
        std::vector<std::size_t> order(panel_.lines.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto end_of = [&](std::size_t i) { return y_of(panel_.lines[i].points.back().y); };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
            return end_of(one) < end_of(other);
        });
        std::vector<double> wishes;
        for (const std::size_t i : order) wishes.push_back(end_of(i));
        const std::vector<double> places = spread(wishes, room, top, panel_height - bottom);
        std::string text;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Line& line = panel_.lines[order[i]];
            const double end = x_of(line.points.back().x), x = panel_width - right + 14;
            text += "<g class=\"line look" + std::to_string(line.look) + "\">" +
                    line_from(end + 6, wishes[i], x - 2, places[i], "leader") +
                    "<path class=\"marker\" transform=\"translate(" + number(x + 5) + "," +
                    number(places[i]) + ")\" d=\"" + markers[static_cast<std::size_t>(line.look)] +
                    "\"/></g>\n" + text_at(x + 14, places[i] + 4, "name", line.name);
        }
        return text;
    }

    const Panel& panel_;
    double least_ = 1e300, most_ = 0;
    std::vector<double> marks_;
};

}  // namespace

std::string drawn(const Panel& panel, int x, int y) {
    return "<g transform=\"translate(" + std::to_string(x) + "," + std::to_string(y) + ")\">\n" +
           Drawing(panel).svg() + "</g>\n";
}

std::vector<double> spread(const std::vector<double>& wishes, double apart, double low,
                           double high) {
    std::vector<double> places;
    for (const double wish : wishes)
        places.push_back(std::max(wish, places.empty() ? low : places.back() + apart));
    // Whoever has been pushed out at the end pushes back.
    double limit = high;
    for (std::size_t i = places.size(); i-- > 0;) {
        places[i] = std::min(places[i], limit);
        limit = places[i] - apart;
    }
    return places;
}

std::vector<double> marks_up_to(double most) {
    double step = std::pow(10, std::floor(std::log10(most)));
    if (most / step < 2)
        step /= 5;
    else if (most / step < 5)
        step /= 2;
    std::vector<double> marks;
    for (int i = 0; marks.empty() || marks.back() < most; ++i) marks.push_back(i * step);
    return marks;
}

std::vector<double> powers_of_ten(double least, double most) {
    const double first = std::floor(std::log10(std::max(least, 1e-2)));
    std::vector<double> marks{std::pow(10, first)};
    for (double power = first + 1; marks.size() < 2 || marks.back() < most; ++power)
        marks.push_back(std::pow(10, power));
    return marks;
}

std::string short_number(double value) {
    char text[32];
    const bool thousands = value >= 10'000;
    std::snprintf(text, sizeof text, "%g", thousands ? value / 1000 : value);
    return thousands ? std::string(text) + "k" : text;
}

std::string escaped(const std::string& text) {
    std::string shown;
    for (const char c : text) {
        if (c == '<')
            shown += "&lt;";
        else if (c == '>')
            shown += "&gt;";
        else if (c == '&')
            shown += "&amp;";
        else if (c == '"')
            shown += "&quot;";
        else
            shown += c;
    }
    return shown;
}

}  // namespace twelve_hundred
