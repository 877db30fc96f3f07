#include "watch/keys.h"

#include <array>
#include <string_view>
#include <utility>

#include "stage/error.h"

namespace out_of_step {

namespace {

constexpr char escape = 27;

void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* buffer) {
    static std::array<char, 256> bytes;
    *buffer = uv_buf_init(bytes.data(), static_cast<unsigned>(bytes.size()));
}

}  // namespace

Keys::Keys(Loop& loop, std::function<void(char)> on_key) : on_key_(std::move(on_key)) {
    auto* terminal = new uv_tty_t;
    if (uv_tty_init(loop.get(), terminal, 0, 0) != 0) {
        delete terminal;
        throw StageError("The terminal's keys cannot be read.");
    }
    terminal_.reset(terminal);
    terminal_->data = this;
    resume();
}

Keys::~Keys() { pause(); }

void Keys::pause() {
    uv_read_stop(reinterpret_cast<uv_stream_t*>(terminal_.get()));
    uv_tty_set_mode(terminal_.get(), UV_TTY_MODE_NORMAL);
}

void Keys::resume() {
    uv_tty_set_mode(terminal_.get(), UV_TTY_MODE_RAW);
    uv_read_start(reinterpret_cast<uv_stream_t*>(terminal_.get()), give_buffer,
                  [](uv_stream_t* from, ssize_t count, const uv_buf_t* buffer) {
                      static_cast<Keys*>(from->data)->on_read(count, buffer->base);
                  });
}

void Keys::on_read(ssize_t count, const char* bytes) {
    if (count < 0) {
        uv_read_stop(reinterpret_cast<uv_stream_t*>(terminal_.get()));
        on_key_(end);
        return;
    }
    const std::string_view typed(bytes, static_cast<std::size_t>(count));
    if (typed.starts_with(escape)) return;  // an arrow, for example: several bytes, none for us
    for (const char key : typed) on_key_(key);
}

}  // namespace out_of_step
