#pragma once

#include "model/record.h"
#include "records/sql.h"

#include <vector>

namespace kontor::records {

// Records as rows of their table: which columns, in which order, and the values both ways.

// "t"."id", "t"."version", ... for every stored field of the entity; `read_record` reads rows selected so.
void append_record_columns(Sql&, EntityInfo const&, std::string_view alias);
Record read_record(db::Rows const&, std::shared_ptr<Schema const> const&, EntityInfo const&);

// One value from a column of the field's type.
Value read_column(db::Rows const&, int column, FieldType);

// The column-value pairs that store a field: companions and parts included.
struct StoredColumn {
    std::string name;
    db::Value value;
};
void append_stored(std::vector<StoredColumn>&, Record const&, Field const&);

// The statement that adds the record's row with all fields that are not empty, and its values.
struct InsertRow {
    std::string const& sql; // kept for the thread
    std::vector<db::Value> values;
};
InsertRow insert_row(Record const&);

}
