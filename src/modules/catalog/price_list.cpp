#include "modules/catalog/price_list.h"

namespace kontor::catalog {

PriceList::PriceList()
    : Entity { "price_list", "price_lists",
        {
            .module = "catalog",
            .label = { { "Price list", "Прайс-лист" }, { "Price lists", "Прайс-листы" } },
            .icon = "list-details",
            .colour = "violet",
            .order_by = "starts_on desc",
            .list = { "name", "currency", "segment", "starts_on", "ends_on", "status" },
            .highlight = { "currency", "segment", "starts_on", "ends_on", "status" },
            .form = { "name", "currency", "segment", "region", "is_gross", "based_on", "factor", "starts_on",
                "ends_on" },
            .roles = { { "title", "name" }, { "status", "status" }, { "currency", "currency" } },
            .views = {
                { "active", { "Active", "Действуют" }, "status = \"active\"", "starts_on desc" },
                { "coming", { "Coming", "Будущие" }, "starts_on > today()", "starts_on" },
                { "ended", { "Ended", "Завершённые" }, "status = \"ended\"", "ends_on desc" },
                { "all", { "All", "Все" }, {}, "starts_on desc" },
            },
        } }
{
}

Price::Price()
    : Entity { "price", "prices",
        {
            .module = "catalog",
            .label = { { "Price", "Цена" }, { "Prices", "Цены" } },
            .icon = "tag",
            .colour = "violet",
            .title = "currency",
            .hidden = true,
            .order_by = "id",
            .list = { "price_list", "product", "price", "min_quantity", "starts_on", "ends_on" },
            .highlight = { "price_list", "product", "price", "min_quantity" },
            .form = { "price_list", "product", "price", "min_quantity" },
            .roles = { { "amount", "price" }, { "currency", "currency" }, { "parent", "price_list" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
