#include "modules/conversations/conversations.h"

#include "modules/conversations/activity.h"

namespace kontor::conversations {

void add_to(Registry& registry) { registry.add(activity); }

}
