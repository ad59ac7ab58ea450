#pragma once

#include "records/import_table.h"
#include "records/store.h"

#include <map>
#include <string>
#include <vector>

namespace kontor::records {

// A fault of one row, with its place in the file.
struct RowFault {
    std::size_t line = 0;
    std::size_t column = 0; // from 1; 0 for the whole row
    std::string header, field, value, code, message;
};

enum class RowOutcome { created, updated, skipped };

// Turns rows into writes with the rights and rules of the importing person. Links are matched with what is in the
// database and what this import has made; what a rolled-back slice had learned is forgotten with it.
class RowImporter {
public:
    RowImporter(ImportMapping const& mapping, MappedColumns const& columns, char decimal)
        : m_mapping(mapping)
        , m_columns(columns)
        , m_decimal(decimal)
    {
    }

    // Throws std::vector<RowFault> when the row is bad; the caller takes back what was written.
    RowOutcome write(Transaction&, ImportRow const&);

    void keep_learned(); // the slice is durable
    void forget_learned();

private:
    struct Found {
        Id id;
        bool is_ambiguous = false;
    };
    Found find_link(Transaction&, ColumnMapping const&, std::string const& cell);
    std::optional<Found> find_record(Transaction&, Values const&, Id own_id);

    ImportMapping const& m_mapping;
    MappedColumns const& m_columns;
    char m_decimal;
    std::map<std::pair<int, std::string>, Id> m_known;   // (field number, cell) to the linked record
    std::map<std::pair<int, std::string>, Id> m_learned; // of the slice under way
};

}
