#pragma once

#include "app/demo/teller.h"

namespace kontor::demo {

// What the house sells by: taxes, the dealers' price list, a few specifications, carriers, and what some clients were
// granted. What is there already stays.
void open_shop(History&, World const&, Teller const&);

}
