#include "modules/people/people.h"

#include "modules/people/department.h"
#include "modules/people/role.h"
#include "modules/people/rules.h"
#include "modules/people/user.h"

namespace kontor::people {

void add_to(Registry& registry)
{
    registry.add(department);
    registry.add(role);
    registry.add(user);
    add_rules(registry);
    add_role_rules(registry);
    add_actions(registry);
    add_seeds(registry);
}

}
