#include "app/modules.h"

#include "modules/accounts/accounts.h"
#include "modules/approvals/approvals.h"
#include "modules/billing/billing.h"
#include "modules/catalog/catalog.h"
#include "modules/contracts/contracts.h"
#include "modules/conversations/conversations.h"
#include "modules/deals/deals.h"
#include "modules/market/market.h"
#include "modules/offers/offers.h"
#include "modules/orders/orders.h"
#include "modules/people/people.h"
#include "modules/platform/platform.h"
#include "modules/prospecting/prospecting.h"

namespace kontor {

void register_modules(Registry& registry)
{
    people::add_to(registry);
    market::add_to(registry);
    catalog::add_to(registry);
    accounts::add_to(registry);
    prospecting::add_to(registry);
    deals::add_to(registry);
    approvals::add_to(registry);
    offers::add_to(registry);
    contracts::add_to(registry);
    orders::add_to(registry);
    billing::add_to(registry);
    conversations::add_to(registry);
    platform::add_to(registry);
}

}
