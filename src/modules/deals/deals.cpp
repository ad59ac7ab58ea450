#include "modules/deals/deals.h"

#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/stage.h"

namespace kontor::deals {

void add_to(Registry& registry)
{
    registry.add(pipeline);
    registry.add(stage);
    registry.add(deal);
    registry.add(deal_contact);
}

}
