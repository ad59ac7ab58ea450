#pragma once

#include "db/database.h"
#include "model/schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// Raised with every change of the engine's own tables; an older program refuses a newer database.
inline constexpr int format_version = 1;

struct Column {
    std::string name;
    std::string type; // BIGINT or TEXT
};

// The columns that hold one field: one, six for an address, two for a link to any, and a folded companion for text.
std::vector<Column> columns_of(Field const&);

// Whether an index of the entity starts with this field, so that its values find their records.
bool leads_an_index(EntityInfo const&, Field const&);

// What must be run so that the database has every table, column and index that the Schema and the engine ask for.
// Nothing is ever taken away here.
std::vector<std::string> difference(db::Connection&, Schema const&);

bool table_exists(db::Connection&, std::string_view table);

}
