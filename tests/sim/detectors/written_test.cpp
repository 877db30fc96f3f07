// Array overrun, where the program writes by a function of the C library.

#include "detected.h"

namespace detected {
namespace {

/// What is found when it writes so many letters in this way, without the number of the line.
std::string written(const std::string& how, std::size_t letters) {
    Scenario scene = scenario({"A connects"});
    scene.arguments = {how, std::string(letters, 'x')};
    scene.ends = Ends::may;
    std::string found = lines(findings_of("writes_by", scene), {Detector::array_overrun});
    const std::size_t line = found.find(" in line ");
    if (line == std::string::npos) return found;
    return found.erase(line, found.find(',', line) - line);
}

TEST(ArrayOverrun, OfAMemberByStrcpy) {
    EXPECT_EQ(written("strcpy", 20), "");
    EXPECT_EQ(written("strcpy", 21),
              "array overrun |  | strcpy | 22 bytes are written, and login.code has 21 bytes left "
              "there");
    EXPECT_EQ(written("strcpy", 40),
              "array overrun |  | strcpy | 41 bytes are written, and login.code has 21 bytes left "
              "there");
}

TEST(ArrayOverrun, SaysInWhichLine) {
    Scenario scene = scenario({"A connects"});
    scene.arguments = {"strcpy", std::string(40, 'x')};
    const std::string found = lines(findings_of("writes_by", scene));
    EXPECT_NE(found.find("in line 27, and login.code"), std::string::npos) << found;
}

TEST(ArrayOverrun, WhereverAMemberLies) {
    EXPECT_EQ(written("strcpy of an element", 20), "");
    EXPECT_EQ(written("strcpy of an element", 21),
              "array overrun |  | strcpy | 22 bytes are written, and table.logins[1].code has 21 "
              "bytes left there");
    EXPECT_EQ(written("strcpy of a parameter", 20), "");
    EXPECT_EQ(written("strcpy of a parameter", 21),
              "array overrun |  | strcpy | 22 bytes are written, and login.code has 21 bytes left "
              "there");
    EXPECT_EQ(written("strcpy of a global", 7), "");
    EXPECT_EQ(written("strcpy of a global", 8),
              "array overrun |  | strcpy | 9 bytes are written, and global has 8 bytes left there");
    EXPECT_EQ(written("strcpy of the rest", 10), "");
    EXPECT_EQ(written("strcpy of the rest", 11),
              "array overrun |  | strcpy | 12 bytes are written, and login.code has 11 bytes left "
              "there");
}

// The compiler knows these texts, and would write them without a call.
TEST(ArrayOverrun, ByALiteral) {
    EXPECT_EQ(written("strcpy of a literal", 1),
              "array overrun |  | strcpy | 10 bytes are written, and plain has 8 bytes left there");
    EXPECT_EQ(written("sprintf of a literal", 1),
              "array overrun |  | sprintf | 10 bytes are written, and plain has 8 bytes left "
              "there");
}

TEST(ArrayOverrun, ByTheOthersThatWriteTexts) {
    EXPECT_EQ(written("strncpy", 20), "");
    EXPECT_EQ(written("strncpy", 21),
              "array overrun |  | strncpy | 22 bytes are written, and login.code has 21 bytes "
              "left there");
    EXPECT_EQ(written("strcat", 4), "");
    EXPECT_EQ(written("strcat", 5),
              "array overrun |  | strcat | 9 bytes are written, and plain has 8 bytes left there");
    EXPECT_EQ(written("strncat", 4), "");
    EXPECT_EQ(written("strncat", 20),
              "array overrun |  | strncat | 10 bytes are written, and plain has 8 bytes left "
              "there");
    EXPECT_EQ(written("sprintf", 6), "");
    EXPECT_EQ(written("sprintf", 7),
              "array overrun |  | sprintf | 10 bytes are written, and login.name has 9 bytes left "
              "there");
    EXPECT_EQ(written("snprintf", 6), "");
    EXPECT_EQ(written("snprintf", 100),
              "array overrun |  | snprintf | 40 bytes are written, and login.name has 9 bytes "
              "left there");
}

TEST(ArrayOverrun, ByACopy) {
    EXPECT_EQ(written("memcpy", 20), "");
    EXPECT_EQ(written("memcpy", 21),
              "array overrun |  | memcpy | 22 bytes are written, and login.code has 21 bytes left "
              "there");
    EXPECT_EQ(written("memmove", 3), "");
    EXPECT_EQ(written("memmove", 4),
              "array overrun |  | memmove | 5 bytes are written, and plain has 4 bytes left "
              "there");
    // All of a structure, and several elements, begin where a part of theirs begins.
    EXPECT_EQ(written("memcpy of the whole", 31), "");
    EXPECT_EQ(written("memcpy of the whole", 32),
              "array overrun |  | memcpy | 33 bytes are written, and login has 32 bytes left "
              "there");
    EXPECT_EQ(written("memcpy of elements", 63), "");
    EXPECT_EQ(written("memcpy of elements", 64),
              "array overrun |  | memcpy | 65 bytes are written, and table.logins has 64 bytes "
              "left there");
}

// On the heap only AddressSanitizer knows how much room there is.
TEST(ArrayOverrun, OnTheHeap) {
    EXPECT_EQ(written("malloc", 7), "");
#if defined(__SANITIZE_ADDRESS__)
    EXPECT_EQ(written("malloc", 8),
              "array overrun |  | strcpy | 9 bytes are written, and there is not so much room");
#endif
}

}  // namespace
}  // namespace detected
