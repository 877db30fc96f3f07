#include "models.h"

#include "figures.h"

namespace twelve_hundred {

const std::vector<Model>& all_models() {
    static const std::vector<Model> models = {
        {"framework", "lesson 22", nullptr, Threads::its_own, nullptr, 0},
        {"event_select", "asks every event", "model_event_select", Threads::workers, nullptr, 1},
        {"epoll", "epoll", "model_epoll", Threads::workers, nullptr, 2},
        {"poll", "poll", "model_poll", Threads::workers, nullptr, 3},
        {"epoll_one", "epoll, 1 thread", "model_epoll", Threads::one, nullptr, 4},
        {"poll_one", "poll, 1 thread", "model_poll", Threads::one, nullptr, 5},
        {"libevent", "libevent", "model_libevent", Threads::one, "libevent-dev", 6},
        {"libuv", "libuv", "model_libuv", Threads::one, "libuv1-dev", 7},
        {"asio", "Asio", "model_asio", Threads::one, "libasio-dev", 8},
        {"threads", "a thread each", "model_threads", Threads::connections, nullptr, 9},
    };
    return models;
}

const std::vector<Model>& windows_models() {
    static const std::vector<Model> models = {
        {"framework", "lesson 22", nullptr, Threads::its_own, nullptr, 0},
        {"event_select", "asks every event", "model_event_select", Threads::workers, nullptr, 1},
        {"wsapoll", "WSAPoll", "model_wsapoll", Threads::workers, nullptr, 3},
        {"iocp", "IOCP, 1 thread", "model_iocp", Threads::one, nullptr, 2},
    };
    return models;
}

const Model* find_model(const std::string& key) {
    for (const auto* models : {&all_models(), &windows_models()})
        for (const Model& model : *models)
            if (model.key == key) return &model;
    return nullptr;
}

const std::vector<Model>& models_of(const Figures& figures) {
    return figures.of_windows_programs() ? windows_models() : all_models();
}

std::vector<std::string> arguments_for(const Model& model, int connections) {
    if (model.threads == Threads::workers) return {std::to_string(workers_for(connections))};
    if (model.threads == Threads::one) return {"1"};
    return {};
}

}  // namespace twelve_hundred
