#include "modules/prospecting/prospecting.h"

#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/lead_source.h"
#include "modules/prospecting/rules.h"

namespace kontor::prospecting {

void add_to(Registry& registry)
{
    registry.add(lead_source);
    registry.add(enquiry);
    add_rules(registry);
    add_actions(registry);
    add_seeds(registry);
    add_today(registry);
}

}
