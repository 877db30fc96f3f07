#include "trial.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>

#include "machine.h"

namespace {

constexpr auto time_to_start = std::chrono::seconds(20);
constexpr auto time_to_end = std::chrono::seconds(1);

std::vector<std::string> with_port(std::vector<std::string> command, int port,
                                   const std::vector<std::string>& arguments) {
    command.push_back(std::to_string(port));
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

}  // namespace

Counted parse_report(const std::string& line) {
    Counted counted;
    const std::pair<const char*, double*> fields[] = {
        {"total", &counted.total}, {"seconds", &counted.seconds}, {"p50", &counted.p50},
        {"p99", &counted.p99},     {"max", &counted.max},         {"least", &counted.least},
        {"most", &counted.most}};
    std::istringstream words(line);
    std::string name;
    for (double value = 0; words >> name >> value;)
        for (const auto& [field, where] : fields)
            if (name == field) *where = value;
    if (counted.total <= 0 || counted.seconds <= 0)
        throw std::runtime_error("load reported no echo: " + line);
    return counted;
}

Trial::Trial(std::vector<std::string> command, const std::vector<std::string>& arguments, int cpu)
    : cpu_(cpu),
      port_(free_port()),
      server_(with_port(std::move(command), port_, arguments), cpu, Process::Output::to_nobody) {
    const auto give_up = std::chrono::steady_clock::now() + time_to_start;
    while (!is_listening(port_)) {
        if (server_.has_ended()) fail("it does not listen");
        if (std::chrono::steady_clock::now() > give_up) fail("it does not listen after 20 s");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

void Trial::fail(const std::string& what) {
    // Whoever's server has just ended may hear of it before we do.
    if (what.find("closed") != std::string::npos || what.find("reset") != std::string::npos) {
        const auto give_up = std::chrono::steady_clock::now() + time_to_end;
        while (!server_.has_ended() && std::chrono::steady_clock::now() < give_up)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    std::string why = what;
    if (server_.has_ended()) why = "the server has ended (" + server_.how_it_ended() + ")";
    const std::string words = server_.last_words();
    throw std::runtime_error(words.empty() ? why : why + "; it says: " + words);
}

void Trial::connect(const std::string& load, int connections, int patience) {
    patience_ = patience;
    load_.emplace(std::vector<std::string>{load, std::to_string(port_), "--connections",
                                           std::to_string(connections), "--patience",
                                           std::to_string(patience)},
                  cpu_);
    what_load_says(120, "to connect and to answer everybody once");
}

std::string Trial::what_load_says(double seconds, const std::string& doing) {
    std::string line;
    try {
        line = load_->read_line(seconds);
    } catch (const TimedOut&) {
        fail(doing + " takes longer than " + std::to_string(std::lround(seconds)) + " s");
    }
    if (line.starts_with("failed: ")) fail(line.substr(8));
    return line;
}

std::string Trial::answer(const std::string& command, double seconds) {
    load_->write_line(command);
    return what_load_says(seconds, "to answer all active clients");
}

void Trial::activate(int active, double warm_up_seconds) {
    const std::string choose = "active " + std::to_string(active);
    answer(choose, 10);
    slice(warm_up_seconds);
    answer(choose, 10);
}

void Trial::slice(double seconds) {
    answer("slice " + std::to_string(seconds), seconds + 3 * patience_);
}

void Trial::echoes(int count) { answer("echoes " + std::to_string(count), 120); }

Counted Trial::report() { return parse_report(answer("report", 20)); }

void Trial::close() {
    load_->write_line("close");
    if (load_->end(0, 20) != 0) what_load_says(1, "to look whether all are still connected");
    server_.end(SIGKILL, 20);
}

double slice_seconds(int active) { return std::max(0.1, active * 50e-6); }

bool raise_descriptor_limit(std::size_t needed) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < needed) {
        rlimit higher{needed, needed};  // root may
        if (setrlimit(RLIMIT_NOFILE, &higher) == 0) return true;
    }
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= needed;
}
