#include "modules/deals/deals.h"

#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"

namespace kontor::deals {

void add_to(Registry& registry)
{
    registry.add(pipeline);
    registry.add(stage);
    registry.add(deal);
    registry.add(deal_contact);
    add_pipeline_rules(registry);
    add_deal_rules(registry);
    add_deal_money_rules(registry);
    add_participant_rules(registry);
    add_actions(registry);
    add_seeds(registry);
    add_pipeline_report(registry);
    add_won_lost_report(registry);
    add_days_to_win_report(registry);
    add_top_accounts_report(registry);
    add_today(registry);
}

}
