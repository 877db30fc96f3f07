#include "stage/client_scene.h"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario_text.h"
#include "stage/error.h"
#include "stage/sentence.h"

namespace out_of_step {

namespace {

using namespace sentence;
using Deed = Act::Deed;

constexpr std::size_t most_bytes_awaited = 1'000'000;
constexpr std::size_t most_milliseconds = 20'000;

// A number that is not larger than `most`, between the two.
std::optional<std::size_t> count_between(std::string_view before, std::string_view after,
                                         std::size_t most, const Act& act,
                                         const std::string& rest) {
    const auto count = number_between(before, after, rest);
    if (count && *count > most) refuse(act.written, fmt::format("{} are the most.", most));
    return count;
}

// What stands behind these words.
bool with_text(const std::string& begin, const std::string& rest, Act& act) {
    if (!rest.starts_with(begin) || rest.size() == begin.size()) return false;
    act.text = rest.substr(begin.size());
    if (!is_one_line(act.text))
        refuse(act.written, "a text is one line; its escapes are \\n, \\xHH.");
    try {
        act.bytes = winsock::sim::bytes_of(act.text);
    } catch (const winsock::sim::TextError& error) {
        refuse(act.written, fmt::format("{}.", error.what()));
    }
    return true;
}

Act act_of_the_client(const std::string& sentence, const std::string& rest) {
    Act act{Deed::ends_well, "", "", sentence};
    if (rest == "ends well") return act;
    act.deed = Deed::ends_badly;
    if (rest == "ends badly") return act;
    act.deed = Deed::tells;
    if (with_text("tells ", rest, act)) return act;
    act.deed = Deed::never_tells;
    if (with_text("never tells ", rest, act)) return act;
    refuse(sentence, "the client tells TEXT, never tells TEXT, ends well or ends badly.");
}

Act act_of_the_server(const std::string& sentence) {
    const std::size_t blank = sentence.find(' ');
    const std::string rest = blank == std::string::npos ? "" : sentence.substr(blank + 1);
    Act act{Deed::accepts, sentence.substr(0, blank), "", sentence};
    if (!is_name(act.client))
        refuse(sentence, "an act begins with the server's name, or with \"the client\".");
    constexpr std::pair<const char*, Deed> plain[] = {{"accepts", Deed::accepts},
                                                      {"refuses", Deed::refuses},
                                                      {"stops reading", Deed::stops_reading},
                                                      {"reads on", Deed::reads_on},
                                                      {"leaves", Deed::leaves},
                                                      {"vanishes", Deed::vanishes}};
    for (const auto& [words, deed] : plain) {
        act.deed = deed;
        if (rest == words) return act;
    }
    act.deed = Deed::awaits_count;
    if (const auto count = count_between("awaits ", " bytes", most_bytes_awaited, act, rest)) {
        return act.count = *count, act;
    }
    act.deed = Deed::waits;
    if (const auto count = count_between("waits ", " ms", most_milliseconds, act, rest)) {
        return act.count = *count, act;
    }
    act.deed = Deed::awaits;
    if (with_text("awaits ", rest, act)) return act.count = act.bytes.size(), act;
    act.deed = Deed::says;
    if (with_text("says ", rest, act)) return act;
    refuse(sentence,
           "a server accepts, refuses, says TEXT, awaits TEXT, awaits N bytes, waits N ms, stops "
           "reading, reads on, leaves or vanishes.");
}

Act client_scenes_act(const std::string& sentence) {
    constexpr std::string_view client = "the client ";
    return sentence.starts_with(client)
               ? act_of_the_client(sentence, sentence.substr(client.size()))
               : act_of_the_server(sentence);
}

// Who is there: the one server, from the first sentence until it leaves; and the client, until a
// sentence says that it ends.
class Cast {
public:
    explicit Cast(const Act& first)
        : server_(first.client), is_there_(first.deed == Deed::accepts) {}

    void follow(const Act& act) {
        if (act.client.empty()) return follow_client(act);
        if (act.client != server_) {
            refuse(act.written, fmt::format("the one server of this scene is {}.", server_));
        }
        if (act.deed == Deed::accepts || act.deed == Deed::refuses) {
            refuse(act.written, "only the first sentence of a scene says that.");
        }
        if (!is_there_) refuse(act.written, fmt::format("{} is not connected then.", server_));
        if (has_ended_) refuse(act.written, "the client has ended then.");
        if (act.deed == Deed::leaves || act.deed == Deed::vanishes) is_there_ = false;
    }

private:
    void follow_client(const Act& act) {
        if (act.deed != Deed::ends_well && act.deed != Deed::ends_badly) return;
        if (has_ended_) refuse(act.written, "the client has ended before.");
        has_ended_ = true;
    }

    std::string server_;
    bool is_there_;
    bool has_ended_ = false;
};

}  // namespace

bool begins_a_client_scene(const std::string& sentence) {
    return sentence.ends_with(" accepts") || sentence.ends_with(" refuses");
}

Scene parse_client_scene(const std::vector<std::string>& sentences) {
    Scene scene{client_scenes_act(sentences.at(0))};
    Cast cast(scene.front());
    for (std::size_t i = 1; i < sentences.size(); ++i) {
        scene.push_back(client_scenes_act(sentences[i]));
        cast.follow(scene.back());
    }
    return scene;
}

}  // namespace out_of_step
