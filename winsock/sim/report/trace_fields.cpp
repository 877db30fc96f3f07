#include "sim/report/trace_fields.h"

namespace winsock::sim {

namespace {

/// A key that is left out while its value says nothing.
template <typename Value>
void put(Json& json, const char* key, const Value& value) {
    if (value != Value{}) json[key] = value;
}

template <typename Value>
void get(const Json& json, const char* key, Value& value) {
    if (const auto found = json.find(key); found != json.end()) found->get_to(value);
}

void get_bytes(const Json& json, const char* key, std::string& bytes) {
    get(json, key, bytes);
    bytes = bytes_of_text(bytes);
}

std::vector<std::string> texts_of_bytes(std::vector<std::string> list) {
    for (std::string& text : list) text = text_of_bytes(text);
    return list;
}

Step::Kind kind_named(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(Step::Kind::dies); ++i) {
        const auto kind = static_cast<Step::Kind>(i);
        if (name == name_of(kind)) return kind;
    }
    throw TraceError("no kind of step is called \"" + name + "\"");
}

Json slots_json(const ArraysState& arrays) {
    Json slots = Json::array();
    for (const SlotState& slot : arrays.slots) {
        slots.push_back(
            {{"socket", slot.socket}, {"event", slot.event}, {"belongs", slot.belongs}});
    }
    Json json = {{"slots", std::move(slots)}};
    if (arrays.total) json["total"] = *arrays.total;
    return json;
}

ArraysState arrays_from(const Json& json) {
    ArraysState arrays;
    if (json.contains("total")) arrays.total = json.at("total").get<std::int64_t>();
    for (const Json& slot : json.at("slots")) {
        arrays.slots.push_back({slot.at("socket"), slot.at("event"), slot.at("belongs")});
    }
    return arrays;
}

// State::sockets, ::events and ::clients: always complete, so that a reader need not know defaults.
Json json_of(const SocketState& socket) {
    Json json = {{"name", socket.name},         {"open", socket.open},
                 {"accepted", socket.accepted}, {"unread", socket.unread},
                 {"record", socket.record},     {"mask", socket.mask},
                 {"event", socket.event}};
    Json status = Json::object();
    for (const auto& [bit, number] : socket.status) status[bit] = number;
    json["status"] = std::move(status);
    return json;
}

SocketState socket_from(const Json& json) {
    SocketState socket{json.at("name"),   json.at("open"), json.at("accepted"), json.at("unread"),
                       json.at("record"), json.at("mask"), json.at("event"),    {}};
    for (const auto& [bit, number] : json.at("status").items()) {
        socket.status.emplace_back(bit, number.get<int>());
    }
    return socket;
}

Json json_of(const ClientState& client) {
    return {{"name", client.name},
            {"position", client.position},
            {"said", client.said},
            {"received", client.received},
            {"paused", client.paused},
            {"port", client.port},
            {"connection", client.connection},
            {"gone", client.gone}};
}

ClientState client_from(const Json& json) {
    return {json.at("name"),   json.at("position"), json.at("said"),       json.at("received"),
            json.at("paused"), json.at("port"),     json.at("connection"), json.at("gone")};
}

}  // namespace

std::string text_of_bytes(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x80) {
            text.push_back(byte);
        } else {
            text.push_back(static_cast<char>(0xC0 | code >> 6));
            text.push_back(static_cast<char>(0x80 | (code & 0x3F)));
        }
    }
    return text;
}

std::string bytes_of_text(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        if (code < 0x80) {
            bytes.push_back(text[i]);
            continue;
        }
        if ((code != 0xC2 && code != 0xC3) || i + 1 == text.size()) {
            throw TraceError("a text that holds bytes has a character above U+00FF");
        }
        const auto low = static_cast<unsigned char>(text[++i]);
        bytes.push_back(static_cast<char>((code & 0x03) << 6 | (low & 0x3F)));
    }
    return bytes;
}

void to_json(Json& json, const State& state) {
    Json sockets = Json::array();
    for (const SocketState& socket : state.sockets) sockets.push_back(json_of(socket));
    Json events = Json::array();
    for (const EventState& event : state.events) {
        events.push_back(
            {{"name", event.name}, {"signalled", event.signalled}, {"closed", event.closed}});
    }
    Json clients = Json::array();
    for (const ClientState& client : state.clients) clients.push_back(json_of(client));
    json = {{"sockets", std::move(sockets)},
            {"events", std::move(events)},
            {"clients", std::move(clients)}};
    if (state.arrays) json["arrays"] = slots_json(*state.arrays);
}

