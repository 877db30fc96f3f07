#include "commands/compiler_messages.h"

#include <gtest/gtest.h>

namespace {

using out_of_step::compiler_messages;

TEST(CompilerMessages, AreWithoutWhatNinjaSays) {
    EXPECT_EQ(compiler_messages("[1/3] Building a\n"
                                "FAILED: a.o \n"
                                "c++ -c /here/a.cpp\n"
                                "/here/a.cpp:1:2: error: this\n"
                                "[2/3] Building b\n"
                                "ninja: build stopped: subcommand failed.\n",
                                "/here"),
              "a.cpp:1:2: error: this\n");
}

TEST(CompilerMessages, OfTheSameFileAreThereOnce) {
    EXPECT_EQ(compiler_messages("FAILED: zero.o \n"
                                "c++ -c /here/a.cpp -o zero.o\n"
                                "/here/a.cpp:1:2: error: this\n"
                                "FAILED: garbage.o \n"
                                "c++ -c /here/a.cpp -o garbage.o\n"
                                "/here/a.cpp:1:2: error: this\n"
                                "FAILED: server.zero.so \n"
                                "c++ -shared -o server.zero.so\n"
                                "ld: a.zero.dir/a.o: undefined\n"
                                "FAILED: server.garbage.so \n"
                                "c++ -shared -o server.garbage.so\n"
                                "ld: a.garbage.dir/a.o: undefined\n"
                                "FAILED: b.o \n"
                                "c++ -c /here/b.cpp\n"
                                "/here/b.cpp:1:2: error: that\n",
                                "/here"),
              "a.cpp:1:2: error: this\n"
              "ld: a.zero.dir/a.o: undefined\n"
              "b.cpp:1:2: error: that\n");
}

TEST(CompilerMessages, AreAllThatWasSaidIfNothingIsLeft) {
    EXPECT_EQ(compiler_messages("ninja: build stopped: interrupted.\n", "/here"),
              "ninja: build stopped: interrupted.\n");
}

}  // namespace
