// Which lessons call which function.
#include "callers.h"

#include <gtest/gtest.h>

#include "text_file.h"

namespace {

TEST(Callers, Tutorial) {
    EXPECT_EQ(pages::calls_in("// not bind()\nint n = recv(sockets[i], text, 5);\n"),
              (std::set<std::string>{"recv"}));
    const auto found =
        pages::declarations_in("/// Binds.\nint bind(SOCKET s,\n         int length);\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.at("bind"), "int bind(SOCKET s, int length)");
}

TEST(Callers, WhatIsNoDeclarationIsNone) {
    EXPECT_TRUE(pages::declarations_in("#define s_addr S_un.S_addr\nusing F = void (*)(int);\n"
                                       "inline int one() { return 1; }\n")
                    .empty());
}

TEST(Callers, TheFunctionsOfTheModelAreFound) {
    const auto found =
        pages::declarations_in(pages::read_text(SOURCE_TREE, "winsock/include/winsock2.h"));
    for (const char* name : {"WSAEventSelect", "WSAEnumNetworkEvents", "WSAWaitForMultipleEvents",
                             "WSACreateEvent", "accept", "recv", "send", "closesocket"}) {
        EXPECT_TRUE(found.contains(name)) << name;
    }
}

}  // namespace
