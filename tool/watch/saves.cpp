#include "watch/saves.h"

#include <sys/stat.h>

#include <utility>

#include "whole_file.h"

namespace out_of_step {

namespace {

namespace fs = std::filesystem;

// All in milliseconds.
constexpr std::uint64_t between_looks = 250;
constexpr std::uint64_t rest = 50;
// Some drives keep time in steps of two seconds: there a second save of the same size can look like
// the first one. So what has just changed is read once more behind that.
constexpr std::uint64_t coarsest_step = 2500;

constexpr double long_missing = 1;  // seconds

// Nothing where there is no file; a file that cannot be read counts as an empty one.
std::optional<std::string> read(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;  // a pipe would not let go of us
    return read_whole_file(file).value_or("");
}

Handle<uv_timer_t> new_timer(Loop& loop, void* data) {
    Handle<uv_timer_t> timer(new uv_timer_t);
    uv_timer_init(loop.get(), timer.get());
    timer->data = data;
    return timer;
}

}  // namespace

Saves::Saves(Loop& loop, fs::path file, Listener listener)
    : file_(std::move(file)),
      listener_(std::move(listener)),
      reports_(new uv_fs_event_t),
      poll_(new_timer(loop, this)),
      settle_(new_timer(loop, this)),
      once_more_(new_timer(loop, this)) {
    uv_fs_event_init(loop.get(), reports_.get());
    reports_->data = this;
    // The folder, because a file that is moved to this place is another one. If it cannot be
    // watched, looking is enough.
    uv_fs_event_start(
        reports_.get(),
        [](uv_fs_event_t* reports, const char* name, int, int) {
            auto* saves = static_cast<Saves*>(reports->data);
            if (name == nullptr || saves->file_.filename() == name) saves->read_soon();
        },
        file_.parent_path().string().c_str(), 0);
    uv_timer_start(
        poll_.get(), [](uv_timer_t* timer) { static_cast<Saves*>(timer->data)->poll(); },
        between_looks, between_looks);
    take();
}

Saves::Stamp Saves::stamp() const {
    uv_fs_t request;
    const int error = uv_fs_stat(nullptr, &request, file_.string().c_str(), nullptr);
    const uv_stat_t& stat = request.statbuf;
    Stamp stamp;
    if (error == 0 && (stat.st_mode & S_IFMT) == S_IFREG) {
        stamp = {stat.st_dev,         stat.st_ino,          stat.st_size,
                 stat.st_mtim.tv_sec, stat.st_mtim.tv_nsec, stat.st_ctim.tv_sec,
                 stat.st_ctim.tv_nsec};
    }
    uv_fs_req_cleanup(&request);
    return stamp;
}

// The stamp comes before the bytes: what changes in between is seen by the next look.
bool Saves::take() {
    read_soon();
    taken_ = read(file_);
    missing_told_ = false;
    return taken_.has_value();
}

// A time stamp can be the same before and after a second save right behind the first: the clock of
// files has steps of some milliseconds. Once the file has had one stamp for longer, its bytes are
// those of that stamp.
void Saves::read_soon() {
    seen_ = stamp();
    uv_update_time(reports_->loop);
    uv_timer_start(
        settle_.get(), [](uv_timer_t* timer) { static_cast<Saves*>(timer->data)->settle(); }, rest,
        0);
    uv_timer_start(
        once_more_.get(), [](uv_timer_t* timer) { static_cast<Saves*>(timer->data)->settle(); },
        coarsest_step, 0);
}

void Saves::poll() {
    if (uv_is_active(reinterpret_cast<uv_handle_t*>(settle_.get())) == 0 && stamp() != seen_) {
        read_soon();
    }
    if (seen_ != Stamp{}) {
        missing_since_ = 0;
        return;
    }
    if (missing_since_ == 0) missing_since_ = now();
    if (missing_told_ || now() - missing_since_ < long_missing) return;
    missing_told_ = true;
    listener_.on_missing();
}

void Saves::settle() {
    if (stamp() != seen_) {
        read_soon();
    } else {
        compare();
    }
}

void Saves::compare() {
    const std::optional<std::string> contents = read(file_);
    if (contents && (missing_told_ || contents != taken_)) listener_.on_save();
}

}  // namespace out_of_step
