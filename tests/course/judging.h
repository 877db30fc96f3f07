#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "verdict.h"

namespace course {

/// A server as the judge takes it: a module, and the file it was built from.
struct Module {
    std::filesystem::path module;
    std::filesystem::path source;
};

/// The tree in which everything was built.
const std::filesystem::path& build();

Module lesson_module(const std::string& slug);
Module solution_module(const std::string& slug);
/// attempts/<file>: "03_arrays_out_of_step/swap_with_last.cpp".
Module attempt_module(const std::string& file);

/// There is no verdict, and the text says why.
class CannotJudge : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Why this module cannot be judged: it is not there, or is not what its source says now, as when
/// the source does not compile. "" if it can be.
std::string why_not(const Module& module);

/// What tests/lessons/<slug>.cpp declares. Throws CannotJudge.
Declaration declaration_of(const std::string& slug);

/// Judges in a process of its own, by the promises of lesson `slug`: these, in this order, or all.
/// What was judged before and has not changed since is not judged again (kept_verdicts.h).
/// Throws CannotJudge.
Verdict judge(const std::string& slug, const Module& module,
              const std::vector<std::string>& promises = {},
              const std::vector<std::string>& more_arguments = {});

/// By all of these promises, each in as many unlucky moments as it says, or in `most` if that is
/// less.
Verdict judge_up_to(unsigned most, const Declaration& declared, const Module& module);

}  // namespace course
