#include "modules/prospecting/prospecting.h"

#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/lead_source.h"

namespace kontor::prospecting {

void add_to(Registry& registry)
{
    registry.add(lead_source);
    registry.add(enquiry);
}

}
