#pragma once

#include "app/demo/teller.h"

namespace kontor::demo {

// What became of the deals that the teller told of: offers, contracts, orders, deliveries, invoices and payments, in
// every state that they can be in this morning; before them the price list, carriers and special conditions.
void keep_books(History&, World const&, Teller const&);

}
