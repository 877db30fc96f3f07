#include "bench.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "machine.h"

Options options;
std::filesystem::path programs;

namespace {

bool all_met = true;

std::string known_part(const std::string& part) {
    for (const char* const known : {"rates", "framework", "calls", "idle", "allocations"}) {
        if (part == known) return part;
    }
    throw std::runtime_error("--only is rates, framework, calls, idle or allocations, not " + part);
}

}  // namespace

void parse_options(int argc, char** argv) {
    options.csv = programs / "bench.csv";
    options.cpu = last_allowed_cpu();
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
        if (name == "--quick") {
            options.quick = true;
            options.seconds = 0.5;
            options.pairs = 1;
            options.echoes_traced = 2'000;
            options.idle_seconds = 1;
            continue;
        }
        if (!value) throw std::runtime_error("unknown option, or no value for it: " + name);
        ++i;
        if (name == "--seconds")
            options.seconds = std::atof(value);
        else if (name == "--pairs")
            options.pairs = std::max(1, std::atoi(value));
        else if (name == "--cpu")
            options.cpu = std::atoi(value);
        else if (name == "--only")
            options.only = known_part(value);
        else if (name == "--framework")
            options.framework = value;
        else if (name == "--csv")
            options.csv = value;
        else
            throw std::runtime_error("unknown option: " + name + " (see README.md)");
    }
}

void note(const char* measurement, const std::string& shape, const char* server, int pair,
          double value, const char* unit) {
    static std::ofstream csv = [] {
        std::ofstream file(options.csv);
        file << "measurement,shape,server,pair,value,unit\n";
        return file;
    }();
    csv << measurement << ",\"" << shape << "\"," << server << ',' << pair << ',' << value << ','
        << unit << '\n'
        << std::flush;
    if (!csv) throw std::runtime_error("cannot write " + options.csv.string());
}

const char* judge(bool met) {
    if (options.quick) return "not judged";
    all_met = all_met && met;
    return met ? "met" : "MISSED";
}

bool all_targets_met() { return all_met; }

std::vector<std::string> program_of(const std::string& server) {
    if (server == "framework") return {options.framework};
    return {programs / ("model_" + server)};
}

std::vector<std::string> arguments_of(const std::string& server, const Shape& shape) {
    if (server == "framework") return {};
    return {std::to_string(shape.workers)};
}
