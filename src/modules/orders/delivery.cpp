#include "modules/orders/delivery.h"

namespace kontor::orders {

Delivery::Delivery()
    : Entity { "delivery", "deliveries",
        {
            .module = "orders",
            .label = { { "Delivery", "Поставка" }, { "Deliveries", "Поставки" } },
            .icon = "truck-delivery",
            .colour = "cyan",
            .order_by = "promised_on",
            .list = { "order", "promised_on", "shipped_on", "delivered_on", "carrier", "status" },
            .highlight = { "order", "promised_on", "delivered_on", "carrier", "status" },
            .form = { "order", "promised_on", "carrier", "tracking_number" },
            .roles = { { "title", "name" }, { "status", "status" }, { "closes_on", "promised_on" },
                { "parent", "order" } },
            .views = {
                { "today", { "Today", "Сегодня" }, "promised_on = today() AND delivered_on = null", "promised_on" },
                { "late", { "Late", "Опаздывают" }, "promised_on < today() AND delivered_on = null", "promised_on" },
                { "refused", { "Refused", "Не приняты" }, "status = \"refused\"", "delivered_on desc" },
                { "all", { "All", "Все" }, {}, "promised_on desc" },
            },
        } }
{
}

DeliveryLine::DeliveryLine()
    : Entity { "delivery_line", "delivery_lines",
        {
            .module = "orders",
            .label = { { "Delivery line", "Позиция поставки" }, { "Delivery lines", "Позиции поставки" } },
            .icon = "list",
            .colour = "cyan",
            .title = "refused_reason",
            .hidden = true,
            .order_by = "id",
            .list = { "delivery", "order_line", "quantity", "accepted_quantity" },
            .highlight = { "order_line", "quantity" },
            .form = { "delivery", "order_line", "quantity" },
            .roles = { { "parent", "delivery" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
