#include "modules/market/market.h"

#include "modules/market/segment.h"

namespace kontor::market {

void add_to(Registry& registry) { registry.add(segment); }

}
