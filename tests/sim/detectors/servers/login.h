#pragma once

#include <string>

#include "start.h"

// A client that logs in and shows notices, around what differs from one to the next.
struct Habits {
    bool waits_for_connect = true;  // before it sends; else it sends at once
    bool looks_at_status = true;    // of FD_CONNECT
    bool collects = true;           // what comes in pieces; else each recv is taken for a message
    bool believes_reply = true;     // else every reply is a yes
    bool tells_twice = false;       // each notice
    bool closes = true;             // what it has opened
    bool ends = true;               // when the server has left
    int exit_code_of_refusal = 1;
    bool ends_when_accepted = false;
};

// The login, as it goes onto the wire.
std::string login(const char* code);

inline std::string in_network_order(ULONG number) {
    number = htonl(number);
    return std::string((const char*)&number, sizeof(number));
}

inline ULONG number_at(const std::string& bytes, size_t place) {
    ULONG number;
    memcpy(&number, bytes.data() + place, sizeof(number));
    return ntohl(number);
}

enum class Outcome { goes_on, accepted, refused, failed };

// Takes what is whole out of the inbox.
inline Outcome take_messages(std::string& inbox, const Habits& habits) {
    Outcome outcome = Outcome::goes_on;
    while (inbox.size() >= 8) {
        ULONG command = number_at(inbox, 0);
        ULONG length = number_at(inbox, 4);
        if (inbox.size() < 8 + length) break;
        std::string body = inbox.substr(8, length);
        inbox.erase(0, 8 + length);
        if (command == 3) {
            for (int i = 0; i < (habits.tells_twice ? 2 : 1); i++) printf("%s\n", body.c_str());
        } else {
            bool yes = !habits.believes_reply || number_at(body, 0) == 1;
            printf(yes ? "Accepted\n" : "Refused\n");
            outcome = yes ? Outcome::accepted : Outcome::refused;
            if (!yes) return outcome;
        }
    }
    if (!habits.collects) inbox.clear();
    return outcome;
}

inline SOCKET connect_to(int port, WSAEVENT event) {
    SOCKET s = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    WSAEventSelect(s, event, FD_CONNECT | FD_READ | FD_CLOSE);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    connect(s, (sockaddr*)&address, sizeof(address));
    return s;
}

inline void send_login(SOCKET s, const char* code) {
    std::string bytes = login(code);
    send(s, bytes.data(), (int)bytes.size(), 0);
}

inline int run_client(int argc, char** argv, Habits habits = {}) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    const char* code = argc > 2 ? argv[2] : "A1B2";
    WSAEVENT event = WSACreateEvent();
    SOCKET s = connect_to(atoi(argv[1]), event);
    if (event == NULL || s == INVALID_SOCKET) {
        printf("No socket, or no event\n");
        if (event != NULL) WSACloseEvent(event);
        if (s != INVALID_SOCKET) closesocket(s);
        return 1;
    }
    if (!habits.waits_for_connect) send_login(s, code);
    std::string inbox;
    DWORD patience = 30000;
    int exit_code = 1;
    for (bool over = false; !over;) {
        if (WSAWaitForMultipleEvents(1, &event, FALSE, patience, FALSE) == WSA_WAIT_TIMEOUT) {
            printf("No answer\n");
            break;
        }
        WSANETWORKEVENTS happened = {};
        WSAEnumNetworkEvents(s, event, &happened);
        if (happened.lNetworkEvents & FD_CONNECT) {
            if (habits.looks_at_status && happened.iErrorCode[FD_CONNECT_BIT] != 0) {
                printf("Not connected\n");
                break;
            }
            if (habits.waits_for_connect) send_login(s, code);
        }
        char bytes[64];
        int n;
        while (!over && (n = recv(s, bytes, sizeof(bytes), 0)) > 0) {
            inbox.append(bytes, n);
            Outcome outcome = take_messages(inbox, habits);
            if (outcome == Outcome::accepted) {
                patience = WSA_INFINITE;
                exit_code = 0;
                over = habits.ends_when_accepted;
            } else if (outcome == Outcome::refused) {
                exit_code = habits.exit_code_of_refusal;
                over = true;
            }
        }
        if (over) break;
        if (n == 0) {
            printf("Closed\n");
            over = habits.ends;
        } else if (WSAGetLastError() != WSAEWOULDBLOCK && WSAGetLastError() != WSAENOTCONN) {
            printf("Cut off\n");
            exit_code = 1;
            over = true;
        }
    }
    if (habits.closes) {
        closesocket(s);
        WSACloseEvent(event);
        WSACleanup();
    }
    return exit_code;
}

// A command, the length of what follows, a version and the code in 21 bytes.
inline std::string right_login(const char* code) {
    std::string text = code;
    text.resize(21);
    return in_network_order(1) + in_network_order(23) + std::string("\0\1", 2) + text;
}
