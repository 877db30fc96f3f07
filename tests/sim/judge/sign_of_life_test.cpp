#include "sim/judge/sign_of_life.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace winsock::sim;
using std::chrono::milliseconds;

namespace {

class SignOfLifeTest : public testing::Test {
protected:
    SignOfLifeTest() {
        lesson.promise("EverybodyIsServed", "").in({"A connects"});
        lesson.promise("NobodyIsLost", "").in({"A connects"});
    }

    Lesson lesson{"99_waiting"};
    std::ostringstream terminal;
    SignOfLife::Clock::time_point began = SignOfLife::Clock::now();
};

TEST_F(SignOfLifeTest, SaysNothingOfWhatIsSoonOver) {
    {
        SignOfLife sign(lesson, &terminal);
        sign.tell({0, 0, 6, 100}, began + milliseconds(3900));
    }
    EXPECT_EQ(terminal.str(), "");
}

TEST_F(SignOfLifeTest, SaysWhatIsTriedAndHowFarItIs) {
    SignOfLife sign(lesson, &terminal);
    sign.tell({1, 4, 6, 30366}, began + milliseconds(60'000));
    EXPECT_EQ(terminal.str(), "\r\x1b[KNobodyIsLost: 30366 executions, 4 of 6 scenarios done");
}

TEST_F(SignOfLifeTest, SaysItTwiceASecondAndErasesIt) {
    {
        SignOfLife sign(lesson, &terminal);
        sign.tell({0, 0, 6, 1}, began + milliseconds(60'000));
        terminal.str("");
        sign.tell({0, 0, 6, 2}, began + milliseconds(60'400));
        EXPECT_EQ(terminal.str(), "");
        sign.tell({0, 0, 6, 3}, began + milliseconds(60'500));
        EXPECT_NE(terminal.str().find("3 executions"), std::string::npos);
        terminal.str("");
    }
    EXPECT_EQ(terminal.str(), "\r\x1b[K");
}

TEST_F(SignOfLifeTest, FitsOnALine) {
    lesson.promise(std::string(100, 'x'), "").in({"A connects"});
    SignOfLife sign(lesson, &terminal);
    sign.tell({2, 0, 6, 1}, began + milliseconds(60'000));
    EXPECT_EQ(terminal.str(), "\r\x1b[K" + std::string(79, 'x'));
}

TEST_F(SignOfLifeTest, WithoutATerminalSaysNothing) {
    SignOfLife sign(lesson, nullptr);
    EXPECT_NO_THROW(sign.tell({0, 0, 6, 1}, began + milliseconds(60'000)));
}

}  // namespace
