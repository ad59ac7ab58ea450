#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/catalog/priced.h"

namespace kontor::billing {

// One position that is charged, or taken back.
struct InvoiceLine : Entity {
    InvoiceLine();

    LinesOf lines { *this, "invoice", "invoice_lines", { "Invoice", "Счёт" } };
    catalog::PricedLine priced { *this };
    Link order_line { *this, "order_line", "order_line",
        { .label = { "Order line", "Позиция заказа" }, .indexed = true } };
};

inline InvoiceLine const invoice_line;

}
