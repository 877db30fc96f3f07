// See proc(5): net/tcp, PID/stat, PID/task/TID/status, PID/fd.
#ifdef __linux__

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "stage/os_view.h"

namespace out_of_step::os_view {

namespace {

namespace fs = std::filesystem;

constexpr unsigned state_established = 0x01;
constexpr unsigned state_close_wait = 0x08;
constexpr unsigned state_listen = 0x0a;

struct Row {
    unsigned local_port = 0;
    unsigned remote_port = 0;
    unsigned state = 0;
    TcpEnd end;
};

std::optional<Row> parse_row(const char* line) {
    Row row;
    unsigned local_address = 0;
    unsigned long unacknowledged = 0;
    unsigned long unread = 0;
    unsigned long inode = 0;
    // sl local remote st tx:rx tr:when retrnsmt uid timeout inode
    const int found = std::sscanf(line, "%*d: %x:%x %*x:%x %x %lx:%lx %*x:%*x %*x %*u %*d %lu",
                                  &local_address, &row.local_port, &row.remote_port, &row.state,
                                  &unacknowledged, &unread, &inode);
    if (found != 7) return std::nullopt;
    row.end = {row.state == state_established, row.state == state_close_wait, unacknowledged,
               unread, inode};
    return row;
}

template <class Visitor>
void visit_rows(Visitor visit) {
    std::ifstream table("/proc/net/tcp");
    std::string line;
    std::getline(table, line);  // the headings
    while (std::getline(table, line)) {
        const std::optional<Row> row = parse_row(line.c_str());
        if (row && visit(*row)) return;
    }
}

// The table changes while it is read, and a row can escape one look. So look more than once.
template <class Visitor>
void visit_listeners(Visitor visit) {
    for (int look = 0; look < 3; ++look) {
        visit_rows([&](const Row& row) {
            if (row.state == state_listen) visit(row);
            return false;
        });
    }
}

// Takes "State: S" and the two counts of context switches of one thread into the sum.
bool add_thread(const fs::path& thread, Activity& sum) {
    std::ifstream status(thread / "status");
    bool seen = false;
    std::string line;
    while (std::getline(status, line)) {
        std::istringstream words(line);
        std::string key;
        words >> key;
        if (key == "State:") {
            std::string state;
            words >> state;
            sum.all_asleep = sum.all_asleep && state == "S";
            seen = true;
        } else if (key == "voluntary_ctxt_switches:" || key == "nonvoluntary_ctxt_switches:") {
            std::uint64_t switches = 0;
            words >> switches;
            sum.switches += switches;
        }
    }
    return seen;
}

std::optional<double> cpu_seconds_of(const fs::path& process) {
    std::ifstream stat(process / "stat");
    std::string text;
    std::getline(stat, text);
    // The name stands in brackets and may hold anything; utime and stime are 12 fields behind it.
    const std::size_t behind_name = text.rfind(')');
    if (behind_name == std::string::npos) return std::nullopt;
    std::istringstream fields(text.substr(behind_name + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// "WINEPREFIX=/tmp/...", as the process was started with it: each run under Wine has its own.
std::string wine_prefix_of(const fs::path& process) {
    std::ifstream environment(process / "environ");
    for (std::string one; std::getline(environment, one, '\0');) {
        if (one.starts_with("WINEPREFIX=")) return one;
    }
    return "";
}

template <class Visitor>
void visit_processes(Visitor visit) {
    std::error_code error;
    for (fs::directory_iterator folder("/proc", error), end; !error && folder != end;
         folder.increment(error)) {
        const std::string name = folder->path().filename();
        int process = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), process);
        const bool is_process = parsed.ec == std::errc() && parsed.ptr == name.data() + name.size();
        if (is_process) visit(process, folder->path());
    }
}

}  // namespace

bool has_eyes() { return true; }

std::optional<TcpEnd> tcp_end(int local_port, int remote_port) {
    std::optional<TcpEnd> found;
    visit_rows([&](const Row& row) {
        if (row.local_port == static_cast<unsigned>(local_port) &&
            row.remote_port == static_cast<unsigned>(remote_port)) {
            found = row.end;
        }
        return found.has_value();
    });
    return found;
}

bool any_socket_on(int local_port) {
    bool found = false;
    visit_rows([&](const Row& row) {
        found = found || row.local_port == static_cast<unsigned>(local_port);
        return found;
    });
    return found;
}

int port_listened_on_by(int process) {
    unsigned port = 0;
    visit_listeners([&](const Row& row) {
        const bool lower = port == 0 || row.local_port < port;
        if (lower && holds(process, row.end.inode)) port = row.local_port;
    });
    return static_cast<int>(port);
}

std::optional<Program> program_listening_on(int port) {
    std::uint64_t inode = 0;
    visit_listeners([&](const Row& row) {
        if (row.local_port == static_cast<unsigned>(port)) inode = row.end.inode;
    });
    if (inode == 0) return std::nullopt;
    for (const int process : holders_of(inode)) {
        std::error_code error;
        const fs::path link = fs::path("/proc") / std::to_string(process) / "exe";
        const fs::path path = fs::read_symlink(link, error);
        if (!error) return Program{process, path.string()};
    }
    return std::nullopt;
}

std::optional<Activity> activity_of(int process) {
    const fs::path folder = fs::path("/proc") / std::to_string(process);
    const std::optional<double> cpu = cpu_seconds_of(folder);
    if (!cpu) return std::nullopt;
    Activity activity{true, 0, *cpu};
    bool any_thread = false;
    std::error_code error;
    for (fs::directory_iterator thread(folder / "task", error), end; !error && thread != end;
         thread.increment(error)) {
        any_thread = add_thread(thread->path(), activity) || any_thread;
    }
    if (!any_thread) return std::nullopt;
    return activity;
}

bool holds(int process, std::uint64_t inode) {
    const std::string wanted = "socket:[" + std::to_string(inode) + "]";
    const fs::path folder = fs::path("/proc") / std::to_string(process) / "fd";
    std::error_code error;
    for (fs::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        if (fs::read_symlink(file->path(), gone) == wanted) return true;
    }
    return false;
}

std::optional<int> wineserver_of(int process) {
    const std::string prefix = wine_prefix_of(fs::path("/proc") / std::to_string(process));
    if (prefix.empty()) return std::nullopt;
    std::optional<int> found;
    visit_processes([&](int other, const fs::path& folder) {
        std::ifstream file(folder / "comm");
        std::string name;
        if (std::getline(file, name) && name.starts_with("wineserver") &&
            wine_prefix_of(folder) == prefix) {
            found = other;
        }
    });
    return found;
}

std::optional<std::size_t> memory_of(int process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    std::size_t size = 0;
    std::size_t resident = 0;  // in pages
    if (!(file >> size >> resident)) return std::nullopt;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::vector<int> holders_of(std::uint64_t inode) {
    std::vector<int> holders;
    visit_processes([&](int process, const fs::path&) {
        if (holds(process, inode)) holders.push_back(process);
    });
    return holders;
}

}  // namespace out_of_step::os_view

#endif
