#pragma once

#include "records/store.h"

namespace kontor::records {

// Stored values that follow from others, kept right inside the same transaction.

// Formulas over the record's own fields and the `<field>_base` companions of money. Before the record is written.
void compute(Transaction&, Record&);

// PostgreSQL: locks the parents that keep roll-ups over this record, in the Registry's order and by rising ids, FOR NO
// KEY UPDATE, before the child is written (ENGINE.md 2). SQLite has one writer and needs none.
void lock_parents(Transaction&, Record const& before, Record const& after);

// Recomputes what the parents of a written, binned or restored record add up, in a new statement, and what follows from
// that. Does not raise the parents' versions: it is nobody's edit.
void roll_up(Transaction&, EntityInfo const& child, Record const& before, Record const& after);

// Stores what follows from other records where neither a formula nor a roll-up can say how (the subject of the next
// step). Like a roll-up: no version, no audit line, no rules; streams are told, and what follows in turn is kept right.
void store_derived(Transaction&, Record const& before, Record after);
void write_derived(Transaction&, EntityInfo const&, Id, Values const&);

// Fills what a computed field that was added later says of the records that were there before, from after the id `last`
// on; moves `last` on and returns how many records were looked at.
std::size_t recompute_slice(Transaction&, EntityInfo const&, std::int64_t& last, std::size_t at_most);

// The value as its definition gives it now: for `kontor check` and the property test.
Value defined_roll_up(db::Connection&, Schema const&, EntityInfo const& parent, Field const&, Id parent_id);

}
