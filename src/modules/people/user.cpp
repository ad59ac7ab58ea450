#include "modules/people/user.h"

namespace kontor::people {

User::User()
    : Entity { "user", "users",
        {
            .module = "people",
            .label = { { "Person of ours", "Сотрудник" }, { "People of ours", "Сотрудники" } },
            .icon = "users-group",
            .colour = "blue",
            .order_by = "name",
            .list = { "name", "title", "department", "role", "status", "email" },
            .highlight = { "title", "department", "phone", "email", "deputy" },
            .form = { "name", "email", "title", "department", "role" },
            .roles = { { "title", "name" }, { "status", "status" } },
            .views = {
                { "active", { "Active", "Работают" }, "active", "name" },
                { "away", { "Away now", "Отсутствуют сейчас" },
                    "away_starts_on <= today() AND (away_ends_on = null OR away_ends_on >= today())", "name" },
                { "all", { "All", "Все" }, "kind = \"person\"", "name" },
            },
        } }
{
}

}
