#include "options.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include "words.h"

namespace twelve_hundred {

namespace {

constexpr int most_connections = 100'000;

double number_from(const std::string& option, const std::string& typed, double least, double most) {
    double value = 0;
    const char* const end = typed.data() + typed.size();
    const auto parsed = std::from_chars(typed.data(), end, value);
    // "nan" is a number for from_chars, and neither less nor more than any.
    const bool within = value >= least && value <= most;
    if (parsed.ec != std::errc() || parsed.ptr != end || !within) {
        char from[20];
        std::snprintf(from, sizeof from, "%g", least);
        throw WrongOption(option + " takes a number from " + from + " to " +
                          with_commas(static_cast<long>(most)) + ", not \"" + typed + "\"");
    }
    return value;
}

std::vector<std::string> listed(const std::string& typed) {
    std::vector<std::string> parts(1);
    for (const char c : typed) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

int whole_number_from(const std::string& option, const std::string& typed, int least, int most) {
    const double number = number_from(option, typed, least, most);
    if (number != static_cast<int>(number))
        throw WrongOption(option + " takes whole numbers, not \"" + typed + "\"");
    return static_cast<int>(number);
}

std::vector<int> sizes_from(const std::string& option, const std::string& typed) {
    std::vector<int> sizes;
    for (const std::string& size : listed(typed))
        sizes.push_back(whole_number_from(option, size, 1, most_connections));
    std::sort(sizes.begin(), sizes.end());
    sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    return sizes;
}

// Of those that there are natively, or on Wine.
std::vector<const Model*> models_from(const std::string& typed, const std::vector<Model>& from) {
    std::vector<const Model*> models;
    for (const std::string& key : listed(typed)) {
        const auto model = std::find_if(from.begin(), from.end(),
                                        [&](const Model& one) { return one.key == key; });
        if (model == from.end()) {
            std::vector<std::string> keys;
            for (const Model& one : from) keys.emplace_back(one.key);
            throw WrongOption("there is no model \"" + key + "\" here; there are " + joined(keys));
        }
        if (std::find(models.begin(), models.end(), &*model) == models.end())
            models.push_back(&*model);
    }
    return models;
}

}  // namespace

const char* const usage =
    "usage: twelve_hundred [OPTIONS]\n"
    "  --quick            about a minute: fewer sizes, less time for each\n"
    "  --sizes 60,1260    these numbers of connections\n"
    "  --models epoll,... these servers\n"
    "  --seconds S        that each works, with each number of active clients\n"
    "  --cpu N            the CPU that all of it shares\n"
    "  --server PROGRAM   lesson 22's server\n"
    "  --no-server WHY    there is none\n"
    "  --wine RUN         Windows programs, started by this (tests/wine/run)\n"
    "  --windows-programs FOLDER  where they are\n"
    "  --output FOLDER    where figures.csv and plot.svg go\n"
    "  --about NAME=TEXT  a comment for figures.csv\n"
    "  --redraw FILE.csv  measures nothing; draws and explains these figures\n";

Options parse(const std::vector<std::string>& words) {
    Options options;
    options.plan.no_server = "no --server was named";
    std::vector<int> sizes;
    std::optional<std::string> models;
    double seconds = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& name = words[i];
        if (name == "--quick" || name == "--help") {
            (name == "--help" ? options.help : options.quick) = true;
            continue;
        }
        if (!name.starts_with("--")) throw WrongOption("\"" + name + "\" is one word too many");
        if (i + 1 == words.size()) throw WrongOption("no value for " + name);
        const std::string& value = words[++i];
        if (name == "--sizes") {
            sizes = sizes_from(name, value);
        } else if (name == "--models") {
            models = value;
        } else if (name == "--seconds") {
            seconds = number_from(name, value, 0.05, 60);
        } else if (name == "--cpu") {
            options.plan.cpu = whole_number_from(name, value, 0, 1023);
        } else if (name == "--server") {
            options.plan.server = value;
            options.plan.no_server.clear();
        } else if (name == "--no-server") {
            options.plan.no_server = value;
        } else if (name == "--wine") {
            options.plan.wine = value;
            options.about.emplace_back("system", "Wine");
        } else if (name == "--windows-programs") {
            options.plan.windows_programs = value;
        } else if (name == "--output") {
            options.output = value;
        } else if (name == "--redraw") {
            options.redraw = value;
        } else if (name == "--about") {
            const std::size_t equals = value.find('=');
            if (equals == std::string::npos)
                throw WrongOption("--about takes NAME=TEXT, not \"" + value + "\"");
            options.about.emplace_back(value.substr(0, equals), value.substr(equals + 1));
        } else {
            throw WrongOption("there is no option " + name);
        }
    }
    if (options.quick) {
        options.plan.sizes = {60, 1260, 5040};
        options.plan.seconds = 0.6;
    }
    const auto& there_are = options.plan.wine.empty() ? all_models() : windows_models();
    if (models) {
        options.plan.models = models_from(*models, there_are);
    } else {
        for (const Model& model : there_are) options.plan.models.push_back(&model);
    }
    if (!sizes.empty()) options.plan.sizes = sizes;
    if (seconds > 0) options.plan.seconds = seconds;
    return options;
}

// The clients take one each, in a process of their own; so does the server, and some more for its
// threads.
std::size_t descriptors_for(int connections) {
    return static_cast<std::size_t>(connections) +
           3 * static_cast<std::size_t>(workers_for(connections)) + 64;
}

std::string fit_to_descriptors(Plan& plan, std::size_t descriptors) {
    const auto fits = [&](int size) { return descriptors_for(size) <= descriptors; };
    const auto too_large = std::find_if_not(plan.sizes.begin(), plan.sizes.end(), fits);
    if (too_large == plan.sizes.end()) return "";
    std::string why =
        "A process may open " + with_commas(static_cast<long>(descriptors)) +
        " descriptors here, so " + with_commas(*too_large) +
        " connections and more are left out. To measure them, too: as root, ulimit -Hn " +
        std::to_string(descriptors_for(plan.sizes.back())) + ", then start again from that shell.";
    plan.sizes.erase(too_large, plan.sizes.end());
    return why;
}

}  // namespace twelve_hundred
