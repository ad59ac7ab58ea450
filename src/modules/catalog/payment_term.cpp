#include "modules/catalog/payment_term.h"

namespace kontor::catalog {

PaymentTerm::PaymentTerm()
    : Entity { "payment_term", "payment_terms",
        {
            .module = "catalog",
            .label = { { "Payment term", "Условие оплаты" }, { "Payment terms", "Условия оплаты" } },
            .icon = "calendar-dollar",
            .colour = "grey",
            .keyed = true,
            .hidden = true,
            .order_by = "days",
            .list = { "name", "key", "days", "counts_from", "prepaid_percent" },
            .highlight = { "key", "days" },
            .form = { "name", "days", "counts_from", "prepaid_percent" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "days" } },
        } }
{
}

Day due_day(Record const& term, Day invoiced, Day delivered)
{
    auto const from = term.get(payment_term.counts_from).value_or("invoice");
    auto day = from == "delivery" || from == "act" ? delivered : invoiced;
    if (from == "month_end")
        day = Day::from_parts(invoiced.year(), invoiced.month(), 1)->plus_months(1).plus_days(-1);
    auto rest = term.get(payment_term.days).value_or(0);
    if (!term.get(payment_term.working_days).value_or(false))
        return day.plus_days(rest);
    while (rest > 0) {
        day = day.plus_days(1);
        if (day.iso_weekday() < 6)
            --rest;
    }
    return day;
}

}
