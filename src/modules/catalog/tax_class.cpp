#include "modules/catalog/tax_class.h"

namespace kontor::catalog {

TaxClass::TaxClass()
    : Entity { "tax_class", "tax_classes",
        {
            .module = "catalog",
            .label = { { "Tax class", "Налоговый класс" }, { "Tax classes", "Налоговые классы" } },
            .icon = "percentage",
            .colour = "grey",
            .keyed = true,
            .hidden = true,
            .order_by = "name",
            .list = { "name", "key", "category" },
            .highlight = { "key", "category" },
            .form = { "name", "category" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

TaxRate::TaxRate()
    : Entity { "tax_rate", "tax_rates",
        {
            .module = "catalog",
            .label = { { "Tax rate", "Налоговая ставка" }, { "Tax rates", "Налоговые ставки" } },
            .icon = "percentage",
            .colour = "grey",
            .title = "country",
            .hidden = true,
            .order_by = "starts_on desc",
            .list = { "tax_class", "country", "percent", "starts_on" },
            .highlight = { "tax_class", "percent", "starts_on" },
            .form = { "tax_class", "country", "percent", "starts_on" },
            .roles = { { "parent", "tax_class" } },
            .views = { { "all", { "All", "Все" }, {}, "starts_on desc" } },
        } }
{
}

}
