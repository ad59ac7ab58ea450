#include "modules/catalog/unit.h"

namespace kontor::catalog {

Unit::Unit()
    : Entity { "unit", "units",
        {
            .module = "catalog",
            .label = { { "Unit", "Единица измерения" }, { "Units", "Единицы измерения" } },
            .icon = "box",
            .colour = "grey",
            .keyed = true,
            .hidden = true,
            .order_by = "name",
            .list = { "name", "key", "code", "base", "factor" },
            .highlight = { "key", "code" },
            .form = { "name", "code", "base", "factor" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
