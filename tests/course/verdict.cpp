#include "verdict.h"

#include <algorithm>
#include <set>

namespace course {

using nlohmann::json;

namespace {

template <typename Promise>
const Promise* named(const std::vector<Promise>& promises, const std::string& name) {
    const auto found = std::find_if(promises.begin(), promises.end(),
                                    [&](const Promise& promise) { return promise.name == name; });
    return found == promises.end() ? nullptr : &*found;
}

/// Runs `read`, and says what was read if a field is missing or of another kind.
template <typename Read>
auto reading(const char* what, Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const json::exception& error) {
        throw NoVerdict(std::string(what) + " cannot be read: " + error.what());
    }
}

/// Rule set by rule set. A set that is told twice has been judged twice: that is no verdict.
ByRules by_rules_from(const json& list) {
    ByRules all;
    for (const json& one : list) {
        const std::string rules = one.at("rules");
        if (!all.emplace(rules, symptoms_from(one.at("symptoms"))).second) {
            throw NoVerdict("two answers under the rule set " + rules);
        }
    }
    return all;
}

JudgedPromise promise_from(const json& printed) {
    JudgedPromise promise;
    promise.name = printed.at("promise");
    promise.kept = printed.at("kept");
    promise.executions = printed.at("executions");
    promise.certificate = printed.value("certificate", "");
    const json& breaches = printed.at("breaches");
    promise.symptoms = by_rules_from(breaches);
    bool first = true;
    for (const json& breach : breaches) {
        const unsigned deviations = breach.at("deviations");
        promise.deviations = first ? deviations : std::min(promise.deviations, deviations);
        if (first && !breach.at("sentences").empty()) promise.example = breach["sentences"][0];
        first = false;
    }
    if (promise.kept != promise.symptoms.empty()) {
        throw NoVerdict(promise.name + " is said to be " + (promise.kept ? "kept" : "broken") +
                        ", and its breaches say otherwise");
    }
    return promise;
}

void compare(const std::string& promise, const std::string& rules, const Symptoms& expected,
             const Symptoms& seen, Complaints& complaints) {
    if (expected == seen) return;
    if (seen.empty()) {
        complaints.push_back(promise + " should be broken under " + rules + " (" +
                             in_words(expected) + "), and is kept.");
    } else if (expected.empty()) {
        complaints.push_back(promise + " is broken under " + rules + " (" + in_words(seen) +
                             "), and that is not declared.");
    } else {
        complaints.push_back(promise + " is broken under " + rules +
                             " for another reason.\n  declared: " + in_words(expected) +
                             "\n  seen:     " + in_words(seen));
    }
}

const Symptoms& under(const ByRules& by_rules, const std::string& rules) {
    static const Symptoms none;
    const auto found = by_rules.find(rules);
    return found == by_rules.end() ? none : found->second;
}

}  // namespace

std::string in_words(const Symptoms& symptoms) {
    std::string text;
    for (const std::string& symptom : symptoms) text += (text.empty() ? "" : "; ") + symptom;
    return text.empty() ? "nothing" : text;
}

const DeclaredPromise* Declaration::find(const std::string& promise) const {
    return named(promises, promise);
}

std::vector<std::string> Declaration::names() const {
    std::vector<std::string> all;
    for (const DeclaredPromise& promise : promises) all.push_back(promise.name);
    return all;
}

std::vector<std::string> Declaration::triggers() const {
    std::vector<std::string> all;
    for (const DeclaredPromise& promise : promises) {
        if (!promise.triggers.empty()) all.push_back(promise.name);
    }
    return all;
}

const JudgedPromise* Verdict::find(const std::string& promise) const {
    return named(promises, promise);
}

Symptoms symptoms_from(const json& list) {
    return reading("the symptoms", [&] {
        Symptoms symptoms;
        for (const json& one : list) {
            std::string text = one.at("detector");
            const std::string who = one.at("who");
            const std::string call = one.at("call");
            if (!who.empty()) text += ": " + who;
            if (!call.empty()) text += ", in " + call;
            symptoms.push_back(text);
        }
        if (symptoms.empty()) throw NoVerdict("a breach without a symptom");
        std::sort(symptoms.begin(), symptoms.end());
        return symptoms;
    });
}