void from_json(const Json& json, State& state) {
    for (const Json& socket : json.at("sockets")) state.sockets.push_back(socket_from(socket));
    for (const Json& event : json.at("events")) {
        state.events.push_back({event.at("name"), event.at("signalled"), event.at("closed")});
    }
    for (const Json& client : json.at("clients")) state.clients.push_back(client_from(client));
    if (json.contains("arrays")) state.arrays = arrays_from(json.at("arrays"));
}

Json fields_without_state(const Step& step) {
    Json json = {{"kind", name_of(step.kind)}, {"actor", step.actor}, {"time", step.time}};
    put(json, "deviation", step.deviation);
    put(json, "call", step.call);
    if (!step.call.empty()) json["arguments"] = step.arguments;
    put(json, "result", step.result);
    put(json, "error", step.error);
    put(json, "detail", step.detail);
    put(json, "deed", text_of_bytes(step.deed));
    put(json, "text", text_of_bytes(step.text));
    put(json, "file", step.file);
    put(json, "line", step.line);
    put(json, "findings", step.findings);
    return json;
}

void to_json(Json& json, const Step& step) {
    json = fields_without_state(step);
    json["state"] = step.state;
}

void from_json(const Json& json, Step& step) {
    step.kind = kind_named(json.at("kind"));
    json.at("actor").get_to(step.actor);
    json.at("time").get_to(step.time);
    get(json, "deviation", step.deviation);
    get(json, "call", step.call);
    get(json, "arguments", step.arguments);
    get(json, "result", step.result);
    get(json, "error", step.error);
    get(json, "detail", step.detail);
    get_bytes(json, "deed", step.deed);
    get_bytes(json, "text", step.text);
    get(json, "file", step.file);
    get(json, "line", step.line);
    get(json, "findings", step.findings);
    get(json, "state", step.state);
}

void to_json(Json& json, const Repetition& repetition) {
    json = {{"first", repetition.first}, {"steps", repetition.steps}, {"times", repetition.times}};
}

void from_json(const Json& json, Repetition& repetition) {
    repetition = {json.at("first"), json.at("steps"), json.at("times")};
}

void to_json(Json& json, const ChoicePoint& point) {
    Json options = Json::array();
    for (const Option& option : point.options) {
        options.push_back({{"what", text_of_bytes(option.what)}, {"place", option.place}});
    }
    json = {{"point", point.point}, {"step", point.step}, {"actor", point.actor}};
    put(json, "call", point.call);
    put(json, "line", point.line);
    put(json, "asleep", point.asleep);
    json["options"] = std::move(options);
    json["chosen"] = point.chosen;
}

void from_json(const Json& json, ChoicePoint& point) {
    json.at("point").get_to(point.point);
    json.at("step").get_to(point.step);
    json.at("actor").get_to(point.actor);
    get(json, "call", point.call);
    get(json, "line", point.line);
    get(json, "asleep", point.asleep);
    for (const Json& option : json.at("options")) {
        point.options.push_back({bytes_of_text(option.at("what")), option.at("place")});
    }
    json.at("chosen").get_to(point.chosen);
    if (point.chosen >= point.options.size()) throw TraceError("a choice that does not exist");
}

void to_json(Json& json, const TraceFinding& finding) {
    json = {{"detector", finding.detector},
            {"who", text_of_bytes(finding.who)},
            {"call", finding.call},
            {"detail", text_of_bytes(finding.detail)}};
}

void from_json(const Json& json, TraceFinding& finding) {
    finding = {json.at("detector"), bytes_of_text(json.at("who")), json.at("call"),
               bytes_of_text(json.at("detail"))};
}

Json header_fields(const Trace& trace) {
    Json json = {{"schema", Trace::schema},
                 {"lesson", trace.lesson},
                 {"rules", trace.rules},
                 {"clients", trace.clients},
                 {"script", texts_of_bytes(trace.script)},
                 {"port", trace.port},
                 {"arrays",
                  {{"sockets", trace.sockets_name},
                   {"events", trace.events_name},
                   {"total", trace.total_name}}}};
    put(json, "servers", trace.servers);
    return json;
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void read_header(const Json& json, Trace& trace) {
    if (const int schema = json.at("schema"); schema != Trace::schema) {
        throw TraceError("the recording is of schema " + std::to_string(schema) +
                         ", and this reads schema " + std::to_string(Trace::schema));
    }
    json.at("lesson").get_to(trace.lesson);
    json.at("rules").get_to(trace.rules);
    json.at("clients").get_to(trace.clients);
    get(json, "servers", trace.servers);
    json.at("script").get_to(trace.script);
    for (std::string& sentence : trace.script) sentence = bytes_of_text(sentence);
    json.at("port").get_to(trace.port);
    json.at("arrays").at("sockets").get_to(trace.sockets_name);
    json.at("arrays").at("events").get_to(trace.events_name);
    json.at("arrays").at("total").get_to(trace.total_name);
}

}  // namespace winsock::sim
