#include "modules/catalog/product_family.h"

namespace kontor::catalog {

ProductFamily::ProductFamily()
    : Entity { "product_family", "product_families",
        {
            .module = "catalog",
            .label = { { "Product family", "Товарная группа" }, { "Product families", "Товарные группы" } },
            .icon = "box",
            .colour = "violet",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "parent" },
            .highlight = { "parent" },
            .form = { "name", "parent" },
            .roles = { { "title", "name" }, { "parent", "parent" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
