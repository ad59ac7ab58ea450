#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/catalog/priced.h"

namespace kontor::orders {

// One thing that was ordered, and how much of it came when.
struct OrderLine : Entity {
    OrderLine();

    LinesOf lines { *this, "order", "order_lines", { "Order", "Заказ" } };
    catalog::PricedLine priced { *this };
    catalog::LineCost cost { *this };
    Link contract_item { *this, "contract_item", "contract_item",
        { .label = { "Contract item", "Позиция договора" }, .indexed = true } };
    DayField wanted_on { *this, "wanted_on", { .label = { "Wanted", "Желаемая дата" } } };
    DayField promised_on { *this, "promised_on", { .label = { "Promised", "Обещано" } } };
    DayField first_promised_on { *this, "first_promised_on",
        { .label = { "First promised", "Обещано впервые" }, .computed = true } };
    Number delivered_quantity { *this, "delivered_quantity",
        { .label = { "Delivered", "Доставлено" }, .computed = true, .default_value = "0" } };
    Link returns { *this, "returns", *this, { .label = { "Comes back from", "Возврат позиции" }, .indexed = true } };
    Number returned_quantity { *this, "returned_quantity",
        { .label = { "Returned", "Возвращено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "order_lines", "returns", "quantity", "status != \"cancelled\"" } } };
    JsonField serial_numbers { *this, "serial_numbers", { .label = { "Serial numbers", "Серийные номера" } } };
    DayField delivered_on { *this, "delivered_on", { .label = { "Delivered on", "Доставлено" }, .computed = true } };
    Number invoiced_quantity { *this, "invoiced_quantity",
        { .label = { "Invoiced", "Выставлено" }, .computed = true, .default_value = "0" } };
    Number open_quantity { *this, "open_quantity",
        { .label = { "Open", "Осталось" }, .formula = "max(quantity - delivered_quantity, 0)" } };
    Money open_amount { *this, "open_amount",
        { .label = { "Not yet delivered", "Ещё не поставлено" }, .formula = "amount * open_quantity / quantity" } };
    Flag is_on_time_in_full { *this, "is_on_time_in_full",
        { .label = { "On time in full", "Вовремя и полностью" }, .computed = true } };
    Choice status { *this, "status",
        {
            { "open", { "Open", "Открыта" }, "blue" },
            { "partial", { "In part", "Частично" }, "cyan" },
            { "delivered", { "Delivered", "Доставлена" }, "green" },
            { "cancelled", { "Cancelled", "Отменена" }, "red" },
        },
        { .label = { "Status", "Статус" }, .computed = true, .default_value = "open" } };
};

inline OrderLine const order_line;

}
