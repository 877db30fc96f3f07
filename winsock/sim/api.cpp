#include "sim/api.h"

namespace winsock::sim {

const char* name_of(Api api) {
    switch (api) {
        // The standard library's are members, and have no plain names.
        case Api::mutex_lock: return "std::mutex::lock";
        case Api::condition_wait: return "std::condition_variable::wait";
        case Api::condition_notify: return "std::condition_variable::notify_one";
        case Api::atomic_wait: return "std::atomic::wait";
        case Api::atomic_notify: return "std::atomic::notify_one";
        case Api::thread_start: return "std::thread";
        case Api::thread_join: return "std::thread::join";
        default: break;
    }
    switch (api) {
#define WINSOCK_SIM_CALL(name, arguments) \
    case Api::name: return #name;
        WINSOCK_SIM_CALLS(WINSOCK_SIM_CALL)
#undef WINSOCK_SIM_CALL
    }
    return "";
}

const char* arguments_of(Api api) {
    switch (api) {
#define WINSOCK_SIM_CALL(name, arguments) \
    case Api::name: return arguments;
        WINSOCK_SIM_CALLS(WINSOCK_SIM_CALL)
#undef WINSOCK_SIM_CALL
    }
    return "";
}

}  // namespace winsock::sim
