// Writes what it is given into a login, or next to it: by the function that it is given first.
#include "start.h"

struct Login {
    u_short version;
    char code[21];
    char name[9];
};

struct Table {
    int lines;
    Login logins[3];
};

static char global[8];

// What a parameter points to, the function that writes there cannot know.
static void copy_to(char* to, const char* text) { strcpy(to, text); }

static bool is(const char* one, const char* other) { return strcmp(one, other) == 0; }

static void write(const char* how, const char* text) {
    Table table = {};
    Login login = {};
    char plain[8] = "abc";
    size_t size = strlen(text) + 1;
    if (is(how, "strcpy")) strcpy(login.code, text);
    if (is(how, "strcpy of an element")) strcpy(table.logins[1].code, text);
    if (is(how, "strcpy of a parameter")) copy_to(login.code, text);
    if (is(how, "strcpy of a global")) strcpy(global, text);
    if (is(how, "strcpy of the rest")) strcpy(login.code + 10, text);
    if (is(how, "strcpy of a literal")) strcpy(plain, "a literal");
    if (is(how, "strncpy")) strncpy(login.code, text, size);
    if (is(how, "strcat")) strcat(plain, text);
    if (is(how, "strncat")) strncat(plain, text, 6);
    if (is(how, "sprintf")) sprintf(login.name, "<%s>", text);
    if (is(how, "sprintf of a literal")) sprintf(plain, "a literal");
    if (is(how, "snprintf")) snprintf(login.name, 40, "<%s>", text);
    if (is(how, "memcpy")) memcpy(login.code, text, size);
    if (is(how, "memcpy of the whole")) memcpy(&login, text, size);
    if (is(how, "memcpy of elements")) memcpy(&table.logins[1], text, size);
    if (is(how, "memmove")) memmove(plain + 4, text, size);
    if (is(how, "malloc")) {
        char* heap = (char*)malloc(8);
        strcpy(heap, text);
        free(heap);
    }
    printf("%s %s %s\n", login.code, plain, table.logins[1].code);
}

int main(int, char** argv) {
    WSADATA data;
    WSAStartup(MAKEWORD(2, 2), &data);
    write(argv[2], argv[3]);
    WSACleanup();
    return 0;
}
