#include "modules/orders/order_line.h"

namespace kontor::orders {

OrderLine::OrderLine()
    : Entity { "order_line", "order_lines",
        {
            .module = "orders",
            .label = { { "Order line", "Позиция заказа" }, { "Order lines", "Позиции заказа" } },
            .icon = "list",
            .colour = "teal",
            .title = "description",
            .hidden = true,
            .order_by = "id",
            .list = { "order", "product", "description", "quantity", "unit", "price", "discount_percent", "amount",
                "promised_on", "delivered_quantity", "status" },
            .highlight = { "order", "product", "quantity", "amount", "promised_on", "status" },
            .form = { "order", "product", "description", "quantity", "price", "discount_percent" },
            .roles = { { "title", "description" }, { "status", "status" }, { "amount", "amount" },
                { "currency", "currency" }, { "parent", "order" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
