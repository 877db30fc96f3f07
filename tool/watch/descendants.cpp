#include "watch/descendants.h"

#ifdef __linux__
#include <dirent.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include "stage/loop.h"
#endif

namespace out_of_step::descendants {

#ifdef __linux__

namespace {

struct Process {
    pid_t parent = 0;
    char state = 0;
};

// Every process of this system. One that ends meanwhile is left out.
std::map<pid_t, Process> all_processes() {
    std::map<pid_t, Process> all;
    DIR* folder = opendir("/proc");
    if (folder == nullptr) return all;
    while (const dirent* entry = readdir(folder)) {
        const auto id = static_cast<pid_t>(std::atol(entry->d_name));
        if (id <= 0) continue;
        std::ifstream file("/proc/" + std::to_string(id) + "/stat");
        std::string line;
        std::getline(file, line);
        const std::size_t name_end = line.rfind(") ");  // a name may hold anything
        if (name_end == std::string::npos) continue;
        all[id] = {static_cast<pid_t>(std::atol(line.c_str() + name_end + 4)), line[name_end + 2]};
    }
    closedir(folder);
    return all;
}

bool descends_from_us(const std::map<pid_t, Process>& all, pid_t process) {
    // No chain is longer than there are processes; one that was read while it changed might be.
    for (std::size_t steps = 0; steps < all.size(); ++steps) {
        const auto found = all.find(process);
        if (found == all.end()) return false;
        process = found->second.parent;
        if (process == getpid()) return true;
    }
    return false;
}

}  // namespace

void adopt() { prctl(PR_SET_CHILD_SUBREAPER, 1); }

int signal_all(int signal) {
    const auto all = all_processes();
    int running = 0;
    for (const auto& [id, process] : all) {
        if (!descends_from_us(all, id)) continue;
        if (process.state == 'Z' || process.state == 'X') continue;
        ++running;
        kill(id, signal);
    }
    return running;
}

void see_off() {
    while (waitpid(-1, nullptr, WNOHANG) > 0) {
    }
}

void end_all() {
    constexpr double longest = 2;          // seconds
    constexpr unsigned between_looks = 1;  // ms
    for (const double began = now(); signal_all(SIGKILL) > 0 && now() - began < longest;) {
        see_off();
        uv_sleep(between_looks);
    }
    see_off();
}

#else

void adopt() {}

void end_all() {}

void see_off() {}

int signal_all(int) { return 0; }

#endif

}  // namespace out_of_step::descendants
