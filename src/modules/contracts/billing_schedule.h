#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::contracts {

// When which part of a contract is invoiced. A daily duty drafts the invoice when the day has come.
struct BillingSchedule : Entity {
    BillingSchedule();

    LinesOf lines { *this, "contract", "billing_schedules", { "Contract", "Договор" } };
    Text name { *this, "name", { .label = { "What for", "За что" }, .required = true, .searchable = true } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .computed = true } };
    Money amount { *this, "amount", { .label = { "Amount", "Сумма" }, .min_value = "0" } };
    Percent percent {
        *this, "percent",
        { .label = { "Or percent of the contract", "Или % от суммы договора" }, .min_value = "0", .max_value = "100" }
    };
    Choice bill_when { *this, "bill_when",
        {
            { "date", { "On a day", "В день" } },
            { "signing", { "When it was signed", "При подписании" } },
            { "delivery", { "When all was delivered", "По поставке" } },
            { "act", { "By an act of acceptance", "По акту" } },
            { "month", { "Every month", "Каждый месяц" } },
        },
        { .label = { "When", "Основание счёта" }, .required = true, .default_value = "date" } };
    DayField bill_on { *this, "bill_on", { .label = { "Next on", "Дата счёта" }, .indexed = true } };
    Whole every_months { *this, "every_months",
        { .label = { "Every, months", "Каждые, мес." }, .min_value = "1", .max_value = "120" } };
    Link tax_class { *this, "tax_class", "tax_class",
        { .label = { "Tax class", "НДС" }, .default_value = "standard" } };
    Link invoice { *this, "invoice", "invoice",
        { .label = { "Last invoice", "Последний счёт" }, .computed = true, .on_delete = OnDelete::clear } };
};

inline BillingSchedule const billing_schedule;

}
