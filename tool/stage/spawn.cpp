#include "stage/spawn.h"

#include <array>

#include <fmt/format.h>

#include "stage/error.h"

namespace out_of_step {

Handle<uv_process_t> spawn(Loop& loop, Child child, const Pipe& output, const Pipe& errors) {
    std::vector<char*> arguments;
    for (std::string& word : child.command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<uv_stdio_container_t, 3> files{};
    files[0].flags = UV_IGNORE;
    files[1].flags = UV_INHERIT_FD;
    files[1].data.fd = output.write_end();
    files[2].flags = UV_INHERIT_FD;
    files[2].data.fd = errors.write_end();

    uv_process_options_t options{};
    options.file = arguments.front();
    options.args = arguments.data();
    options.stdio_count = static_cast<int>(files.size());
    options.stdio = files.data();
    options.flags = child.flags;
    options.exit_cb = child.on_exit;
    Handle<uv_process_t> process(new uv_process_t);
    process->data = child.data;
    const int error = uv_spawn(loop.get(), process.get(), &options);
    if (error != 0) {
        throw StageError(
            fmt::format("{} could not be started: {}.", child.command.front(), uv_strerror(error)));
    }
    return process;
}

}  // namespace out_of_step
