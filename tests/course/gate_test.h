#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "verdict.h"

namespace course {

/// What a test of the gate does: it returns its complaints, or throws CannotJudge.
using Body = std::function<Complaints()>;

/// Adds the test `suite`.`name`.
void add_test(const std::string& suite, const std::string& name, const Body& body);

void register_attempts();
void register_matrix();

Complaints joined(Complaints all, const Complaints& more, const Complaints& still_more = {});

/// Arguments for the judge where one unlucky moment says enough.
inline const std::vector<std::string> quick = {"--deviations", "1"};

}  // namespace course
