#include "app/duties.h"

#include "modules/approvals/duties.h"
#include "modules/billing/duties.h"
#include "modules/contracts/duties.h"
#include "modules/offers/duties.h"
#include "modules/orders/duties.h"

namespace kontor {

void register_duties(jobs::Duties& duties)
{
    approvals::add_duties(duties);
    billing::add_duties(duties);
    offers::add_duties(duties);
    contracts::add_duties(duties);
    orders::add_duties(duties);
}

}
