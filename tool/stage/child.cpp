#include "stage/child.h"

#include <string_view>
#include <utility>

#include "stage/spawn.h"

namespace out_of_step {

namespace {

struct Exit {
    bool done = false;
    int code = 0;
};

void note_exit(uv_process_t* ended, std::int64_t status, int signal) {
    auto* exit = static_cast<Exit*>(ended->data);
    exit->done = true;
    exit->code = signal != 0 ? 128 + signal : static_cast<int>(status);
}

}  // namespace

Finished run_to_end(std::vector<std::string> command,
                    const std::function<void(const Finished&)>& meanwhile) {
    Loop loop;
    Finished finished;
    Exit exit;
    Pipe output(loop, [&](std::string_view text) { finished.output += text; });
    Pipe errors(loop, [&](std::string_view text) { finished.errors += text; });
    Child child;
    child.command = std::move(command);
    child.on_exit = note_exit;
    child.data = &exit;
    const Handle<uv_process_t> process = spawn(loop, std::move(child), output, errors);
    output.close_write_end();
    errors.close_write_end();
    while (!exit.done || !output.at_end() || !errors.at_end()) {
        loop.turn();
        if (meanwhile) meanwhile(finished);
    }
    finished.exit_code = exit.code;
    return finished;
}

}  // namespace out_of_step
