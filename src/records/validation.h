#pragma once

#include "records/change.h"

namespace kontor::records {

// Puts the values of a write into `change.after`: defaults first when it is a creation, keys looked up, links checked
// (missing and not visible are one and the same answer, 422 no_such_record).
void assign(Change&, Values const&, bool asks_rights);

// What must hold for every record: required fields, unique codes, allowed moves of a lifecycle. Faults are gathered in
// the change.
void validate(Change&);

// The record of a keyed collection with this key; of several the one in the scope of `source` (a deal's own pipeline,
// for a stage). Empty when there is none.
Id find_keyed(Transaction&, Record const& source, EntityInfo const& target, std::string const& key);

// The department of a person, for the stamp on what he owns.
Value department_of(Transaction&, Value const& owner);

// The record as it is now, locked for this write (PostgreSQL: FOR NO KEY UPDATE, never FOR UPDATE).
std::optional<Record> load_locked(Transaction&, EntityInfo const&, Id);
// The record after roll-ups and rules have had their say.
Record reload(Transaction&, Record const&);

}
