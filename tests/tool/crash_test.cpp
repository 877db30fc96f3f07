// What a learner reads whose server has crashed: the mistake and the line, not the whole report.
#include <gtest/gtest.h>

#include <string>

#include "fixture_tree.h"

namespace {

using namespace out_of_step;

// A server that never comes so far; the mistake is in line 8. The words come from outside, so that
// the compiler knows nothing better.
std::string server_with(const std::string& mistake) {
    return "#include <cstdlib>\n#include <cstdio>\n#include <cstring>\n#include <vector>\n\n"
           "int main(int argc, char* argv[]) {\n"
           "    char text[16]; std::vector<int> numbers(16); int big = 16 * argc;\n    " +
           mistake +
           "\n"
           "    std::printf(\"%s%d%s\", text, numbers[0], argv[0]);\n}\n";
}

// A run of it, built with the sanitizers of the study build.
Finished run_with(const FixtureTree& tree, const std::string& mistake) {
    tree.write("lessons/01_first/server.cpp", server_with(mistake));
    tree.configure("-g -fsanitize=address,undefined -fno-sanitize-recover=all");
    return tree.lab({"run", "1"});
}

// As it would stand on one endless line.
std::string unwrapped(std::string text) {
    for (char& byte : text) {
        if (byte == '\n') byte = ' ';
    }
    return text;
}

void expect_in(const std::string& part, const std::string& text) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
}

constexpr const char* report = "build/lessons/01_first/server.stderr.txt";

TEST(Crash, TutorialTheMistakeAndTheLineAreShown) {
    const FixtureTree tree;
    const Finished lab = run_with(tree, "std::memset(text, 1, (size_t)big);");
    expect_in("  server  (has ended)\n  stderr  (a report of AddressSanitizer)\nBroken.\n",
              lab.output);
    expect_in(
        "because the server has ended: stack-buffer-overflow in lessons/01_first/server.cpp:8, "
        "says AddressSanitizer. Everything that it wrote to stderr is in   " +
            std::string(report) + " ",
        unwrapped(lab.output));
    EXPECT_EQ(lab.output.find("#0"), std::string::npos) << lab.output;
    expect_in("ERROR: AddressSanitizer: stack-buffer-overflow", tree.read(report));
    expect_in("SUMMARY: AddressSanitizer: stack-buffer-overflow", tree.read(report));
    EXPECT_EQ(lab.exit_code, 1);
}

TEST(Crash, UndefinedBehaviour) {
    const FixtureTree tree;
    const Finished lab = run_with(tree, "text[big] = 1;");
    expect_in("has ended: index 32 out of bounds for type 'char", unwrapped(lab.output));
    expect_in("in lessons/01_first/server.cpp:8, says UndefinedBehaviorSanitizer.",
              unwrapped(lab.output));
}

// The place where it is found is the library's, and it takes an option to be told the stack.
TEST(Crash, WhatTheLibraryFindsIsTheLearnersLine) {
    const FixtureTree tree;
    expect_in("abort in lessons/01_first/server.cpp:8, says AddressSanitizer.",
              unwrapped(run_with(tree, "numbers.at((size_t)big) = 1;").output));
    expect_in("in lessons/01_first/server.cpp:8, says UndefinedBehaviorSanitizer.",
              unwrapped(run_with(tree, "std::vector<int> none; none[0] = 1;").output));
}

TEST(Crash, WithoutAReportItsLastLineIsShown) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "crashes");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    expect_in("  stderr  something is very wrong\nBroken.\n", lab.output);
    expect_in("\nThe server ended during the act of A: abort, something is\nvery wrong\n",
              lab.output);
    EXPECT_EQ(lab.output.find("Everything that it wrote"), std::string::npos) << lab.output;
    EXPECT_EQ(lab.exit_code, 1);
}

TEST(Crash, WhatItWroteIsShownHarmlessly) {
    const FixtureTree tree;
    tree.write(
        "lessons/01_first/server.cpp",
        "#include <cstdio>\nint main() { std::fputs(\"\\x1b[2Joh\\n\", stderr); return 3; }\n");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    expect_in("because the server has ended: exit code 3, \\x1b[2Joh ", unwrapped(lab.output));
    EXPECT_EQ(lab.output.find('\x1b'), std::string::npos);
}

TEST(Crash, WhatIsTooLongToBeShownIsKept) {
    const FixtureTree tree;
    tree.write_server("lessons/01_first", "is_stopped_by_a_sanitizer");
    tree.configure();
    const Finished lab = tree.lab({"run", "1"});
    expect_in("  stderr  one of many lines\n  stderr  ... (and it goes on)\nBroken.\n", lab.output);
    expect_in("Everything that it wrote to stderr is in\n  " + std::string(report) + "\n",
              lab.output);
    expect_in("==1==ABORTING", tree.read(report));
}

}  // namespace
