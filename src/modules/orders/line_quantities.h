#pragma once

#include "base/decimal.h"
#include "base/id.h"
#include "model/field.h"
#include "records/action.h"

#include <optional>
#include <string_view>
#include <vector>

namespace kontor::orders {

struct LineQuantity {
    Id line;
    Decimal quantity;
};

// The lines that an action was told, as [{"<name>":"17","quantity":"5"}]; nothing when it was told none. Throws Problem
// with the path of what cannot be read.
std::optional<std::vector<LineQuantity>> line_quantities(
    records::ActionCall const&, JsonField const& lines, std::string_view name);

}
