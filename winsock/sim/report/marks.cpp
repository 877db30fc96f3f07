#include "sim/report/marks.h"

#include <algorithm>
#include <cctype>

namespace winsock::sim {

std::string mark_of(const Socket& socket) { return "#s" + std::to_string(socket.id); }
std::string mark_of(const SimEvent& event) { return "#e" + std::to_string(event.id); }
std::string mark_of_thread(unsigned number) { return "#t" + std::to_string(number); }

std::string mark_of(World& world, HandleValue value) {
    if (value == 0) return "NULL";
    if (value == INVALID_SOCKET) return "INVALID_SOCKET";
    for (const auto& socket : world.sockets()) {
        if (socket->value == value) return mark_of(*socket);
    }
    for (const auto& event : world.events()) {
        if (event->value == value) return mark_of(*event);
    }
    Object* const object = world.handles.look(value);
    if (object == nullptr || object->kind() != Object::Kind::thread) return "";
    return mark_of_thread(static_cast<Thread&>(*object).number);
}

bool Names::set(const std::string& mark, const std::string& name) {
    const auto [place, is_new] = names_.try_emplace(mark, name);
    if (is_new) return true;
    if (place->second == name) return false;
    place->second = name;
    return true;
}

std::string Names::resolved(std::string_view text) const {
    std::string plain;
    while (!text.empty()) {
        std::size_t length = 0;
        if (text.size() > 2 && text[0] == '#') {
            length = 2;
            while (length < text.size() && text[length] >= '0' && text[length] <= '9') ++length;
        }
        const auto found = names_.find(text.substr(0, length));
        if (found != names_.end()) {
            plain += found->second;
        } else {
            length = 1;
            plain += text[0];
        }
        text.remove_prefix(length);
    }
    return plain;
}

}  // namespace winsock::sim
