#pragma once

#include "records/store.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// Full-text search over the searchable fields of all entities, folded in C++ (the only room besides db/ where SQL
// differs). SQLite: kontor_search (id, entity, title_fold, text_fold) with two FTS5 tables over it (unicode61 prefix '2
// 3', trigram). PostgreSQL: the same table with a tsvector ('simple') and a trigram index.
std::vector<std::string> search_table_sql(db::Dialect);

// Writes the rows of these records anew, or takes them away when they are gone or binned. Called once per group.
void update_search(db::Connection&, Schema const&, std::span<Transaction::SearchRow const>);

// The ids of one entity that match, best first, at most `limit`; rights are not asked for: pass them through
// Reader::visible. Each word of `q` must match as the beginning or a part (3 letters and more) of a word; titles also
// with a typo.
std::vector<Id> search_ids(Reading&, EntityInfo const&, std::string_view q, std::size_t limit);

struct SearchQuery {
    std::string q;
    std::vector<std::string> entities; // empty: all
    int limit = 5;
};
// {"groups": [...], "took_ms": n} as API.md 9 says: only readable fields of readable records.
std::string search(Reading&, SearchQuery const&);

// Rebuilds the whole index, or that of one collection, in slices; returns how many records.
std::size_t rebuild_search(Store&);
std::size_t rebuild_search(Store&, std::string_view plural);

}
