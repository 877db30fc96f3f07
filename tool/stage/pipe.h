#pragma once

#include <functional>
#include <string_view>

#include "stage/loop.h"

namespace out_of_step {

/// A pipe that a child process writes into: we made it, so we can also stop it up.
class Pipe {
public:
    using Reader = std::function<void(std::string_view)>;

    /// Throws StageError if there are no more descriptors.
    Pipe(Loop& loop, Reader reader);
    ~Pipe();
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    /// The end for the child to inherit.
    uv_file write_end() const { return write_end_; }

    /// Gives up our copy of the child's end, so that the end of the child is the end of the pipe.
    void close_write_end();

    /// Everything has been read, and nobody can write any more.
    bool at_end() const { return at_end_; }

    /// Fills the pipe, so that the child's next write blocks. Throws StageError where that cannot
    /// be done.
    void stop_up();

    /// Reads on, without what it was filled with.
    void open_up();

private:
    void on_read(ssize_t count, const char* bytes);
    void start_reading();

    Handle<uv_pipe_t> read_end_;
    uv_file write_end_ = -1;
    Reader reader_;
    std::size_t filler_ = 0;  // bytes of it that are still in the pipe
    bool at_end_ = false;
};

}  // namespace out_of_step
