#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::billing {

// Money that came in. What is not allocated to invoices stays with the client as credit.
struct Payment : Entity {
    Payment();

    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Text number { *this, "number", { .label = { "Number", "Номер" }, .searchable = true, .exact = true, .max = 60 } };
    DayField paid_on { *this, "paid_on",
        { .label = { "Paid on", "Дата" }, .required = true, .indexed = true, .default_value = "today()" } };
    Money amount { *this, "amount", { .label = { "Amount", "Сумма" }, .required = true } };
    CurrencyField currency { *this, "currency",
        { .label = { "Currency", "Валюта" }, .required = true, .default_value = "workspace()" } };
    Choice method { *this, "method",
        {
            { "bank_transfer", { "Bank transfer", "Банковский перевод" } },
            { "card", { "Card", "Карта" } },
            { "cash", { "Cash", "Наличные" } },
            { "cheque", { "Cheque", "Чек" } },
            { "offset", { "Offset", "Зачёт" } },
            { "direct_debit", { "Direct debit", "Прямое списание" } },
        },
        { .label = { "Method", "Способ" }, .default_value = "bank_transfer", .open_choices = true } };
    Text reference { *this, "reference", { .label = { "Reference", "Назначение" }, .searchable = true, .max = 500 } };
    Text payer_name { *this, "payer_name", { .label = { "Payer", "Плательщик" }, .searchable = true } };
    Text payer_iban { *this, "payer_iban",
        { .label = { "Payer's account", "Счёт плательщика" }, .sensitive = true, .max = 40 } };
    Money allocated_amount { *this, "allocated_amount",
        { .label = { "Allocated", "Разнесено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "payment_allocations", "payment", "amount" } } };
    Money unallocated_amount { *this, "unallocated_amount",
        { .label = { "Not allocated", "Не разнесено" }, .formula = "amount - allocated_amount" } };
    Text return_reason { *this, "return_reason",
        { .label = { "Why returned", "Причина возврата" }, .required_when = "status = \"returned\"" } };
    Lifecycle lifecycle { *this,
        {
            { "received", { "Received", "Получен" }, "blue" },
            { "allocated", { "Allocated", "Разнесён" }, "green" },
            { "returned", { "Returned", "Возвращён" }, "orange" },
        },
        { { "received", "allocated" }, { "allocated", "received" }, { "received", "returned" } }, "received" };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
};

inline Payment const payment;

// Which invoice a payment is for, and how much of it.
struct PaymentAllocation : Entity {
    PaymentAllocation();

    LinesOf lines { *this, "payment", "payment_allocations", { "Payment", "Платёж" } };
    Link invoice { *this, "invoice", "invoice", { .label = { "Invoice", "Счёт" }, .required = true, .indexed = true } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .computed = true } };
    Money amount { *this, "amount", { .label = { "Amount", "Сумма" }, .required = true } };
    Money discount_taken { *this, "discount_taken",
        { .label = { "Discount taken", "Скидка за раннюю оплату" }, .default_value = "0" } };
    Money settled_amount { *this, "settled_amount",
        { .label = { "Settled", "Погашено" }, .formula = "amount + coalesce(discount_taken, 0)" } };
};

inline PaymentAllocation const payment_allocation;

}
