#include "modules/people/role.h"

namespace kontor::people {

Role::Role()
    : Entity { "role", "roles",
        {
            .module = "people",
            .label = { { "Role", "Роль" }, { "Roles", "Роли" } },
            .icon = "key",
            .colour = "grape",
            .keyed = true,
            .hidden = true,
            .order_by = "name",
            .list = { "name", "key", "description", "is_shipped" },
            .highlight = { "key", "description" },
            .form = { "name", "key", "description" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
