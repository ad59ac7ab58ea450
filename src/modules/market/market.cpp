#include "modules/market/market.h"

#include "modules/market/rules.h"
#include "modules/market/segment.h"

namespace kontor::market {

void add_to(Registry& registry)
{
    registry.add(segment);
    add_rules(registry);
    add_seeds(registry);
}

}
