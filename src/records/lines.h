#pragma once

#include "records/change.h"
#include "records/writer.h"

namespace kontor::records {

// Lines are saved with their parent in one call and one transaction (API.md 3.5). Faults name `deal_contacts[1].role`.
// True when any line was written; that counts as a change of the parent.
bool write_lines(Change& parent, Values const&, Writer::Authority);

// A line that is written by itself is numbered too: where it was told to stand, else after the others. True when the
// order changed.
bool place_line(Change& line, Values const&);

// One more line that a record is written with.
void add_line(Values& parent, EntityInfo const& lines, Values line);

// True while a record is being made: its lines are written one by one, and its own rules after saving are still to
// come. What follows from all lines is then worked out once, by them.
bool is_being_created(Transaction&, Id record);

}
