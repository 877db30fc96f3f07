#include "sim/report/packet.h"

namespace winsock::sim {

namespace {

constexpr std::uint32_t loopback = 0x7F000001;
constexpr std::uint8_t protocol_tcp = 6;
constexpr std::uint16_t largest_segment = 65495;  // what a loopback interface announces

/// Numbers in network byte order.
class Bytes {
public:
    Bytes& put8(unsigned number) {
        text_.push_back(static_cast<char>(number));
        return *this;
    }
    Bytes& put16(unsigned number) { return put8(number >> 8 & 0xFF).put8(number & 0xFF); }
    Bytes& put32(std::uint32_t number) { return put16(number >> 16).put16(number & 0xFFFF); }
    Bytes& put(std::string_view bytes) {
        text_ += bytes;
        return *this;
    }
    void set16(std::size_t place, unsigned number) {
        text_[place] = static_cast<char>(number >> 8);
        text_[place + 1] = static_cast<char>(number);
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// The Internet checksum: the one's complement of the one's complement sum of 16-bit words.
unsigned checksum(std::string_view bytes) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        sum += i % 2 == 0 ? static_cast<unsigned>(byte) << 8 : byte;
    }
    while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
    return static_cast<unsigned>(~sum & 0xFFFF);
}

std::string segment(const Tcp& tcp, std::string_view payload) {
    constexpr std::size_t checksum_place = 16;
    const bool is_first = (tcp.flags & Tcp::syn) != 0;
    const unsigned header_words = is_first ? 6 : 5;
    Bytes bytes;
    bytes.put16(tcp.from_port).put16(tcp.to_port).put32(tcp.sequence).put32(tcp.acknowledged);
    bytes.put8(header_words << 4).put8(tcp.flags).put16(65535).put16(0).put16(0);
    if (is_first) bytes.put8(2).put8(4).put16(largest_segment);
    bytes.put(payload);

    Bytes covered;  // the checksum also covers the addresses
    covered.put32(loopback).put32(loopback).put16(protocol_tcp);
    covered.put16(static_cast<unsigned>(bytes.text().size())).put(bytes.text());
    bytes.set16(checksum_place, checksum(covered.text()));
    return bytes.text();
}

}  // namespace

std::string tcp_packet(const Tcp& tcp, std::string_view payload) {
    constexpr unsigned header_size = 20;
    constexpr std::size_t checksum_place = 10;
    constexpr unsigned do_not_fragment = 0x4000;
    const std::string content = segment(tcp, payload);
    Bytes header;
    header.put8(0x45).put8(0).put16(header_size + static_cast<unsigned>(content.size()));
    header.put16(0).put16(do_not_fragment).put8(64).put8(protocol_tcp).put16(0);
    header.put32(loopback).put32(loopback);
    header.set16(checksum_place, checksum(header.text()));
    return header.text() + content;
}

}  // namespace winsock::sim
