#pragma once

#include "model/entity.h"
#include "model/registry.h"

namespace kontor::platform {

// The link leads to the same entity and must not lead back to where it began: nobody is his own superior.
void refuse_cycle(Registry&, Entity const&, Link const& parent);

// No end before its start.
void refuse_reversed(Registry&, Entity const&, DayField const& start, DayField const& end);

}
