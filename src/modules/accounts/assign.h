#pragma once

#include "model/registry.h"
#include "model/traits.h"

namespace kontor::accounts {

// The action `assign` of an owned entity: another colleague answers for the record from now on, and is told.
void offer_assigning(Registry&, Entity const&, Owned const&);

}
