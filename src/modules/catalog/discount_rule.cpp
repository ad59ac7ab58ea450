#include "modules/catalog/discount_rule.h"

namespace kontor::catalog {

DiscountRule::DiscountRule()
    : Entity { "discount_rule", "discount_rules",
        {
            .module = "catalog",
            .label = { { "Discount rule", "Правило скидки" }, { "Discount rules", "Правила скидок" } },
            .icon = "percentage",
            .colour = "violet",
            .order_by = "rank",
            .list = { "name", "basis", "stack", "product_family", "product", "rank", "starts_on", "ends_on" },
            .highlight = { "basis", "scope", "stack", "condition", "starts_on", "ends_on" },
            .form = { "name", "basis", "scope", "stack", "condition", "product_family", "product", "starts_on",
                "ends_on" },
            .roles = { { "title", "name" } },
            .views = {
                { "active", { "Active", "Действуют" },
                    "starts_on <= today() AND (ends_on = null OR ends_on >= today())", "rank" },
                { "all", { "All", "Все" }, {}, "rank" },
            },
        } }
{
}

DiscountStep::DiscountStep()
    : Entity { "discount_step", "discount_steps",
        {
            .module = "catalog",
            .label = { { "Step of a discount", "Ступень скидки" }, { "Steps of a discount", "Ступени скидки" } },
            .icon = "stairs-up",
            .colour = "violet",
            .title = "note",
            .hidden = true,
            .order_by = "id",
            .list = { "discount_rule", "from_amount", "percent" },
            .highlight = { "from_amount", "percent" },
            .form = { "discount_rule", "from_amount", "percent" },
            .roles = { { "parent", "discount_rule" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
