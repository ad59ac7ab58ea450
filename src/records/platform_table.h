#pragma once

#include "records/reader.h"
#include "records/sql.h"

#include <string_view>

namespace kontor::records {

// Tables that the engine keeps beside the records, with the names that the wire knows their columns by. They are no
// entities, but are filtered in the one filter language (API.md 4).
enum class PlatformTable { audit, jobs };

// Appends `(select ...) alias where ...`: the rows that meet the filter. Throws Problem with the column of what does
// not fit.
void append_filtered(Sql&, PlatformTable, std::string_view alias, std::string_view filter, Reading&);

}
