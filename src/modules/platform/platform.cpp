#include "modules/platform/platform.h"

#include "modules/platform/alarms.h"
#include "modules/platform/comment.h"
#include "modules/platform/import_mapping.h"
#include "modules/platform/notification.h"
#include "modules/platform/rules.h"
#include "modules/platform/theft_alarm.h"
#include "modules/platform/view.h"

namespace kontor::platform {

void add_to(Registry& registry)
{
    registry.add(view);
    registry.add(comment);
    registry.add(notification);
    registry.add(import_mapping);
    registry.add(theft_alarm);
    add_rules(registry);
    add_alarm_actions(registry);
}

}
