#include "ways_to_save.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace out_of_step::save {

namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, int flags, const std::string& text) {
    const int open_file = open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
    const auto size = static_cast<ssize_t>(text.size());
    const bool written =
        ::write(open_file, text.data(), text.size()) == size && ftruncate(open_file, size) == 0;
    close(open_file);
    if (!written) throw std::runtime_error("cannot write " + file.string());
}

fs::path beside(const fs::path& file, const char* ending) { return file.string() + ending; }

void by_truncating(const fs::path& file, const std::string& text) { write(file, O_TRUNC, text); }

// VS Code's atomic save, and others.
void by_moving_another_there(const fs::path& file, const std::string& text) {
    write(beside(file, ".new"), O_TRUNC, text);
    fs::rename(beside(file, ".new"), file);
}

// vim's and emacs' way: the old one becomes the backup.
void by_making_a_backup(const fs::path& file, const std::string& text) {
    std::error_code not_there;
    fs::rename(file, beside(file, "~"), not_there);
    write(file, O_EXCL, text);
}

void by_making_it_anew(const fs::path& file, const std::string& text) {
    fs::remove(file);
    write(file, O_EXCL, text);
}

void with_an_old_time(const fs::path& file, const std::string& text) {
    write(file, 0, text);
    set_time(file, 1'000'000'000 - static_cast<std::time_t>(text.size()));
}

void with_the_time_of_before(const fs::path& file, const std::string& text) {
    struct stat before {};
    if (stat(file.c_str(), &before) != 0) before.st_mtime = 1'000'000'000;
    write(file, 0, text);
    set_time(file, before.st_mtime);
}

}  // namespace

void set_time(const fs::path& file, std::time_t seconds) {
    const timespec times[] = {{seconds, 0}, {seconds, 0}};
    if (utimensat(AT_FDCWD, file.c_str(), times, 0) != 0) {
        throw std::runtime_error("cannot set the time of " + file.string());
    }
}

void in_place(const fs::path& file, const std::string& text) { write(file, 0, text); }

const std::array<Way, 7> ways{{
    {"in place", in_place},
    {"by truncating", by_truncating},
    {"by moving another there", by_moving_another_there},
    {"by making a backup", by_making_a_backup},
    {"by making it anew", by_making_it_anew},
    {"with an old time", with_an_old_time},
    {"with the time of before", with_the_time_of_before},
}};

}  // namespace out_of_step::save
