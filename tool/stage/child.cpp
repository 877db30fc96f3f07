#include "stage/child.h"

#include <array>

#include <fmt/format.h>

#include "stage/error.h"
#include "stage/loop.h"
#include "stage/pipe.h"

namespace out_of_step {

namespace {

struct Exit {
    bool done = false;
    int code = 0;
};

std::vector<char*> for_libuv(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

Finished run_to_end(std::vector<std::string> command, const std::string& folder,
                    std::vector<std::string> environment) {
    Loop loop;
    Finished finished;
    Exit exit;
    Pipe output(loop, [&](std::string_view text) { finished.output += text; });
    Pipe errors(loop, [&](std::string_view text) { finished.errors += text; });

    std::vector<char*> arguments = for_libuv(command);
    std::vector<char*> variables = for_libuv(environment);
    std::array<uv_stdio_container_t, 3> files{};
    files[0].flags = UV_IGNORE;
    files[1].flags = UV_INHERIT_FD;
    files[1].data.fd = output.write_end();
    files[2].flags = UV_INHERIT_FD;
    files[2].data.fd = errors.write_end();

    uv_process_options_t options{};
    options.file = arguments.front();
    options.args = arguments.data();
    options.env = environment.empty() ? nullptr : variables.data();
    options.cwd = folder.empty() ? nullptr : folder.c_str();
    options.stdio_count = static_cast<int>(files.size());
    options.stdio = files.data();
    options.exit_cb = [](uv_process_t* ended, std::int64_t status, int signal) {
        auto* exit_of = static_cast<Exit*>(ended->data);
        exit_of->done = true;
        exit_of->code = signal != 0 ? 128 + signal : static_cast<int>(status);
    };
    const Handle<uv_process_t> process(new uv_process_t);
    process->data = &exit;
    const int error = uv_spawn(loop.get(), process.get(), &options);
    if (error != 0) {
        throw StageError(
            fmt::format("{} could not be started: {}.", command.front(), uv_strerror(error)));
    }
    output.close_write_end();
    errors.close_write_end();
    while (!exit.done || !output.at_end() || !errors.at_end()) loop.turn();
    finished.exit_code = exit.code;
    return finished;
}

}  // namespace out_of_step
