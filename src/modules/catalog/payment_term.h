#pragma once

#include "model/entity.h"
#include "model/record.h"

namespace kontor::catalog {

// When a client pays.
struct PaymentTerm : Entity {
    PaymentTerm();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Whole days {
        *this, "days",
        { .label = { "Days", "Дней" }, .required = true, .min_value = "0", .max_value = "1000", .default_value = "0" }
    };
    Choice counts_from { *this, "counts_from",
        {
            { "invoice", { "From the invoice", "От даты счёта" } },
            { "delivery", { "From the delivery", "От поставки" } },
            { "act", { "From the act of acceptance", "От акта приёмки" } },
            { "month_end", { "From the end of the month", "От конца месяца" } },
        },
        { .label = { "Counted", "Отсчёт" }, .required = true, .default_value = "invoice" } };
    Percent prepaid_percent { *this, "prepaid_percent",
        { .label = { "Paid in advance", "Предоплата" }, .min_value = "0", .max_value = "100" } };
    Percent discount_percent {
        *this, "discount_percent",
        { .label = { "Discount for early payment", "Скидка за раннюю оплату" }, .min_value = "0", .max_value = "100" }
    };
    Whole discount_days { *this, "discount_days",
        { .label = { "When paid within, days", "При оплате за, дней" }, .min_value = "0", .max_value = "1000" } };
    Flag working_days { *this, "working_days",
        { .label = { "Working days", "Рабочие дни" }, .default_value = "false" } };
};

inline PaymentTerm const payment_term;

// The day by which is paid what was invoiced, and delivered, then. Working days skip Saturdays and Sundays.
Day due_day(Record const& payment_term, Day invoiced, Day delivered);

}
