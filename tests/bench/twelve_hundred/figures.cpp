#include "figures.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace twelve_hundred {

namespace {

constexpr const char* headings =
    "model,connections,active,threads,echoes_per_second,p50_us,p99_us,slowest_us,"
    "fewest_echoes,most_echoes,resident_bytes_per_connection,reserved_bytes_per_connection,"
    "others_percent,missing";
constexpr std::size_t columns = 14;

// At most three digits behind the point, and none that say nothing.
std::string written(double value) {
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 3);
    std::string number(text, end.ptr);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return number;
}

std::string quoted(const std::string& text) {
    std::string field = "\"";
    for (const char c : text) {
        if (c == '"') field += '"';
        field += c == '\n' || c == '\r' ? ' ' : c;
    }
    return field + '"';
}

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    bool in_quotes = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && in_quotes && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[++i];
        } else if (c == '"') {
            in_quotes = !in_quotes;
        } else if (c == ',' && !in_quotes) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

double number_from(const std::string& field) {
    double value = 0;
    const char* const end = field.data() + field.size();
    const auto parsed = std::from_chars(field.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        throw std::runtime_error("\"" + field + "\" is not a number");
    return value;
}

void add_row(const std::vector<std::string>& fields, Figures& figures) {
    if (fields.size() != columns)
        throw std::runtime_error(std::to_string(fields.size()) + " columns, and not " +
                                 std::to_string(columns));
    const auto whole = [&](std::size_t i) { return static_cast<int>(number_from(fields[i])); };
    if (!fields.back().empty()) {
        figures.missing.push_back({fields[0], whole(1), fields.back()});
        return;
    }
    Figure figure{fields[0], whole(1), whole(2), whole(3)};
    double* const values[] = {&figure.rate,     &figure.p50,      &figure.p99,
                              &figure.slowest,  &figure.fewest,   &figure.most,
                              &figure.resident, &figure.reserved, &figure.others};
    for (std::size_t i = 0; i < std::size(values); ++i) *values[i] = number_from(fields[4 + i]);
    figures.measured.push_back(figure);
}

template <typename Wanted>
std::vector<const Figure*> chosen(const std::vector<Figure>& from, const Wanted& wanted) {
    std::vector<const Figure*> found;
    for (const Figure& figure : from)
        if (wanted(figure)) found.push_back(&figure);
    std::sort(found.begin(), found.end(), [](const Figure* one, const Figure* other) {
        return one->connections < other->connections;
    });
    return found;
}

}  // namespace

std::vector<const Figure*> Figures::all_active(const std::string& model) const {
    return chosen(measured, [&](const Figure& figure) {
        return figure.model == model && figure.active == figure.connections;
    });
}

std::vector<const Figure*> Figures::few_active(const std::string& model) const {
    return chosen(measured, [&](const Figure& figure) {
        return figure.model == model && figure.active == std::min(few, figure.connections);
    });
}

bool Figures::of_windows_programs() const {
    for (const auto& [name, value] : about)
        if (name == "system" && value == "Wine") return true;
    return false;
}

std::vector<int> Figures::sizes() const {
    std::set<int> sizes;
    for (const Figure& figure : measured) sizes.insert(figure.connections);
    for (const Missing& one : missing) sizes.insert(one.connections);
    return {sizes.begin(), sizes.end()};
}

std::string to_csv(const Figures& figures) {
    std::string text;
    for (const auto& [name, value] : figures.about) text += "# " + name + ": " + value + "\n";
    text += std::string(headings) + "\n";
    for (const Figure& f : figures.measured) {
        text += f.model + "," + std::to_string(f.connections) + "," + std::to_string(f.active) +
                "," + std::to_string(f.threads);
        for (const double value :
             {f.rate, f.p50, f.p99, f.slowest, f.fewest, f.most, f.resident, f.reserved, f.others})
            text += "," + written(value);
        text += ",\n";
    }
    for (const Missing& one : figures.missing)
        text += one.model + "," + std::to_string(one.connections) + std::string(columns - 2, ',') +
                quoted(one.why) + "\n";
    return text;
}

Figures from_csv(const std::string& text) {
    Figures figures;
    std::istringstream lines(text);
    int number = 0;
    bool headed = false;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        try {
            if (line.starts_with("# ")) {
                const std::size_t colon = line.find(": ");
                if (colon == std::string::npos)
                    throw std::runtime_error("a comment without a name");
                figures.about.emplace_back(line.substr(2, colon - 2), line.substr(colon + 2));
            } else if (!headed) {
                if (line != headings) throw std::runtime_error("these are not our columns");
                headed = true;
            } else if (!line.empty()) {
                add_row(fields_of(line), figures);
            }
        } catch (const std::exception& problem) {
            throw std::runtime_error("line " + std::to_string(number) + ": " + problem.what());
        }
    }
    if (!headed) throw std::runtime_error("line 1: no columns");
    return figures;
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream input(file);
    if (!input) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(input), {}};
}

void write_text(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::filesystem::path beside = file;
    beside += ".new";
    std::ofstream output(beside);
    output << text << std::flush;
    if (!output) throw std::runtime_error("cannot write " + beside.string());
    std::filesystem::rename(beside, file);
}

}  // namespace twelve_hundred
