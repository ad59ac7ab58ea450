#include "modules/catalog/special_condition.h"

namespace kontor::catalog {

SpecialCondition::SpecialCondition()
    : Entity { "special_condition", "special_conditions",
        {
            .module = "catalog",
            .label = { { "Special condition", "Особое условие" }, { "Special conditions", "Особые условия" } },
            .icon = "discount",
            .colour = "violet",
            .order_by = "ends_on",
            .list = { "account", "product", "product_family", "kind", "price", "percent", "ends_on", "status" },
            .highlight = { "account", "kind", "price", "percent", "ends_on", "reason" },
            .form = { "account", "product", "product_family", "kind", "price", "percent", "ends_on", "reason" },
            .roles = { { "title", "name" }, { "status", "status" }, { "currency", "currency" }, { "owner", "owner" },
                { "parent", "account" } },
            .views = {
                { "active", { "Active", "Действуют" }, "status = \"active\"", "ends_on" },
                { "ending", { "Ending in 30 days", "Заканчиваются за 30 дней" },
                    "status = \"active\" AND ends_on <= days(30)", "ends_on" },
                { "waiting", { "Waiting for approval", "Ждут согласования" }, "approval_status = \"waiting\"",
                    "ends_on" },
                { "all", { "All", "Все" }, {}, "ends_on" },
            },
        } }
{
}

}
