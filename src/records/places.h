#pragma once

#include "records/change.h"

namespace kontor::records {

// Ordered records (stages, cards) carry a `rank` that the server owns: rising whole numbers with gaps, spread anew when
// a gap is used up. Sets it from the write-only `place` (a creation without one goes last). True when the record moved.
bool place(Change&, Values const&);

}
