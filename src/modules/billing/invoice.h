#pragma once

#include "model/entity.h"
#include "model/numbered.h"
#include "model/traits.h"
#include "modules/approvals/approvable.h"
#include "modules/catalog/priced.h"

namespace kontor::billing {

// A demand for payment, an advance, or a credit note that takes one back. Amounts are positive in all of them; the kind
// says which way they go.
struct Invoice : Entity {
    Invoice();

    Numbered numbered { *this };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Link order { *this, "order", "order", { .label = { "Order", "Заказ" }, .indexed = true } };
    Link contract { *this, "contract", "contract", { .label = { "Contract", "Договор" }, .indexed = true } };
    Link corrects { *this, "corrects", *this, { .label = { "Corrects", "Корректирует" }, .indexed = true } };
    Choice kind { *this, "kind",
        {
            { "invoice", { "Invoice", "Счёт" }, "blue" },
            { "advance", { "Advance", "Аванс" }, "cyan" },
            { "credit_note", { "Credit note", "Кредит-нота" }, "orange" },
            { "correction", { "Correction", "Корректировочный счёт" }, "grape" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .indexed = true, .default_value = "invoice" } };
    Link our_company { *this, "our_company", "our_company", { .label = { "Our company", "Наше юрлицо" } } };
    Text series { *this, "series", { .label = { "Series", "Серия" }, .computed = true, .max = 10 } };
    Link contact { *this, "contact", "contact", { .label = { "To", "Кому" }, .on_delete = OnDelete::clear } };
    Text buyer_reference { *this, "buyer_reference",
        { .label = { "Buyer reference", "Ссылка покупателя" }, .help = { "BT-10", "BT-10" }, .max = 100 } };
    Text their_order_number { *this, "their_order_number",
        { .label = { "Their order number", "Номер заказа клиента" }, .help = { "BT-13", "BT-13" }, .max = 100 } };
    DayField issued_on { *this, "issued_on",
        { .label = { "Issued", "Выставлен" }, .required = true, .indexed = true, .default_value = "today()" } };
    DayField supplied_on { *this, "supplied_on", { .label = { "Supplied", "Дата поставки" } } };
    DayField due_on { *this, "due_on",
        { .label = { "Due", "Оплатить до" },
            .help = { "Empty: as the payment term says.", "Пусто: по условиям оплаты." },
            .indexed = true } };
    catalog::Priced money { *this };
    Money paid_amount { *this, "paid_amount",
        { .label = { "Paid", "Оплачено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "payment_allocations", "invoice", "settled_amount" } } };
    Money credited_amount { *this, "credited_amount",
        { .label = { "Credited", "Сторнировано" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "invoices", "corrects", "total",
                "kind = \"credit_note\" AND status != \"draft\" AND status != \"cancelled\"" } } };
    Money written_off_amount { *this, "written_off_amount",
        { .label = { "Written off", "Списано" }, .computed = true, .default_value = "0" } };
    Money open_amount { *this, "open_amount",
        { .label = { "Open", "Остаток" }, .formula = "total - paid_amount - credited_amount - written_off_amount" } };
    DayField paid_on { *this, "paid_on", { .label = { "Paid on", "Оплачен" }, .computed = true } };
    Whole dunning_level { *this, "dunning_level",
        { .label = { "Reminders", "Напоминаний" }, .computed = true, .default_value = "0" } };
    InstantField reminded_at { *this, "reminded_at", { .label = { "Reminded", "Напомнили" }, .computed = true } };
    Link dunning_step { *this, "dunning_step", "dunning_step",
        { .label = { "Reminder due", "Пора напомнить" }, .computed = true, .on_delete = OnDelete::clear } };
    Flag stops_deliveries { *this, "stops_deliveries",
        { .label = { "Stops deliveries", "Останавливает отгрузку" }, .computed = true, .default_value = "false" } };
    DayField promised_pay_on { *this, "promised_pay_on", { .label = { "Promised to pay", "Обещал оплатить" } } };
    LongText dispute_reason { *this, "dispute_reason",
        { .label = { "Dispute", "Спор" }, .required_when = "status = \"disputed\"" } };
    LongText write_off_reason { *this, "write_off_reason",
        { .label = { "Why written off", "Причина списания" }, .required_when = "status = \"written_off\"" } };
    LongText credit_reason { *this, "credit_reason",
        { .label = { "Why credited", "Причина сторно" }, .required_when = "kind = \"credit_note\"" } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "sent", { "Sent", "Выставлен" }, "blue" },
            { "partly_paid", { "Partly paid", "Оплачен частично" }, "cyan" },
            { "paid", { "Paid", "Оплачен" }, "green" },
            { "disputed", { "Disputed", "Оспаривается" }, "orange" },
            { "written_off", { "Written off", "Списан" }, "red" },
            { "cancelled", { "Cancelled", "Отменён" }, "grey" },
        },
        {
            { "draft", "sent" },
            { "draft", "cancelled" },
            { "sent", "partly_paid" },
            { "sent", "paid" },
            { "partly_paid", "sent" },
            { "partly_paid", "paid" },
            { "paid", "partly_paid" },
            { "paid", "sent" },
            { "sent", "disputed" },
            { "partly_paid", "disputed" },
            { "disputed", "sent" },
            { "disputed", "partly_paid" },
            { "disputed", "paid" },
            { "sent", "written_off" },
            { "partly_paid", "written_off" },
            { "disputed", "written_off" },
        },
        "draft" };
    approvals::Approvable approvable { *this };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
};

inline Invoice const invoice;

}
