#include "core/console_handlers.h"

#include <algorithm>

namespace winsock {

bool ConsoleHandlers::change(PHANDLER_ROUTINE handler, bool add) {
    if (add) {
        list_.push_back(handler);
        return true;
    }
    const auto last = std::find(list_.rbegin(), list_.rend(), handler);
    if (last == list_.rend()) return false;
    list_.erase(std::next(last).base());
    return true;
}

bool ConsoleHandlers::deal_with(DWORD event) const {
    return std::any_of(list_.rbegin(), list_.rend(),
                       [event](PHANDLER_ROUTINE handler) { return handler(event) != FALSE; });
}

}  // namespace winsock
