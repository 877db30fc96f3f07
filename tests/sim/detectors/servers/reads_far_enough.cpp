// Buffers of many kinds, each read into to its last byte, and none beyond.
#include <array>
#include <string>
#include <vector>

#include "start.h"

struct Packet {
    int code;
    char text[28];
};

static char global[32];

int main() {
    static char kept[32];
    SOCKET listener = start();
    for (;;) {
        SOCKET client = accept(listener, NULL, NULL);
        char local[32];
        char table[4][32];
        Packet packet;
        Packet packets[3];
        std::array<char, 32> array;
        std::string string(10, ' ');
        std::vector<char> vector(32);
        std::string long_string(32, ' ');
        char* heap = new char[32];
        int number = 0;
        bool more = true;
        while (more) {
            for (int i = 0; i < 4; i++) more = more && recv(client, table[i], 32, 0) > 0;
            for (int i = 0; i < 32; i++) more = more && recv(client, local + i, 32 - i, 0) > 0;
            more = more && recv(client, (char*)&packet, sizeof(packet), 0) > 0;
            more = more && recv(client, (char*)&packets[1], 2 * sizeof(packet), 0) > 0;
            more = more && recv(client, packets[2].text, 28, 0) > 0;
            more = more && recv(client, array.data(), 32, 0) > 0;
            more = more && recv(client, string.data(), 10, 0) > 0;
            more = more && recv(client, vector.data(), 32, 0) > 0;
            more = more && recv(client, long_string.data(), 32, 0) > 0;
            more = more && recv(client, heap, 32, 0) > 0;
            more = more && recv(client, global, 32, 0) > 0;
            more = more && recv(client, kept, 32, 0) > 0;
            more = more && recv(client, (char*)&number, sizeof(number), 0) > 0;
            send(client, "a literal", 9, 0);
        }
        delete[] heap;
        closesocket(client);
    }
}
