#pragma once

#include "records/change.h"
#include "records/writer.h"

namespace kontor::records {

// Lines are saved with their parent in one call and one transaction (API.md 3.5). Faults name `deal_contacts[1].role`.
// True when any line was written; that counts as a change of the parent.
bool write_lines(Change& parent, Values const&, Writer::Authority);

}
