#pragma once

#include <cstddef>
#include <functional>

#include "sim/judge/supervisor.h"
#include "sim/judge/worker.h"

namespace winsock::sim {

/// Has a worker do something in a process of its own: loads the modules there, and does the work.
/// Lines that the worker sends come to `on_line`. `job` is what is in flight meanwhile, until the
/// work says something else, and `meanwhile` sees it. Throws ModuleError if a module cannot be
/// loaded.
WorkerEnd run_apart(Supervisor& supervisor, const Judged& judged, std::size_t job,
                    const std::function<void(Worker&)>& work, const Supervisor::OnLine& on_line,
                    const Supervisor::Meanwhile& meanwhile = {});

}  // namespace winsock::sim
