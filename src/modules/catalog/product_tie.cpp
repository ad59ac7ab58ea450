#include "modules/catalog/product_tie.h"

namespace kontor::catalog {

ProductTie::ProductTie()
    : Entity { "product_tie", "product_ties",
        {
            .module = "catalog",
            .label = { { "Product tie", "Связь товаров" }, { "Product ties", "Связи товаров" } },
            .icon = "link",
            .colour = "violet",
            .title = "note",
            .hidden = true,
            .order_by = "rank",
            .list = { "product", "other_product", "kind", "rank", "lift" },
            .highlight = { "product", "other_product", "kind" },
            .form = { "product", "other_product", "kind", "rank" },
            .roles = { { "parent", "product" } },
            .views = { { "all", { "All", "Все" }, {}, "rank" } },
        } }
{
}

BundleItem::BundleItem()
    : Entity { "bundle_item", "bundle_items",
        {
            .module = "catalog",
            .label = { { "Part of a bundle", "Состав комплекта" }, { "Parts of a bundle", "Состав комплектов" } },
            .icon = "packages",
            .colour = "violet",
            .title = "note",
            .hidden = true,
            .order_by = "id",
            .list = { "product", "part", "quantity", "is_optional", "price_share_percent" },
            .highlight = { "part", "quantity", "is_optional" },
            .form = { "product", "part", "quantity", "is_optional" },
            .roles = { { "parent", "product" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
