// However a file is saved, it is noticed; what changes nothing is no save.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "fixture_tree.h"
#include "watch/saves.h"
#include "ways_to_save.h"

namespace {

using namespace out_of_step;
namespace fs = std::filesystem;

constexpr double patience = 60;

// A file, and how often it has been saved as far as Saves has noticed.
class Watched {
public:
    Watched(Loop& loop, fs::path file)
        : saves_(loop, std::move(file),
                 {[this] {
                      saves_.take();
                      ++saved_;
                  },
                  [this] { ++missed_; }}) {}

    int saved() const { return saved_; }
    int missed() const { return missed_; }
    bool has(const std::string& text) const { return saves_.taken() == text; }

private:
    int saved_ = 0;
    int missed_ = 0;
    Saves saves_;
};

bool turn_until(Loop& loop, const std::function<bool()>& true_at_last) {
    const double began = now();
    while (!true_at_last()) {
        if (now() - began > patience) return false;
        loop.turn();
    }
    return true;
}

// That nothing is noticed can only be seen for a while.
void turn_for(Loop& loop, double seconds) {
    for (const double began = now(); now() - began < seconds;) loop.turn();
}

class SavesOf : public testing::Test {
protected:
    const FixtureTree tree_;
    const fs::path file_ = tree_.root() / "lessons/01_first/server.cpp";
    Loop loop_;
};

TEST_F(SavesOf, TutorialASaveIsNoticedAndTaken) {
    bool saved = false;
    Saves saves(loop_, file_, {[&] { saved = true; }, [] {}});
    save::in_place(file_, "new");
    EXPECT_TRUE(turn_until(loop_, [&] { return saved; }));
    EXPECT_NE(saves.taken(), "new");  // whoever is told decides when to take it
    EXPECT_TRUE(saves.take());
    EXPECT_EQ(saves.taken(), "new");
}

TEST_F(SavesOf, EachWayIsNoticed) {
    Watched watched(loop_, file_);
    for (const save::Way& way : save::ways) {
        for (const std::string text : {"one", "two", "a longer one", ""}) {
            const int before = watched.saved();
            way.save(file_, text);
            EXPECT_TRUE(turn_until(loop_, [&] { return watched.has(text); }))
                << way.name << ": " << text;
            EXPECT_EQ(watched.saved(), before + 1) << way.name << ": " << text;
        }
    }
    EXPECT_EQ(watched.missed(), 0);
}

TEST_F(SavesOf, EachWayIsNoticedWhereNothingIsReported) {
    // What happens behind a link is not reported for the link's folder.
    const fs::path file = tree_.root() / "elsewhere.cpp";
    fs::rename(file_, file);
    fs::create_symlink(file, file_);
    Watched watched(loop_, file_);
    for (const save::Way& way : save::ways) {
        for (const std::string text : {"one", "two"}) {
            way.save(file, text);
            EXPECT_TRUE(turn_until(loop_, [&] { return watched.has(text); }))
                << way.name << ": " << text;
        }
    }
    // And the link itself may come to lead elsewhere.
    tree_.write("third.cpp", "three");
    fs::remove(file_);
    fs::create_symlink(tree_.root() / "third.cpp", file_);
    EXPECT_TRUE(turn_until(loop_, [&] { return watched.has("three"); }));
}

TEST_F(SavesOf, WhatChangesNothingIsNoSave) {
    save::in_place(file_, "the same");
    Watched watched(loop_, file_);
    for (const save::Way& way : save::ways) {
        way.save(file_, "the same");
        turn_for(loop_, 0.15);
    }
    EXPECT_EQ(watched.saved(), 0);
    save::in_place(file_, "another");
    EXPECT_TRUE(turn_until(loop_, [&] { return watched.has("another"); }));
    EXPECT_EQ(watched.saved(), 1);
}

TEST_F(SavesOf, AHalfWrittenFileIsNotTaken) {
    Watched watched(loop_, file_);
    std::string all;
    std::ofstream file(file_, std::ios::trunc);
    for (int line = 0; line < 100; ++line) {
        const std::string text = std::to_string(line) + "\n";
        file << text << std::flush;
        all += text;
        turn_for(loop_, 0.002);
    }
    EXPECT_TRUE(turn_until(loop_, [&] { return watched.has(all); }));
}

TEST_F(SavesOf, AFileThatIsGoneIsMissedOnceAndNoticedWhenItIsBack) {
    save::in_place(file_, "text");
    Watched watched(loop_, file_);
    for (int time = 1; time <= 2; ++time) {
        fs::remove(file_);
        EXPECT_TRUE(turn_until(loop_, [&] { return watched.missed() == time; }));
        turn_for(loop_, 0.6);
        EXPECT_EQ(watched.missed(), time);
        EXPECT_EQ(watched.saved(), time - 1);
        save::in_place(file_, "text");  // the same as before: but nobody has seen it since
        EXPECT_TRUE(turn_until(loop_, [&] { return watched.saved() == time; }));
    }
}

TEST_F(SavesOf, AFileThatIsNotThereYetIsNoticed) {
    const fs::path folder = tree_.root() / "lessons/03_third";
    Watched watched(loop_, folder / "server.cpp");
    EXPECT_TRUE(turn_until(loop_, [&] { return watched.missed() == 1; }));
    fs::create_directories(folder);
    save::in_place(folder / "server.cpp", "text");
    EXPECT_TRUE(turn_until(loop_, [&] { return watched.has("text"); }));
}

// On a drive that keeps no finer time, and where nothing is reported, the second save looks like
// the first: the same size, the same time. Nothing but the bytes tells them apart.
TEST_F(SavesOf, OfTheSameSizeAtTheSameTimeIsNoticed) {
    save::in_place(file_, "one");
    Watched watched(loop_, file_);
    for (const std::string text : {"two", "six", "ten"}) {
        save::in_place(file_, text);
        save::set_time(file_, 1'000'000'000);
        EXPECT_TRUE(turn_until(loop_, [&] { return watched.has(text); })) << text;
    }
}

TEST_F(SavesOf, AThousandSavesThatAreWaitedForAreAllNoticed) {
    constexpr int files = 20;
    constexpr int saves_of_each = 50;
    std::vector<fs::path> paths;
    std::vector<std::unique_ptr<Watched>> watched;
    for (int i = 0; i < files; ++i) {
        const std::string path = "saves/" + std::to_string(i) + "/server.cpp";
        tree_.write(path, "nothing yet");
        paths.push_back(tree_.root() / path);
        watched.push_back(std::make_unique<Watched>(loop_, paths.back()));
    }
    for (int number = 1; number <= saves_of_each; ++number) {
        for (std::size_t i = 0; i < files; ++i) {
            const save::Way& way =
                save::ways[(i + static_cast<std::size_t>(number)) % save::ways.size()];
            way.save(paths[i], "number " + std::to_string(number));
        }
        for (const auto& one : watched) {
            ASSERT_TRUE(turn_until(loop_, [&] { return one->saved() >= number; })) << number;
            EXPECT_EQ(one->saved(), number);
            EXPECT_TRUE(one->has("number " + std::to_string(number)));
        }
    }
}

TEST_F(SavesOf, OfAThousandAsFastAsCanBeTheLastIsTaken) {
    Watched watched(loop_, file_);
    std::mt19937 random(1);
    for (int round = 0; round < 10; ++round) {
        std::string last;
        for (int number = 0; number < 100; ++number) {
            last = std::to_string(round * 100 + number);
            save::ways[random() % save::ways.size()].save(file_, last);
            if (random() % 4 == 0) turn_for(loop_, static_cast<double>(random() % 10) / 1000);
        }
        EXPECT_TRUE(turn_until(loop_, [&] { return watched.has(last); })) << last;
    }
}

}  // namespace
