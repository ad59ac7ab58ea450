#include "modules/offers/offers.h"

#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/offers/rules.h"

namespace kontor::offers {

void add_to(Registry& registry)
{
    registry.add(offer);
    registry.add(offer_line);
    add_offer_rules(registry);
    add_actions(registry);
    add_accept_action(registry);
    add_today(registry);
}

}
