#pragma once

#include "db/database.h"
#include "model/schema.h"

#include <string>
#include <vector>

namespace kontor::records {

struct IndexShape {
    std::string name;
    std::string table;
    std::string columns; // as in its declaration: "account", "title_fold", "id", each quoted
    bool is_unique = false;
    std::string where {}; // of a partial index
};

// What SQLite is told of the indexes, in place of ANALYZE. Without statistics it takes every index for equally good and
// then the one with fewest columns: the open deals of one account were found among all open deals, and each write that
// keeps a roll-up took longer than the one before. Told once what each kind of column tells apart in a large workspace,
// plans are right from the first record on and never flip. PostgreSQL counts for itself.
std::string expected_statistics(std::vector<IndexShape> const&, Schema const&);

// Whether this database was told something else: it was made by an older program.
bool has_other_statistics(db::Connection&, std::vector<IndexShape> const&, Schema const&);

}
