// The reader of packets of lesson 15's solution, fed with invented streams. It is the program's own
// file that is compiled here: its main() and its printf() bear other names, and that is all.
//
// Of what is invented the first byte says how the stream is cut, the others are the stream.

#include "packets.h"

#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cstdarg>
#include <string>

namespace {

std::string told;

int record(const char* format, ...) {
    char text[8192];
    std::va_list arguments;
    va_start(arguments, format);
    const int size = std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    told += text;
    return size;
}

}  // namespace

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wmissing-declarations"
#define main client_main
#define printf record
#include CLIENT
#undef printf
#undef main
#pragma GCC diagnostic pop

namespace {

/// What becomes of a stream.
struct Seen {
    std::string told;
    bool over = false;
    bool logged_in = false;
    std::string unread;  ///< where it goes on; nothing if it is over
};

/// As much as one recv of the client brings.
constexpr std::size_t most_at_once = sizeof(Header) + LONGEST_BODY;
/// One packet that has not quite come, and what one recv brings.
constexpr std::size_t most_kept = 2 * most_at_once;

/// How many bytes come next.
class Cuts {
public:
    explicit Cuts(unsigned seed) : state_(seed) {}

    std::size_t next() {
        if (state_ == 0) return most_at_once;
        if (state_ == 1) return 1;
        state_ = state_ * 1103515245 + 12345;
        const unsigned random = state_ >> 16;
        // Short pieces cut headers, long ones bodies.
        return random % 4 == 0 ? 1 + random / 4 % most_at_once : 1 + random / 4 % 16;
    }

private:
    unsigned state_;
};

Seen read_in_pieces(std::string_view stream, Cuts cuts) {
    told.clear();
    Session session;
    while (!stream.empty() && !session.over) {
        const std::string_view piece = stream.substr(0, cuts.next());
        // In memory of its own, so that a sanitizer sees who reads behind it.
        const std::string bytes(piece);
        take(session, bytes.data(), static_cast<int>(bytes.size()));
        stream.remove_prefix(piece.size());
        expect(session.unread.size() < most_kept && session.unread.capacity() <= 2 * most_kept,
               "memory grows: it keeps " + std::to_string(session.unread.size()) + " bytes");
    }
    return {told, session.over, session.logged_in, session.over ? "" : session.unread};
}

ULONG number_at(std::string_view bytes) {
    ULONG number = 0;
    for (const char byte : bytes.substr(0, 4))
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

/// What the protocol says about a stream of which all is there.
Seen as_it_should_be(std::string_view stream) {
    Seen seen;
    while (stream.size() >= 8) {
        const ULONG command = number_at(stream);
        const ULONG length = number_at(stream.substr(4));
        if (length > 4088 || (command == 2 && length != 4)) {
            seen.told += "Bad packet: length " + std::to_string(length) + ".\n";
            seen.over = true;
            return seen;
        }
        if (stream.size() - 8 < length) break;
        const std::string_view body = stream.substr(8, length);
        stream.remove_prefix(8 + length);
        if (command == 3) {
            seen.told += "Notice: " + std::string(body.substr(0, body.find('\0'))) + "\n";
        }
        if (command != 2) continue;
        seen.logged_in = number_at(body) == 1;
        seen.over = !seen.logged_in;
        seen.told += seen.logged_in ? "Logged in.\n"
                                    : "Refused: status " + std::to_string(number_at(body)) + ".\n";
        if (seen.over) return seen;
    }
    seen.unread = stream;
    return seen;
}

void expect_the_same(const Seen& seen, const Seen& right, const std::string& how) {
    expect(seen.told == right.told,
           how + " it tells \"" + seen.told + "\", and not \"" + right.told + "\"");
    expect(seen.over == right.over, how + " it does not end where it should");
    expect(seen.logged_in == right.logged_in, how + " it does not know whether it is let in");
    expect(seen.unread == right.unread, how + " it keeps what it should not");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Seen right = as_it_should_be(stream);
    expect_the_same(read_in_pieces(stream, Cuts(0)), right, "in large pieces");
    expect_the_same(read_in_pieces(stream, Cuts(1)), right, "byte by byte");
    expect_the_same(read_in_pieces(stream, Cuts(2U + data[0])), right, "cut somewhere");
    return 0;
}
