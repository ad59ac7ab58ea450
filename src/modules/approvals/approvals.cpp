#include "modules/approvals/approvals.h"

#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/approvals/rules.h"

namespace kontor::approvals {

void add_to(Registry& registry)
{
    registry.add(approval_rule);
    registry.add(approval);
    add_rules(registry);
    add_actions(registry);
    add_today(registry);
}

}
