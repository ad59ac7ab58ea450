#include "modules/billing/payment.h"

namespace kontor::billing {

Payment::Payment()
    : Entity { "payment", "payments",
        {
            .module = "billing",
            .label = { { "Payment", "Платёж" }, { "Payments", "Платежи" } },
            .icon = "cash",
            .colour = "green",
            .title = "reference",
            .order_by = "paid_on desc",
            .list = { "paid_on", "account", "amount", "unallocated_amount", "reference", "status" },
            .highlight = { "account", "amount", "unallocated_amount", "method", "paid_on" },
            .form = { "account", "paid_on", "amount", "currency", "method", "reference" },
            .roles = { { "title", "reference" }, { "status", "status" }, { "amount", "amount" },
                { "currency", "currency" }, { "parent", "account" } },
            .views = {
                { "not_allocated", { "Not allocated", "Не разнесены" },
                    "unallocated_amount > 0 AND status != \"returned\"", "paid_on" },
                { "this_month", { "This month", "Этот месяц" }, "paid_on >= start_of_month()", "paid_on desc" },
                { "all", { "All", "Все" }, {}, "paid_on desc" },
            },
        } }
{
}

PaymentAllocation::PaymentAllocation()
    : Entity { "payment_allocation", "payment_allocations",
        {
            .module = "billing",
            .label = { { "Allocation", "Разнесение" }, { "Allocations", "Разнесения" } },
            .icon = "arrows-split",
            .colour = "green",
            .title = "currency",
            .hidden = true,
            .order_by = "id",
            .list = { "payment", "invoice", "amount", "discount_taken" },
            .highlight = { "invoice", "amount" },
            .form = { "payment", "invoice", "amount" },
            .roles = { { "amount", "amount" }, { "currency", "currency" }, { "parent", "payment" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
