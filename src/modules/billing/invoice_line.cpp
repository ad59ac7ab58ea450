#include "modules/billing/invoice_line.h"

namespace kontor::billing {

InvoiceLine::InvoiceLine()
    : Entity { "invoice_line", "invoice_lines",
        {
            .module = "billing",
            .label = { { "Invoice line", "Позиция счёта" }, { "Invoice lines", "Позиции счёта" } },
            .icon = "list",
            .colour = "green",
            .title = "description",
            .hidden = true,
            .order_by = "id",
            .list = { "invoice", "product", "description", "quantity", "unit", "price", "discount_percent", "amount",
                "tax_percent" },
            .highlight = { "invoice", "product", "quantity", "amount" },
            .form = { "invoice", "product", "description", "quantity", "price", "discount_percent" },
            .roles = { { "title", "description" }, { "amount", "amount" }, { "currency", "currency" },
                { "parent", "invoice" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
