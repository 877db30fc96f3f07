#include "survivors.h"

#include <algorithm>
#include <stdexcept>

#include "files.h"

namespace course::mutation {

using nlohmann::json;

namespace {

std::vector<std::string> one_or_more(const json& value) {
    if (value.is_string()) return {value.get<std::string>()};
    return value.get<std::vector<std::string>>();
}

Survivor survivor_from(const json& entry, const json& group) {
    Survivor one;
    one.reason = group.at("reason");
    one.from = group.at("from");
    one.to = group.at("to");
    one.line = entry.at("line");
    one.after = entry.value("after", "");
    one.token = entry.at("token");
    one.nth = entry.value("nth", std::size_t{1});
    one.becomes = one_or_more(entry.at("becomes"));
    one.each = entry.value("each", false);
    if (one.reason.empty()) throw std::runtime_error("survivors.json: no reason for " + one.line);
    return one;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

bool Survivor::is(const Mutant& mutant) const {
    return line == mutant.text && (after.empty() || after == mutant.after) &&
           token == mutant.token && nth == mutant.nth && contains(becomes, mutant.becomes);
}

std::string Survivor::in_words(const std::string& becomes_this) const {
    Mutant meant;
    meant.token = token;
    meant.nth = nth;
    meant.becomes = becomes_this;
    return "survivors.json: " + meant.in_words() + ", in: " + line;
}

std::vector<Survivor> survivors_from(const json& list) {
    std::vector<Survivor> all;
    try {
        for (const json& group : list.at("survivors")) {
            for (const json& entry : group.at("mutants")) {
                all.push_back(survivor_from(entry, group));
            }
        }
    } catch (const json::exception& error) {
        throw std::runtime_error(std::string("survivors.json: ") + error.what());
    }
    return all;
}

const std::vector<Survivor>& survivors() {
    static const std::vector<Survivor> all =
        survivors_from(json::parse(read(root() / "tests/course/mutation/survivors.json"), nullptr,
                                   /*allow_exceptions=*/false));
    return all;
}

bool may_survive(const std::vector<Survivor>& listed, const std::string& solution,
                 const Mutant& mutant) {
    return std::any_of(listed.begin(), listed.end(),
                       [&](const Survivor& one) { return one.is_in(solution) && one.is(mutant); });
}

std::vector<std::string> about_listed(const std::vector<Survivor>& listed,
                                      const std::string& solution,
                                      const std::vector<Mutant>& mutants) {
    std::vector<std::string> complaints;
    for (const Survivor& one : listed) {
        if (!one.is_in(solution)) continue;
        for (const std::string& becomes : one.becomes) {
            Survivor single = one;
            single.becomes = {becomes};
            const auto count = std::count_if(mutants.begin(), mutants.end(),
                                             [&](const Mutant& m) { return single.is(m); });
            if (count == 1 || (one.each && count > 1)) continue;
            complaints.push_back(one.in_words(becomes) + "\n    solution " + solution +
                                 (count == 0 ? " has no such mutant."
                                             : " has more than one: say `after` which line."));
        }
    }
    return complaints;
}

}  // namespace course::mutation
