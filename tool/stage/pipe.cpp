#include "stage/pipe.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#ifdef __linux__
#include <fcntl.h>
#include <unistd.h>

#include <climits>
#endif

#include "stage/error.h"

namespace out_of_step {

namespace {

constexpr char filler_byte = '\x16';  // "synchronous idle": no server prints that

// One buffer for all: each piece is handled before the next one is read.
void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* buffer) {
    static std::array<char, 65536> bytes;
    *buffer = uv_buf_init(bytes.data(), static_cast<unsigned>(bytes.size()));
}

void close_file(uv_file file) {
    uv_fs_t request;
    uv_fs_close(nullptr, &request, file, nullptr);
    uv_fs_req_cleanup(&request);
}

#ifdef __linux__

// A second way into the same pipe, one that never blocks us. The flag O_NONBLOCK must not be set on
// the child's own: it would share it.
int open_without_blocking(int pipe) {
    const std::string path = "/proc/self/fd/" + std::to_string(pipe);
    return open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

// Returns the number of bytes.
std::size_t fill(int pipe) {
    std::array<char, PIPE_BUF> block{};
    block.fill(filler_byte);
    const int other = open_without_blocking(pipe);
    std::size_t filled = 0;
    // Whole blocks first, then single bytes for what is left in the last page.
    for (const std::size_t size : {block.size(), std::size_t{1}}) {
        for (ssize_t n = 0; (n = write(other, block.data(), size)) > 0;) {
            filled += static_cast<std::size_t>(n);
        }
    }
    close(other);
    return filled;
}

#endif

}  // namespace

Pipe::Pipe(Loop& loop, Reader reader) : reader_(std::move(reader)) {
    std::array<uv_file, 2> ends{};
    if (uv_pipe(ends.data(), UV_NONBLOCK_PIPE, 0) != 0) {
        throw StageError("A pipe for the server's words could not be made.");
    }
    write_end_ = ends[1];
    read_end_.reset(new uv_pipe_t);
    uv_pipe_init(loop.get(), read_end_.get(), 0);
    uv_pipe_open(read_end_.get(), ends[0]);
    read_end_->data = this;
    start_reading();
}

Pipe::~Pipe() { close_write_end(); }

void Pipe::close_write_end() {
    if (write_end_ != -1) close_file(write_end_);
    write_end_ = -1;
}

void Pipe::start_reading() {
    uv_read_start(reinterpret_cast<uv_stream_t*>(read_end_.get()), give_buffer,
                  [](uv_stream_t* from, ssize_t count, const uv_buf_t* buffer) {
                      static_cast<Pipe*>(from->data)->on_read(count, buffer->base);
                  });
}

void Pipe::on_read(ssize_t count, const char* bytes) {
    if (count < 0) {
        at_end_ = true;
        uv_read_stop(reinterpret_cast<uv_stream_t*>(read_end_.get()));
        return;
    }
    std::string words(bytes, static_cast<std::size_t>(count));
    if (filler_ > 0) {
        const auto is_filler = [this](char byte) {
            if (byte != filler_byte || filler_ == 0) return false;
            --filler_;
            return true;
        };
        words.erase(std::remove_if(words.begin(), words.end(), is_filler), words.end());
    }
    if (!words.empty()) reader_(words);
}

void Pipe::stop_up() {
#ifdef __linux__
    uv_read_stop(reinterpret_cast<uv_stream_t*>(read_end_.get()));
    filler_ += fill(write_end_);
#else
    throw StageError("The server's words cannot be held back on this system: that needs Linux.");
#endif
}

void Pipe::open_up() { start_reading(); }

}  // namespace out_of_step
