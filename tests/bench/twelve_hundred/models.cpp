#include "models.h"

namespace twelve_hundred {

const std::vector<Model>& all_models() {
    static const std::vector<Model> models = {
        {"framework", "lesson 22", nullptr, Threads::its_own, nullptr},
        {"event_select", "asks every event", "model_event_select", Threads::workers, nullptr},
        {"epoll", "epoll", "model_epoll", Threads::workers, nullptr},
        {"poll", "poll", "model_poll", Threads::workers, nullptr},
        {"epoll_one", "epoll, 1 thread", "model_epoll", Threads::one, nullptr},
        {"poll_one", "poll, 1 thread", "model_poll", Threads::one, nullptr},
        {"libevent", "libevent", "model_libevent", Threads::one, "libevent-dev"},
        {"libuv", "libuv", "model_libuv", Threads::one, "libuv1-dev"},
        {"asio", "Asio", "model_asio", Threads::one, "libasio-dev"},
        {"threads", "a thread each", "model_threads", Threads::connections, nullptr},
    };
    return models;
}

const Model* find_model(const std::string& key) {
    for (const Model& model : all_models())
        if (model.key == key) return &model;
    return nullptr;
}

std::vector<std::string> arguments_for(const Model& model, int connections) {
    if (model.threads == Threads::workers) return {std::to_string(workers_for(connections))};
    if (model.threads == Threads::one) return {"1"};
    return {};
}

}  // namespace twelve_hundred