Declaration declaration_from(const json& printed) {
    return reading("what is declared", [&] {
        Declaration declared;
        declared.lesson = printed.at("lesson");
        for (const json& one : printed.at("promises")) {
            declared.promises.push_back({.name = one.at("promise"),
                                         .sentence = one.at("sentence"),
                                         .scenarios = one.at("scenarios"),
                                         .deviations = one.at("deviations"),
                                         .triggers = by_rules_from(one.at("triggers"))});
        }
        return declared;
    });
}

Verdict verdict_from(const json& printed) {
    return reading("the verdict", [&] {
        if (printed.at("schema") != 1) throw NoVerdict("a verdict of another schema");
        Verdict verdict;
        verdict.lesson = printed.at("lesson");
        verdict.certificate = printed.value("certificate", "");
        for (const json& one : printed.at("promises")) {
            verdict.promises.push_back(promise_from(one));
        }
        return verdict;
    });
}

Complaints about_what_was_judged(const std::vector<std::string>& asked, const Verdict& verdict) {
    Complaints complaints;
    std::set<std::string> judged;
    for (const JudgedPromise& promise : verdict.promises) {
        if (!judged.insert(promise.name).second) {
            complaints.push_back(promise.name + " was judged twice.");
        }
        if (std::find(asked.begin(), asked.end(), promise.name) == asked.end()) {
            complaints.push_back(promise.name + " was judged, and nobody asked for it.");
        }
        // Whatever ends the process in its first execution has run none to its end.
        if (promise.kept && promise.executions == 0) {
            complaints.push_back(promise.name + " is kept, but nothing was tried.");
        }
    }
    for (const std::string& name : asked) {
        if (!judged.contains(name)) complaints.push_back(name + " was not judged.");
    }
    if (asked.empty()) complaints.emplace_back("Nothing was asked.");
    return complaints;
}

Complaints about_reasons(const std::map<std::string, ByRules>& expected,
                         const std::vector<std::string>& asked, const Verdict& verdict) {
    Complaints complaints = about_what_was_judged(asked, verdict);
    for (const JudgedPromise& promise : verdict.promises) {
        const auto found = expected.find(promise.name);
        const ByRules reasons = found == expected.end() ? ByRules() : found->second;
        std::set<std::string> sets;
        for (const auto& [rules, symptoms] : reasons) sets.insert(rules);
        for (const auto& [rules, symptoms] : promise.symptoms) sets.insert(rules);
        for (const std::string& rules : sets) {
            compare(promise.name, rules, under(reasons, rules), under(promise.symptoms, rules),
                    complaints);
        }
    }
    return complaints;
}

Complaints about_lesson(const Declaration& declared, const std::vector<std::string>& asked,
                        const Verdict& verdict) {
    std::map<std::string, ByRules> expected;
    for (const DeclaredPromise& promise : declared.promises) {
        if (!promise.triggers.empty()) expected.emplace(promise.name, promise.triggers);
    }
    Complaints complaints = about_reasons(expected, asked, verdict);
    if (declared.lesson != verdict.lesson) {
        complaints.push_back("These are the promises of " + verdict.lesson + ", not of " +
                             declared.lesson + ".");
    }
    return complaints;
}

Complaints about_solution(const std::vector<std::string>& asked, const Verdict& verdict) {
    Complaints complaints = about_reasons({}, asked, verdict);
    for (const JudgedPromise& promise : verdict.promises) {
        if (!promise.kept) continue;
        const std::string certificate = " (\"" + promise.certificate + "\").";
        if (!promise.certificate.ends_with("under 3 rule sets")) {
            complaints.push_back(promise.name + " was not judged under all rule sets" +
                                 certificate);
        }
        // The judge says "not all, but ..." where it has given up.
        if (!promise.certificate.starts_with("all ")) {
            complaints.push_back(promise.name + " was not tried in every way" + certificate);
        }
    }
    return complaints;
}

Complaints about_list(const std::vector<std::string>& in_course, const Declaration& declared) {
    Complaints complaints;
    const std::vector<std::string> in_tests = declared.triggers();
    const auto contains = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const std::string& name : in_course) {
        if (!contains(in_tests, name)) {
            complaints.push_back(name + " is a trigger in lessons/course.json, and tests/lessons/" +
                                 declared.lesson + ".cpp declares no symptom of it.");
        }
    }
    for (const std::string& name : in_tests) {
        if (!contains(in_course, name)) {
            complaints.push_back(name + " is a trigger in tests/lessons/" + declared.lesson +
                                 ".cpp, and lessons/course.json does not list it.");
        }
    }
    return complaints;
}

}  // namespace course
