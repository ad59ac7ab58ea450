#include "modules/catalog/product.h"

namespace kontor::catalog {

Product::Product()
    : Entity { "product", "products",
        {
            .module = "catalog",
            .label = { { "Product", "Товар или услуга" }, { "Products", "Товары и услуги" } },
            .icon = "package",
            .colour = "violet",
            .order_by = "name",
            .list = { "sku", "name", "product_family", "kind", "unit", "list_price", "status",
                "stock_quantity" },
            .highlight = { "sku", "product_family", "list_price", "lead_days", "warranty_months",
                "stock_quantity" },
            .form = { "name", "sku", "kind", "product_family", "unit", "list_price", "currency" },
            .roles = { { "title", "name" }, { "status", "status" }, { "amount", "list_price" },
                { "currency", "currency" } },
            .views = {
                { "active", { "Active", "Продаются" }, "status = \"active\"", "name" },
                { "new", { "New this quarter", "Новые в квартале" }, "released_on >= start_of_quarter()",
                    "released_on desc" },
                { "phasing_out", { "Phasing out", "Снимаются" }, "status = \"phase_out\"", "ends_on" },
                { "by_family", { "By family", "По группам" }, "status = \"active\"", "name", "list",
                    "product_family" },
                { "all", { "All", "Все" }, {}, "name" },
            },
        } }
{
}

}
