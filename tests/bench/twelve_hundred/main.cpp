// twelve_hundred: the lab of lesson 23. Measures one server beside others, says what came out, and
// draws it. ./lab run 23 builds and starts it.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "explain.h"
#include "figures.h"
#include "machine.h"
#include "measure.h"
#include "options.h"
#include "plot.h"
#include "table.h"
#include "trial.h"
#include "words.h"

namespace {

using namespace twelve_hundred;

enum ExitCode { all_measured = 0, not_all_measured = 2, interrupted = 130 };

volatile std::sig_atomic_t stop_asked = 0;

// Asked twice it ends at once; whatever it has started ends with it. A Ctrl-C comes twice by
// itself, from the terminal and from the lab command, which passes it on.
void on_signal(int signal) {
    static timespec first{};
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto later = (now.tv_sec - first.tv_sec) * 1000 + (now.tv_nsec - first.tv_nsec) / 1000000;
    if (stop_asked != 0 && later > 500) _exit(128 + signal);
    if (stop_asked == 0) first = now;
    stop_asked = signal;
}

void listen_for_signals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction action {};
        action.sa_handler = on_signal;
        action.sa_flags = SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

// One line of a terminal, written again and again; nothing elsewhere.
class Progress {
public:
    void show(const std::string& doing, double done) {
        using namespace std::chrono;
        if (!terminal_) return;
        const double seconds = duration<double>(steady_clock::now() - began_).count();
        std::string left;
        if (done > 0.05) {
            const int more = static_cast<int>(seconds / done - seconds);
            char text[32];
            std::snprintf(text, sizeof text, ", %d:%02d left", more / 60, more % 60);
            left = text;
        }
        const std::string line =
            std::to_string(static_cast<int>(done * 100)) + " %" + left + ": " + doing;
        std::printf("\r%-*.*s", width(), width(), line.c_str());
        std::fflush(stdout);
    }

    void clear() {
        if (terminal_) std::printf("\r%*s\r", width(), "");
    }

private:
    // A line that is longer than the terminal would leave a part of itself behind each time.
    static int width() {
        winsize size{};
        const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
        return known ? std::min(58, size.ws_col - 1) : 58;
    }

    const bool terminal_ = isatty(STDOUT_FILENO) != 0;
    const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

std::string machine() {
    utsname system{};
    uname(&system);
    std::ifstream cpus("/proc/cpuinfo");
    std::string name = "CPU", line;
    while (std::getline(cpus, line))
        if (line.starts_with("model name")) name = line.substr(line.find(':') + 2);
    return name + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, " +
           system.sysname + " " + system.release;
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d", std::localtime(&now));
    return text;
}

std::size_t descriptors() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

void say(const std::string& text) { print(wrapped(text)); }

void explain_all(const Figures& figures) {
    if (!figures.measured.empty()) {
        print("\n" + rates_summary(figures, true) + "\n" + rates_summary(figures, false) + "\n" +
              slowest_summary(figures) + "\n" + memory_table(figures));
    }
    if (const std::string missing = what_is_missing(figures); !missing.empty())
        print("\n" + missing);
    if (figures.measured.empty()) return;
    print("\n\"About 1,200 connections at most\"\n");
    for (const std::string& paragraph : explain(figures)) {
        print("\n");
        say(paragraph);
    }
}

void keep(const Options& options, const Figures& figures) {
    if (options.output.empty() || figures.measured.empty()) return;
    write_text(options.output / "figures.csv", to_csv(figures));
    write_text(options.output / "plot.svg", plot(figures));
}

int redraw(const Options& options) {
    const Figures figures = from_csv(read_text(options.redraw));
    explain_all(figures);
    keep(options, figures);
    return all_measured;
}

// Raises the limit as far as it may, and leaves out what is still too much.
void make_room(Plan& plan) {
    raise_descriptor_limit(descriptors_for(plan.sizes.back()));
    const std::string too_few = fit_to_descriptors(plan, descriptors());
    if (plan.sizes.empty()) throw std::runtime_error(too_few);
    if (!too_few.empty()) say(too_few);
}

int run(Options& options) {
    make_room(options.plan);
    if (!options.output.empty()) std::filesystem::create_directories(options.output);
    say("This takes " + minutes_of(seconds_for(options.plan)) +
        " on a quiet machine. Ctrl-C ends it, and what there is by then is kept.");
#ifndef NDEBUG
    say("This build is not optimised: its figures say little.");
#endif
    // A machine that is busy, or slower than any that we know, does not keep somebody for ever.
    const auto give_up = std::chrono::steady_clock::now() +
                         std::chrono::duration<double>(90 + 2 * seconds_for(options.plan));
    bool too_late = false;
    Progress progress;
    auto about = options.about;
    about.insert(about.begin(), {{"date", today()}, {"machine", machine()}});
    const auto with_about = [&](Figures figures) {
        figures.about = about;
        return figures;
    };
    const Watcher watcher{
        [&](const std::string& doing, double done) { progress.show(doing, done); },
        [&](const Figures& so_far, int connections, int active) {
            progress.clear();
            const Figures figures = with_about(so_far);
            if (figures.measured.empty()) return;
            print("\n" + rates_table(figures, connections, active));
            keep(options, figures);
        },
        [&] {
            too_late = too_late || std::chrono::steady_clock::now() > give_up;
            return stop_asked != 0 || too_late;
        }};
    const Figures figures = with_about(measure(options.plan, watcher));
    progress.clear();
    explain_all(figures);
    keep(options, figures);
    if (!options.output.empty() && !figures.measured.empty()) {
        print("\nThe figures and the plot:\n  " + (options.output / "figures.csv").string() +
              "\n  " + (options.output / "plot.svg").string() + "\n");
    }
    if (stop_asked == 0 && !too_late && figures.measured.empty()) {
        say("So nothing could be measured.");
        return not_all_measured;
    }
    if (stop_asked == 0 && !too_late) return all_measured;
    if (stop_asked == 0) {
        say("This machine takes more than twice as long as it should: is it busy? That is what "
            "there was until now.");
        return not_all_measured;
    }
    say(figures.measured.empty() ? "Stopped, before anything was measured."
                                 : "Stopped. That is what there was by then.");
    return interrupted;
}

}  // namespace

int main(int argc, char** argv) try {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    Options options = parse({argv + 1, argv + argc});
    if (options.help) {
        print(usage);
        return all_measured;
    }
    if (!options.redraw.empty()) return redraw(options);
    listen_for_signals();
    if (options.plan.cpu < 0) options.plan.cpu = last_allowed_cpu();
    options.plan.programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    return run(options);
} catch (const std::exception& problem) {
    std::fflush(stdout);
    std::fputs(wrapped(std::string("twelve_hundred: ") + problem.what()).c_str(), stderr);
    return not_all_measured;
}
