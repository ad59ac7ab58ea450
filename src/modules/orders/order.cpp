#include "modules/orders/order.h"

namespace kontor::orders {

Order::Order()
    : Entity { "order", "orders",
        {
            .module = "orders",
            .label = { { "Order", "Заказ" }, { "Orders", "Заказы" } },
            .icon = "shopping-cart",
            .colour = "teal",
            .title = "number",
            .order_by = "ordered_on desc",
            .list = { "number", "account", "ordered_on", "promised_on", "total", "delivered_percent", "status",
                "owner" },
            .highlight = { "account", "total", "promised_on", "delivered_percent", "invoiced_percent", "status",
                "owner" },
            .form = { "account", "ordered_on", "wanted_on", "promised_on", "currency", "payment_term", "owner" },
            .roles = { { "title", "number" }, { "status", "status" }, { "amount", "total" },
                { "currency", "currency" }, { "owner", "owner" }, { "closes_on", "promised_on" },
                { "parent", "account" } },
            .views = {
                { "to_confirm", { "To confirm", "Подтвердить" }, "status = \"draft\"", "ordered_on" },
                { "late", { "Late", "Опаздывают" },
                    "status IN (\"confirmed\", \"in_delivery\") AND promised_on < today()", "promised_on" },
                { "due_this_week", { "Due this week", "На этой неделе" },
                    "status IN (\"confirmed\", \"in_delivery\") AND promised_on >= today() AND promised_on <= "
                    "end_of_week()",
                    "promised_on" },
                { "recurring", { "Recurring", "Регулярные" }, "repeat_every_months != null", "next_on" },
                { "mine", { "Mine", "Мои" }, "owner = me() AND status != \"closed\" AND status != \"cancelled\"",
                    "promised_on" },
                { "returns", { "Returns", "Возвраты" }, "kind = \"return\"", "ordered_on desc" },
                { "all", { "All", "Все" }, {}, "ordered_on desc" },
            },
        } }
{
}

}
