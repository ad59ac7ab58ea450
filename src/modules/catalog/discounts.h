#pragma once

#include "modules/catalog/pricing.h"

namespace kontor::catalog {

// Adds to an answer what the discount rules say, by their rank: `add` comes on top, of `best` the larger discount
// counts, `exclusive` stands instead of all others and ends the matter.
void apply_discount_rules(db::Connection&, PriceQuestion const&, Id product_family, PriceAnswer&);

}
