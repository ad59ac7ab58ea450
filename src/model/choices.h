#pragma once

#include "model/field.h"

#include <vector>

namespace kontor {

// An administrator's list over the one that is there: his choices in his order, then those that he did not name,
// because records may hold them.
std::vector<ChoiceOption> merge_choices(
    std::vector<ChoiceOption> const& present, std::vector<ChoiceOption> const& sent);

}
