#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::orders {

// A part of an order, or all of it, on its way to the client.
struct Delivery : Entity {
    Delivery();

    LinesOf lines { *this, "order", "deliveries", { "Order", "Заказ" } };
    Text name { *this, "name", { .label = { "Name", "Название" }, .searchable = true } };
    DayField promised_on { *this, "promised_on", { .label = { "Promised", "План" } } };
    DayField shipped_on { *this, "shipped_on", { .label = { "Shipped", "Отгружено" } } };
    DayField delivered_on { *this, "delivered_on", { .label = { "Delivered", "Доставлено" } } };
    Link carrier { *this, "carrier", "carrier", { .label = { "Carrier", "Перевозчик" } } };
    Text tracking_number { *this, "tracking_number",
        { .label = { "Tracking number", "Номер отправления" }, .searchable = true, .exact = true, .max = 80 } };
    Text received_by { *this, "received_by", { .label = { "Received by", "Принял" } } };
    FileField proof { *this, "proof", { .label = { "Proof of delivery", "Подтверждение" } } };
    Text late_reason { *this, "late_reason", { .label = { "Why late", "Причина задержки" } } };
    LongText quality_note { *this, "quality_note", { .label = { "Quality", "Качество" } } };
    Text refused_reason { *this, "refused_reason",
        { .label = { "Why refused", "Причина отказа" }, .required_when = "status = \"refused\"" } };
    Lifecycle lifecycle { *this,
        {
            { "planned", { "Planned", "План" }, "grey" },
            { "shipped", { "Shipped", "Отгружена" }, "blue" },
            { "delivered", { "Delivered", "Доставлена" }, "teal" },
            { "accepted", { "Accepted", "Принята" }, "green" },
            { "refused", { "Refused", "Не принята" }, "red" },
        },
        {
            { "planned", "shipped" },
            { "planned", "delivered" },
            { "shipped", "delivered" },
            { "shipped", "refused" },
            { "delivered", "accepted" },
            { "delivered", "refused" },
        },
        "planned" };
};

inline Delivery const delivery;

// How much of an order line comes with a delivery.
struct DeliveryLine : Entity {
    DeliveryLine();

    LinesOf lines { *this, "delivery", "delivery_lines", { "Delivery", "Поставка" } };
    Link order_line { *this, "order_line", "order_line",
        { .label = { "Order line", "Позиция заказа" }, .required = true, .indexed = true } };
    Number quantity { *this, "quantity", { .label = { "Quantity", "Количество" }, .required = true } };
    Number accepted_quantity { *this, "accepted_quantity", { .label = { "Accepted", "Принято" }, .min_value = "0" } };
    Text refused_reason { *this, "refused_reason", { .label = { "Why refused", "Причина отказа" } } };
};

inline DeliveryLine const delivery_line;

}
