#pragma once

#include "model/registry.h"
#include "modules/catalog/priced.h"

// The parts of the module that offers.cpp puts together.
namespace kontor::offers {

void add_offer_rules(Registry&);
void add_actions(Registry&);
void add_accept_action(Registry&);
void add_today(Registry&);

catalog::PricedPaper const& priced_offers();

}
