#include <csignal>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <uv.h>

#include "commands/commands.h"
#include "stage/error.h"
#include "watch/descendants.h"
#include "watch/keys.h"
#include "watch/lab_process.h"
#include "watch/saves.h"
#include "watch/watch_screen.h"

namespace out_of_step {

namespace {

std::string this_program() {
    std::string path(4096, '\0');
    std::size_t length = path.size();
    if (uv_exepath(path.data(), &length) != 0) {
        throw StageError("The lab command cannot find itself, to start a check.");
    }
    path.resize(length);
    return path;
}

class Watcher {
public:
    Watcher(const Lab& lab, const Lesson& lesson);

    /// Until it is told to end. Returns the signal that did, or 0.
    int watch();

private:
    void listen_to_signals();
    void note_signal(int signal);
    void watch_the_file();
    std::vector<std::string> lab_command(const std::string& command, bool with_lesson) const;
    const Lesson* next() const;

    void begin_check();
    void cancel_check();
    void conclude_check();
    void say_waiting() const { screen_.say_waiting(source_of(*lesson_, false)); }

    void obey(char key);
    void obey_between_checks(char key);
    void go_on();
    void show(const std::string& command, bool with_lesson);
    void step();
    void stand_aside();

    const Lab& lab_;
    const Lesson* lesson_;
    const std::string program_ = this_program();
    const WatchScreen screen_;
    Loop loop_{Loop::Heartbeat::no};
    std::vector<Handle<uv_signal_t>> signals_;
    std::optional<Keys> keys_;
    std::optional<Saves> saves_;
    std::optional<LabProcess> check_;

    // What has been noted while the loop turned, and not been acted upon yet.
    int signal_ = 0;
    bool saved_ = false;
    bool missing_ = false;
    std::string typed_;

    char after_the_check_ = 0;  // a key
    bool in_front_ = false;     // Ctrl-C is for the command that has the terminal
    bool quit_ = false;
};

Watcher::Watcher(const Lab& lab, const Lesson& lesson) : lab_(lab), lesson_(&lesson) {
    descendants::adopt();
    listen_to_signals();
    if (screen_.has_keys()) keys_.emplace(loop_, [this](char key) { typed_ += key; });
    watch_the_file();
}

void Watcher::listen_to_signals() {
    std::vector<int> signals{SIGINT, SIGTERM, SIGHUP};
#ifndef _WIN32
    signals.insert(signals.end(), {SIGQUIT, SIGCONT});
#endif
    for (const int signal : signals) {
        Handle<uv_signal_t>& handle = signals_.emplace_back(new uv_signal_t);
        uv_signal_init(loop_.get(), handle.get());
        handle->data = this;
        uv_signal_start(
            handle.get(),
            [](uv_signal_t* caught, int number) {
                static_cast<Watcher*>(caught->data)->note_signal(number);
            },
            signal);
    }
}

void Watcher::note_signal(int signal) {
#ifndef _WIN32
    if (signal == SIGQUIT && in_front_) return;
    if (signal == SIGCONT) {
        // Whoever had the terminal meanwhile may have changed it.
        if (keys_ && !in_front_) {
            keys_->pause();
            keys_->resume();
        }
        return;
    }
#endif
    if (signal == SIGINT && in_front_) return;
    signal_ = signal;
}

void Watcher::watch_the_file() {
    saves_.emplace(loop_, lab_.root / source_of(*lesson_, false),
                   Saves::Listener{[this] { saved_ = true; }, [this] { missing_ = true; }});
}

std::vector<std::string> Watcher::lab_command(const std::string& command, bool with_lesson) const {
    std::vector<std::string> words{
        program_, "--root", lab_.root.string(), "--build", lab_.build.string(), command};
    if (with_lesson) words.push_back(lesson_->number);
    return words;
}

const Lesson* Watcher::next() const {
    const Lesson* next = lesson_ + 1;  // they are in their order
    return next == lab_.course.lessons.data() + lab_.course.lessons.size() ? nullptr : next;
}

int Watcher::watch() {
    begin_check();
    while (signal_ == 0 && !quit_) {
        loop_.turn();
        if (check_ && !check_->is_running()) conclude_check();
        if (std::exchange(missing_, false)) {
            cancel_check();
            screen_.say_missing(source_of(*lesson_, false));
        }
        if (saved_) begin_check();
        for (const char key : std::exchange(typed_, "")) {
            if (signal_ == 0 && !quit_) obey(key);
        }
    }
    cancel_check();
    return signal_;
}

void Watcher::begin_check() {
    cancel_check();
    saved_ = false;
    if (signal_ != 0 || !saves_->take()) return;  // if it stays away, that is going to be noted
    screen_.say_check(*lesson_);
    check_.emplace(loop_, lab_command("check", true), LabProcess::Where::apart);
}

void Watcher::cancel_check() {
    if (!check_) return;
    check_.reset();
    if (signal_ == 0 && !quit_) screen_.say_cancelled();
}

void Watcher::conclude_check() {
    const int code = check_->exit_code();
    check_.reset();
    screen_.say_verdict(code, *lesson_, next());
    say_waiting();
    saves_->read_soon();  // whatever has been seen of the file: is it still what was checked?
    const char key = std::exchange(after_the_check_, '\0');
    if (key != 0) obey_between_checks(key);
}

void Watcher::obey(char key) {
    switch (key) {
        case 'q':
        case Keys::end: quit_ = true; break;
        case Keys::ctrl_c: signal_ = SIGINT; break;
        case Keys::ctrl_z: stand_aside(); break;
        case 'c':
        case '\r':
        case '\n': begin_check(); break;
        case 'n': go_on(); break;
        default:
            // What it shows must not get mixed up with the check.
            if (check_) {
                after_the_check_ = key;
            } else {
                obey_between_checks(key);
            }
    }
}

void Watcher::obey_between_checks(char key) {
    switch (key) {
        case 'h': show("hint", true); break;
        case 'l': show("list", false); break;
        case 's': step(); break;
        case '?': screen_.say_keys(); break;
        default: return;
    }
    say_waiting();
}

void Watcher::go_on() {
    if (next() == nullptr) {
        if (check_) return;
        screen_.say_last(*lesson_);
        say_waiting();
        return;
    }
    cancel_check();
    lesson_ = next();
    watch_the_file();
    begin_check();
}

void Watcher::show(const std::string& command, bool with_lesson) {
    const LabProcess process(loop_, lab_command(command, with_lesson), LabProcess::Where::apart);
    while (process.is_running() && signal_ == 0) loop_.turn();
}

void Watcher::step() {
    keys_->pause();
    in_front_ = true;
    {
        const LabProcess process(loop_, lab_command("step", true), LabProcess::Where::in_front);
        while (process.is_running() && signal_ == 0) loop_.turn();
    }
    in_front_ = false;
    keys_->resume();
}

// As Ctrl-Z does where it is no key.
void Watcher::stand_aside() {
#ifndef _WIN32
    keys_->pause();
    uv_kill(0, SIGTSTP);  // all that the shell has started with us
    keys_->resume();
#endif
}

}  // namespace

int watch_lesson(const Lab& lab, const std::string& named) {
    const Lesson& lesson = lesson_meant(lab, named, "watch");
    // What is wrong with the scenes is said once, not at each save.
    for (const Promise& promise : lesson.live) scene_of(lesson, promise);
    const int signal = Watcher(lab, lesson).watch();
    if (signal != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    return exit_kept;
}

}  // namespace out_of_step
