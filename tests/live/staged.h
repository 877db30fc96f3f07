#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stage/stage.h"

namespace out_of_step {

/// A misbehaving server on the stage; what it does wrong is its `mode`.
inline Staging staging_of(const std::string& mode) {
    Staging staging;
    staging.command = {MISBEHAVING_SERVER, mode};
    staging.mark_what_is_said = true;
    return staging;
}

inline Outcome played(const std::string& mode, const std::vector<std::string>& sentences) {
    return play(parse_scene(sentences), staging_of(mode));
}

/// "byte unread of B, spin of C". Each must be proved.
inline std::string found_in(const Outcome& outcome) {
    std::string all;
    for (const Finding& finding : outcome.findings) {
        all += (all.empty() ? "" : ", ") + name_of(finding.kind) + " of " + finding.client;
        EXPECT_NE(finding.proof, Finding::Proof::deadline);
    }
    return all;
}

inline std::string found(const std::string& mode, const std::vector<std::string>& sentences) {
    return found_in(played(mode, sentences));
}

}  // namespace out_of_step
