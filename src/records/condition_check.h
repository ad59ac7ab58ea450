#pragma once

#include "db/database.h"
#include "records/filter_binding.h"

#include <functional>

namespace kontor::records {

// The same condition over one record in memory: it agrees with filter_sql.h on every record (a property test holds
// this). What lies behind a relation is asked of `exists`.
using ExistsCheck = std::function<bool(Condition const& exists, Record const&)>;
bool meets(Condition const&, Record const&, ExistsCheck const& = {});

// Asks the database for what lies behind relations.
ExistsCheck exists_in(db::Connection&, Schema const&, Actor const&, bool ignores_rights);

}
