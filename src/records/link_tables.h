#pragma once

#include "records/change.h"

namespace kontor::records {

// Many-to-many fields: rows of a table of their own, in the order that they were given.

std::vector<Id> linked_ids(db::Connection&, EntityInfo const& source, Field const& links, Id record);

// Applies the edits of a write. Elements that the writer may not see survive a replace (API.md 3.5). Targets that are
// missing or not visible are faults of the change; what really changed is added to change.links.
void write_links(Change&, Values const&, bool asks_rights);

// Ties of a purged record, from both ends.
void forget_links(db::Connection&, Schema const&, EntityInfo const&, Id record);

}
