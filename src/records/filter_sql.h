#pragma once

#include "records/access.h"
#include "records/filter_binding.h"
#include "records/sql.h"

namespace kontor::records {

// How a value is bound for its column: decimals as ten-thousandths, instants as milliseconds, days as text.
db::Value to_column(Value const&);

// Appends the condition over the record named by `alias` as a two-valued boolean expression. NOT is pushed to the
// leaves and only negative leaves say OR IS NULL, so that the positive ones use indexes (ENGINE.md 3). With
// `ignores_rights` related records count whoever asks: for rules and roll-ups of the engine itself.
struct FilterScope {
    Schema const& schema;
    Actor const& actor;
    bool ignores_rights = false;
};
void append_condition(Sql&, Condition const&, std::string_view alias, FilterScope const&);

// The table that holds a many-to-many field: "deals__products".
std::string link_table(EntityInfo const& source, Field const& links);

}
