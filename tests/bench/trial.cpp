#include "bench.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sched.h>

Options options;
std::filesystem::path programs;

namespace {

bool all_met = true;

int last_allowed_cpu() {
    cpu_set_t cpus;
    if (sched_getaffinity(0, sizeof cpus, &cpus) != 0)
        throw std::runtime_error("sched_getaffinity failed");
    int last = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        if (CPU_ISSET(static_cast<std::size_t>(cpu), &cpus)) last = cpu;
    return last;
}

std::vector<std::string> load_command(const Shape& shape, const std::string& port,
                                      const std::vector<std::string>& work) {
    std::vector<std::string> command{programs / "load",
                                     port,
                                     "--hold",
                                     "--connections",
                                     std::to_string(shape.connections),
                                     "--active",
                                     std::to_string(shape.active)};
    command.insert(command.end(), work.begin(), work.end());
    return command;
}

std::string known_part(const std::string& part) {
    for (const char* const known : {"rates", "calls", "idle", "allocations"}) {
        if (part == known) return part;
    }
    throw std::runtime_error("--only is rates, calls, idle or allocations, not " + part);
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

Trial::Trial(const char* name, const Shape& shape, const std::vector<std::string>& work)
    : Trial(name, shape, work, std::to_string(free_port())) {}

Trial::Trial(const char* name, const Shape& shape, const std::vector<std::string>& work,
             const std::string& port)
    : server({programs / name, port, std::to_string(shape.workers)}, options.cpu),
      load(load_command(shape, port, work), options.cpu) {
    load.read_line(30);  // "connected"
}

void Trial::close() {
    load.write_line();
    load.finish(10);
    server.end(SIGTERM, 10);
}

Result parse_result(const std::string& line) {
    Result result;
    const std::pair<const char*, double*> fields[] = {
        {"total", &result.total}, {"seconds", &result.seconds}, {"p50", &result.p50},
        {"p99", &result.p99},     {"max", &result.max},         {"least", &result.least},
        {"most", &result.most}};
    std::istringstream words(line);
    std::string name;
    for (double value = 0; words >> name >> value;)
        for (const auto& [field, where] : fields)
            if (name == field) *where = value;
    if (result.total == 0) throw std::runtime_error("load reported no echo: " + line);
    result.rate = result.total / result.seconds;
    return result;
}
