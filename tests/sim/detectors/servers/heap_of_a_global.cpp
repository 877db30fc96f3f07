// What its globals hold on the heap must be as it was, each time it runs.
#include <map>
#include <string>
#include <vector>

#include "start.h"

static std::vector<int> numbers(100, 7);
static std::map<std::string, int> names = {{"one, which is not a short string at all", 1}};
static std::string text = "also this one is too long for the string itself";

int main() {
    static std::string local = "a local one, made when it is come by first, and long enough";
    const bool as_it_was = numbers[0] == 7 && numbers.size() == 100 && names.size() == 1 &&
                           names.begin()->second == 1 && text[0] == 'a' && local[0] == 'a';
    if (!as_it_was) exit(3);
    numbers[0] = 8;
    numbers.resize(100000);
    names.begin()->second = 2;
    names["another"] = 3;
    text[0] = 'X';
    text += " and longer";
    local = std::string(1000, 'X');
    new std::string(5000, 'x');
    SOCKET listener = start();
    accept(listener, NULL, NULL);
    Sleep(INFINITE);
}
