#include "modules/conversations/conversations.h"

#include "modules/conversations/activity.h"
#include "modules/conversations/rules.h"

namespace kontor::conversations {

void add_to(Registry& registry)
{
    registry.add(activity);
    add_rules(registry);
    add_follow_up_rules(registry);
    add_actions(registry);
    add_today(registry);
}

}
