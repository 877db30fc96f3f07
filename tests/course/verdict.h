#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

/// What a lesson's tests declare, what the judge has found, and where the two part.
///
/// Every comparison returns sentences, one for each thing that is not as it should be; none at all
/// means that all is well. Nothing is run here.
namespace course {

/// "out of step: C, in WSAEnumNetworkEvents": detector, whom it is about, the call. Sorted.
using Symptoms = std::vector<std::string>;
/// What is seen under each rule set: "windows", "documented", "lenient".
using ByRules = std::map<std::string, Symptoms>;

/// "byte unread: B; byte unread: C".
std::string in_words(const Symptoms& symptoms);

/// A promise as tests/lessons declares it.
struct DeclaredPromise {
    std::string name;
    std::string sentence;
    std::size_t scenarios = 0;
    unsigned deviations = 0;
    ByRules triggers;  ///< empty if the lesson keeps it, too
};

/// All that tests/lessons declares about a lesson.
struct Declaration {
    std::string lesson;
    std::vector<DeclaredPromise> promises;

    const DeclaredPromise* find(const std::string& promise) const;
    std::vector<std::string> names() const;
    std::vector<std::string> triggers() const;  ///< those that the lesson must break
};

/// What the judge has found out about a promise.
struct JudgedPromise {
    std::string name;
    bool kept = false;
    std::uint64_t executions = 0;
    std::string certificate;  ///< empty if it is broken
    ByRules symptoms;         ///< of the smallest failing execution
    unsigned deviations = 0;  ///< the fewest unlucky moments in which it is broken
    std::string example;      ///< a sentence about the first thing found

    /// Broken for the same reasons by as unlucky moments, or kept with as many executions.
    bool operator==(const JudgedPromise&) const = default;
};

/// The judge's answer about a module.
struct Verdict {
    std::string lesson;  ///< whose promises these are
    std::vector<JudgedPromise> promises;
    std::string certificate;  ///< empty if something is broken

    const JudgedPromise* find(const std::string& promise) const;
};

/// Not what a judge prints.
class NoVerdict : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads what `judge_... --list` prints. Throws NoVerdict.
Declaration declaration_from(const nlohmann::json& printed);
/// Reads what `judge_... --json` prints. Throws NoVerdict.
Verdict verdict_from(const nlohmann::json& printed);
/// The symptoms in a list of {detector, who, call}. Throws NoVerdict.
Symptoms symptoms_from(const nlohmann::json& list);

using Complaints = std::vector<std::string>;

/// The verdict is about exactly these promises, each of which was really tried.
Complaints about_what_was_judged(const std::vector<std::string>& asked, const Verdict& verdict);

/// Of the promises asked for, exactly those are broken that are `expected` to be, under exactly
/// those rule sets and with exactly those symptoms.
Complaints about_reasons(const std::map<std::string, ByRules>& expected,
                         const std::vector<std::string>& asked, const Verdict& verdict);

/// A lesson breaks exactly its declared triggers, each for the declared reason.
Complaints about_lesson(const Declaration& declared, const std::vector<std::string>& asked,
                        const Verdict& verdict);

/// A solution keeps every promise asked for, under all three rule sets.
Complaints about_solution(const std::vector<std::string>& asked, const Verdict& verdict);

/// course.json's triggers are those that tests/lessons declares, and the other way round.
Complaints about_list(const std::vector<std::string>& in_course, const Declaration& declared);

}  // namespace course
