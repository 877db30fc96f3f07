// Holds: when a connection is cut, Winsock gives one of these two
// numbers.
#include <winsock2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <string>

const u_short VERSION = 1;
const ULONG LOGIN = 1;
const ULONG LOGIN_REPLY = 2;
const ULONG NOTICE = 3;
const size_t LONGEST_CODE = 20;

// Each packet begins with what it is, and with the length of the
// body behind it. On the way, numbers are in network order.
struct Header {
    ULONG command;
    ULONG length;
};

const ULONG LONGEST_BODY = 4096 - sizeof(Header);

struct Login {
    Header header;
    u_short version;
    char machine_code[LONGEST_CODE + 1];
};

// What a connection has, and what has become of it.
struct Session {
    SOCKET server = INVALID_SOCKET;
    WSAEVENT event = WSA_INVALID_EVENT;
    bool logged_in = false;
    bool over = false;
    std::string unread;

    // Nobody else closes anything.
    ~Session() {
        WSACloseEvent(event);
        closesocket(server);
        WSACleanup();
    }
};

static void complain(const char* call) {
    fputs(call, stdout);
    fputs(": error %d\n", stdout);
}

// The body of a login reply is a number, that of a notice a text.
static void show(Session& session, Header head, const char* body) {
    switch (ntohl(head.command)) {
        case LOGIN_REPLY: {
            ULONG status;
            memcpy(&status, body, sizeof(status));
            status = ntohl(status);
            session.logged_in = status == 1;
            session.over = !session.logged_in;
            if (session.logged_in) {
                printf("Logged in.\n");
            } else {
                printf("Refused: status %u.\n", (unsigned)status);
            }
            break;
        }
        case NOTICE:
            printf("Notice: %.*s\n", (int)ntohl(head.length), body);
            break;
    }
}

// Shows every packet of which all has come; the rest has to wait.
static void take(Session& session, const char* bytes, int n) {
    std::string& unread = session.unread;
    unread.append(bytes, (size_t)n);
    while (!session.over && unread.size() >= sizeof(Header)) {
        Header header;
        memcpy(&header, unread.data(), sizeof(header));
        ULONG length = ntohl(header.length);
        bool reply = ntohl(header.command) == LOGIN_REPLY;
        if (length > LONGEST_BODY ||
            (reply && length != sizeof(ULONG))) {
            printf("Bad packet: length %u.\n", (unsigned)length);
            session.over = true;
        } else if (unread.size() - sizeof(header) < length) {
            return;
        } else {
            show(session, header, unread.data() + sizeof(header));
            unread.erase(0, sizeof(header) + length);
        }
    }
}

static int receive(Session& session) {
    char buffer[sizeof(Header) + LONGEST_BODY];
    int n = recv(session.server, buffer, sizeof(buffer), 0);
    if (n > 0) {
        take(session, buffer, n);
    }
    return n;
}

int main(int argc, char* argv[]) {
    setvbuf(stdout, NULL, _IONBF, 0);
    int port = argc > 1 ? atoi(argv[1]) : 4567;
    std::string code = argc > 2 ? argv[2] : "WORKSTATION-07-00042";
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 0), &data) != 0) {
        return 1;
    }
    Session session;
    session.server = socket(AF_INET, SOCK_STREAM, 0);
    if (session.server == INVALID_SOCKET) {
        complain("socket");
        return 1;
    }
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons((u_short)port);
    address.sin_addr.S_un.S_addr = htonl(INADDR_LOOPBACK);
    if (connect(session.server, (sockaddr*)&address,
                sizeof(address)) == SOCKET_ERROR) {
        complain("connect");
        return 1;
    }
    u_long nonblocking = 1;
    ioctlsocket(session.server, FIONBIO, &nonblocking);
    session.event = WSACreateEvent();
    if (session.event == WSA_INVALID_EVENT) {
        complain("WSACreateEvent");
        return 1;
    }
    if (WSAEventSelect(session.server, session.event,
                       FD_READ | FD_CLOSE) == SOCKET_ERROR) {
        complain("WSAEventSelect");
        return 1;
    }
    printf("Connected to 127.0.0.1, port %d\n", port);
    Login login;
    login.header.command = htonl(LOGIN);
    login.header.length = htonl(sizeof(login) - sizeof(Header));
    strcpy(login.machine_code, code.c_str());
    if (send(session.server, (char*)&login, sizeof(login), 0) ==
        SOCKET_ERROR) {
        complain("send");
    }
    SOCKET sockets[WSA_MAXIMUM_WAIT_EVENTS] = {session.server};
    WSAEVENT events[WSA_MAXIMUM_WAIT_EVENTS] = {session.event};
    DWORD total = 1;
    int timeouts = 1;
    int result = 1;
    while (!session.over) {
        DWORD index = WSAWaitForMultipleEvents(total, events, FALSE,
                                               40000, FALSE);
        if (index == WSA_WAIT_FAILED) {
            complain("WSAWaitForMultipleEvents");
            break;
        }
        if (index == WSA_WAIT_TIMEOUT) {
            if (timeouts++ < 3) {
                continue;
            }
            printf("The server is silent.\n");
            break;
        }
        WSANETWORKEVENTS happened = {};
        WSAEnumNetworkEvents(sockets[index], events[index],
                             &happened);
        if (happened.lNetworkEvents & FD_READ) {
            timeouts = 1;
            if (receive(session) == SOCKET_ERROR) {
                complain("recv");
                break;
            }
        }
        if (happened.lNetworkEvents & FD_CLOSE) {
            while (!session.over && receive(session) > 0) {
            }
            int status = happened.iErrorCode[FD_CLOSE_BIT];
            if (status == 0) {
                printf("The server has left.\n");
                bool whole = session.unread.empty();
                result = session.logged_in && whole ? 0 : 1;
                break;
            }
            if (status == WSAECONNABORTED ||
                status == WSAECONNRESET) {
                printf("The server has cut us off.\n");
                break;
            }
        }
    }
    return result;
}
