#include "sim/api.h"

namespace winsock::sim {

const char* name_of(Api api) {
    if (api == Api::mutex_lock) return "std::mutex::lock";  // the one that is no plain function
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
