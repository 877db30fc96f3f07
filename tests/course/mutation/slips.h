#pragma once

#include <string>
#include <vector>

#include "token.h"

namespace course::mutation {

/// What could stand there instead of `tokens[i]` if somebody slips; often nothing. "" means that
/// the token could be missing.
std::vector<std::string> slips_at(const std::vector<Token>& tokens, std::size_t i);

}  // namespace course::mutation
