#include "sim/judge/apart.h"

#include <string>
#include <string_view>

#include "sim/judge/unknown_waits.h"

namespace winsock::sim {

namespace {
constexpr std::string_view error_prefix = "error ";
}

WorkerEnd run_apart(Supervisor& supervisor, const Judged& judged, std::size_t job,
                    const std::function<void(Worker&)>& work, const Supervisor::OnLine& on_line,
                    const Supervisor::Meanwhile& meanwhile) {
    std::string error;
    WorkerEnd end = supervisor.run(
        [&](InFlight& page, const Supervisor::Send& send) {
            try {
                page.job = static_cast<std::uint32_t>(job);
                Worker worker(judged, page, send);
                work(worker);
            } catch (const std::exception& failed) {
                send(std::string(error_prefix) + failed.what());
            }
        },
        [&](std::string_view line) {
            if (line.starts_with(error_prefix)) {
                error = line.substr(error_prefix.size());
            } else {
                on_line(line);
            }
        },
        meanwhile);
    if (!error.empty()) throw ModuleError(error);
    if (end.how == WorkerEnd::How::hung) {
        const std::string unknown = unknown_waits_in(judged.module);
        if (!unknown.empty())
            end.words += "; it uses " + unknown + ", which the judge does not know";
    }
    return end;
}

}  // namespace winsock::sim
