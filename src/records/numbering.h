#pragma once

#include "model/numbered.h"
#include "model/record.h"
#include "model/registry.h"
#include "records/store.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// When and how records of an entity get their number: "О-2026-0118".
struct Numbering {
    Entity const& entity;
    Numbered const& numbered;
    DayField const& day;                             // its year counts; today's without one
    std::function<OwnedLabel(Record const&)> prefix; // in the workspace's language
    std::vector<std::string_view> states;            // of the lifecycle, in which a record has a number
};

// A number given by hand at birth, as imports of older papers do, stays; what has one keeps it for good. Call it after
// all other rules of the entity: the counter is the last lock of a write (ENGINE.md 2), because whoever holds it makes
// everybody wait who draws from the same one.
void give_numbers(Registry&, Numbering);

// The next number of this prefix and year. Drawn inside the transaction: a write that is refused, taken back or killed
// leaves no gap.
std::string draw_number(Transaction&, std::string_view prefix, int year);

}
