#pragma once

#include "app/demo/house.h"

namespace kontor::demo {

// What belongs to what in the catalogue: parts of bundles, accessories and successors, service plans, and the discount
// that follows from the quantity.
void arrange_assortment(records::Transaction&, Language, Day since);

}
