#include "modules/contracts/contracts.h"

#include "modules/contracts/billing_schedule.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/contracts/obligation.h"
#include "modules/contracts/our_company.h"
#include "modules/contracts/rules.h"

namespace kontor::contracts {

void add_to(Registry& registry)
{
    registry.add(our_company);
    registry.add(contract);
    registry.add(contract_item);
    registry.add(obligation);
    registry.add(billing_schedule);
    add_contract_rules(registry);
    add_obligation_rules(registry);
    add_our_company(registry);
    add_billing_schedule(registry);
    add_contract_actions(registry);
    add_obligation_actions(registry);
    add_today(registry);
}

}
