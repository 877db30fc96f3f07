#include "sim/world.h"

#include <cxxabi.h>

#include <algorithm>
#include <exception>
#include <typeinfo>

#include "sim/history.h"
#include "sim/program_thread.h"
#include "sim/recycled.h"

namespace winsock::sim {

namespace {
constexpr u_short first_dynamic_port = 49152;  // as Windows: from here on the system chooses
}

World::World() : scheduler(*this) {}

constinit World* World::current_ = nullptr;

// Before a program's threads begin. Never destroyed: they may outlive main().
World& World::make_current() {
    current_ = new World;
    return *current_;
}

void World::begin(const Scenario* scenario, RuleSet rules) {
    // The contract suite keeps its locks from one test to the next.
    if (scenario_ != nullptr) locks.clear();
    rules_ = Rules(rules);
    scenario_ = scenario;
    module = nullptr;
    garbage.reset();
    for (const auto& socket : sockets_) socket->let_go();
    handles.clear();
    handles.reuse_values(scenario == nullptr);
    clients_.clear();
    sockets_.clear();
    events_.clear();
    scheduler.begin();
    choices.begin({}, nullptr);
    recorder = nullptr;
    server_address_ = {htonl(INADDR_LOOPBACK),
                       htons(static_cast<u_short>(scenario != nullptr ? scenario->port : 0))};
    server_ = nullptr;
    startups = 0;
    random_state = 1;
    exit_code = 0;
    console = {};
    stop_ = scenario != nullptr ? scenario->stop() : nullptr;
    told_to_stop_ = false;
    SetLastError(0);
    last_port_ = first_dynamic_port - 1;
    history_ = 0;
    calls_ = 0;
    actions_played_ = 0;
    output_.clear();
    findings_.clear();
    findings_hash_ = 0;
    ending_ = Ending::not_yet;
    calls_after_end_ = 0;
    spin.begin();
    notes.begin();
    program_is_client_ = scenario != nullptr && scenario->is_for_a_client();
    scripted_servers_listen_ =
        program_is_client_ && scenario->actions.front().deed == Action::Deed::accepts;
    if (scenario == nullptr) return;
    for (unsigned i = 0; i < scenario->clients.size(); ++i) {
        clients_.push_back(std::make_unique<Client>(*this, i, *scenario));
    }
}

std::shared_ptr<Socket> World::make_socket(bool stream) {
    auto socket = make_recycled<Socket>(*this, stream);
    socket->id = static_cast<unsigned>(sockets_.size()) + 1;
    sockets_.push_back(socket);
    return socket;
}

HandleValue World::give_handle(const std::shared_ptr<Socket>& socket) {
    socket->value = handles.add(socket);
    socket->is_program_owned = true;
    return socket->value;
}

SimEvent& World::make_event(bool manual_reset, bool signalled) {
    events_.push_back(make_recycled<SimEvent>(manual_reset, signalled));
    SimEvent& event = *events_.back();
    event.id = static_cast<unsigned>(events_.size());
    event.value = handles.add(events_.back());
    return event;
}

Socket* World::find_socket(SOCKET handle) {
    Object* const object = handles.look(handle);
    const bool is_socket = object != nullptr && object->kind() == Object::Kind::socket;
    return is_socket ? static_cast<Socket*>(object) : nullptr;
}

SimEvent* World::find_event(HANDLE handle) {
    Object* const object = handles.look(reinterpret_cast<HandleValue>(handle));
    const bool is_event = object != nullptr && object->kind() == Object::Kind::event;
    return is_event ? static_cast<SimEvent*>(object) : nullptr;
}

bool World::is_taken(const Endpoint& endpoint, bool stream) const {
    const bool by_others = scenario_ != nullptr && endpoint.port == server_address().port &&
                           (scenario_->port_taken || scripted_servers_listen_);
    return by_others || std::any_of(sockets_.begin(), sockets_.end(), [&](const auto& socket) {
               return socket->stream() == stream && !socket->closed() && !socket->was_accepted() &&
                      socket->local().port == endpoint.port;
           });
}

Socket* World::find_listener(const Endpoint& endpoint) const {
    for (const auto& socket : sockets_) {
        if (socket->state() == Socket::State::listening && !socket->closed() &&
            socket->is_at(endpoint)) {
            return socket.get();
        }
    }
    return nullptr;
}

// In the order of their first sentences, which is that of the scenario's clients.
Client* World::find_scripted_server(const Endpoint& endpoint) const {
    if (scenario_ == nullptr || endpoint != server_address_) return nullptr;
    const auto waits = [](const auto& client) { return client->awaits_connection(); };
    const auto found = std::find_if(clients_.begin(), clients_.end(), waits);
    return found != clients_.end() ? found->get() : nullptr;
}

std::shared_ptr<Socket> World::find_datagram_socket(const Endpoint& endpoint) const {
    for (const auto& socket : sockets_) {
        if (!socket->stream() && !socket->closed() && socket->is_at(endpoint)) return socket;
    }
    return nullptr;
}

u_short World::next_port() {
    for (;;) {
        last_port_ =
            last_port_ == 65535 ? first_dynamic_port : static_cast<u_short>(last_port_ + 1);
        const Endpoint next{htonl(INADDR_LOOPBACK), htons(last_port_)};
        // Scenarios do not get that far, and there are many of them.
        if (scenario_ != nullptr || (!is_taken(next, true) && !is_taken(next, false))) {
            return next.port;
        }
    }
}

std::size_t World::window(const Socket& socket) const {
    if (scenario_ != nullptr) return scenario_->window;
    return static_cast<std::size_t>(std::max(socket.send_buffer, 1)) + 65536;
}

// "eA", then "eA2", "eA3": no two things bear one name.
static std::string numbered(const std::string& name, std::ptrdiff_t earlier) {
    return earlier == 0 ? name : name + std::to_string(earlier + 1);
}

std::string World::name_of(const Socket& socket) const {
    std::string name(1, 's');
    if (socket.client != nullptr) return name += socket.client->name();
    if (socket.state() != Socket::State::listening) return name += std::to_string(socket.id);
    const auto is_earlier_listener = [&](const auto& other) {
        return other->id < socket.id && other->state() == Socket::State::listening;
    };
    const auto earlier = std::count_if(sockets_.begin(), sockets_.end(), is_earlier_listener);
    return numbered(name += 'L', earlier);
}

std::string World::name_of(const SimEvent& event) const {
    std::string name(1, 'e');
    if (event.first_socket == nullptr) return name += std::to_string(event.id);
    name += name_of(*event.first_socket).substr(1);
    const auto is_earlier = [&](const auto& other) {
        return other->id < event.id && other->first_socket == event.first_socket;
    };
    return numbered(name, std::count_if(events_.begin(), events_.end(), is_earlier));
}

void World::print(std::string_view text) {
    if (is_over()) return;
    constexpr std::size_t most = 1 << 20;
    output_.append(text);
    if (recorder != nullptr) {
        Happening happening;
        happening.kind = Happening::Kind::printed;
        happening.thread = scheduler.running().number;
        happening.text = text;
        recorder->happened(happening);
    }
    if (output_.size() > most) {
        find_at_end(Detector::endless_output, "", "the program prints without end");
        end(Ending::found);
        // Not by an exception: a stream would swallow it.
        if (runs_program_code()) leave_program_code();
    }
}

void World::find(Detector detector, std::string who, Api call, std::string detail) {
    find(detector, std::move(who), std::string(sim::name_of(call)), std::move(detail));
}

void World::find(Detector detector, std::string who, std::string function, std::string detail) {
    add({detector, std::move(who), std::move(function), std::move(detail), calls_});
}

void World::find_at_end(Detector detector, std::string who, std::string detail) {
    find(detector, std::move(who), std::string(), std::move(detail));
}

void World::add(Finding finding) {
    for (const Finding& known : findings_) {
        if (known.detector == finding.detector && known.who == finding.who) return;
    }
    findings_hash_ = mix(findings_hash_ + static_cast<std::uint64_t>(finding.detector) + 1,
                         hash_of(finding.who));
    findings_.push_back(std::move(finding));
}

namespace {

// In a handler that has caught the end, and may well be about to throw it on.
bool is_in_handler_of_end() {
    const std::type_info* const caught = abi::__cxa_current_exception_type();
    return caught != nullptr && *caught == typeid(EndOfExecution);
}

}  // namespace

// Whether to throw: the world is over.
bool World::leaves(Api api, bool holds_nothing) {
    if (scenario_ == nullptr) return false;
    // Whoever goes on calling in a place where nothing may be thrown is left all the same.
    constexpr std::uint32_t most_calls_after_end = 10000;
    if (++calls_after_end_ > most_calls_after_end && runs_program_code()) leave_program_code();
    // The others first, while what main() has made for them is still there: its destructors would
    // wait for them, and in an execution that is over nothing waits.
    if (scheduler.running().number == 0) scheduler.unwind();
    if (only_releases(api) || std::uncaught_exceptions() > 0) return false;
    Thread& thread = scheduler.running();
    if (!thread.thrown) {
        thread.thrown = true;
        // The end that nearly all executions have. An exception costs as much as a fifth of one, so
        // none is thrown where nobody could catch it. Destructors that do not run then could do
        // nothing that is seen: calls are over, and memory is taken back.
        const bool unnoticed = module != nullptr && !module->has_handlers();
        const bool may_leave = holds_nothing && !thread.holds_something;
        if (unnoticed && may_leave && runs_program_code()) leave_program_code();
        return true;
    }
    if (is_in_handler_of_end()) return false;
    find(Detector::end_swallowed, "", api,
         "the program catches everything, also what ends an execution");
    if (runs_program_code()) leave_program_code();
    return false;
}

std::uint64_t World::scene_hash() const {
    std::uint64_t hash = actions_played_;
    for (const auto& socket : sockets_) hash = mix(hash, socket->hash());
    std::uint64_t signalled = 1;  // a word of events at a time
    for (const auto& event : events_) {
        signalled = signalled << 1 | (event->signalled() ? 1U : 0U);
        if (signalled >> 63 == 0) continue;
        hash = mix(hash, signalled);
        signalled = 1;
    }
    hash = mix(hash, signalled);
    return mix(hash, scheduler.scene_hash());
}

// [state_hash]
std::uint64_t World::state_hash() const {
    std::uint64_t hash = mix(history_, scene_hash());
    for (const auto& client : clients_) hash = mix(hash, client->hash());
    hash = mix(hash, scheduler.hash());
    // What time it is makes a difference to whoever has looked at the clock.
    if (notes.knows_the_time) hash = mix(hash, now());
    hash = mix(hash, spin.hash());
    // The same calls of another program: of its twin with garbage on the stack.
    if (module != nullptr) hash = mix(hash, module->hash());
    return mix(hash, findings_hash_ << 8 | choosing_);
}
// [state_hash]

}  // namespace winsock::sim
