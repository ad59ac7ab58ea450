#pragma once

#include "model/entity.h"
#include "model/numbered.h"
#include "model/traits.h"
#include "modules/approvals/approvable.h"
#include "modules/catalog/priced.h"

namespace kontor::orders {

// A firm request for goods or services: from an offer, from a contract (a call-off), or from nothing.
struct Order : Entity {
    Order();

    Numbered numbered { *this };
    Text their_number { *this, "their_number",
        { .label = { "Their number", "Номер клиента" }, .searchable = true, .exact = true, .max = 60 } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Link contact { *this, "contact", "contact", { .label = { "Contact", "Контакт" }, .on_delete = OnDelete::clear } };
    Link deal { *this, "deal", "deal",
        { .label = { "Deal", "Сделка" }, .indexed = true, .on_delete = OnDelete::clear } };
    Link offer { *this, "offer", "offer", { .label = { "Offer", "КП" }, .indexed = true } };
    Link contract { *this, "contract", "contract", { .label = { "Contract", "Договор" }, .indexed = true } };
    Choice kind { *this, "kind",
        {
            { "standard", { "Standard", "Обычный" }, "blue" },
            { "call_off", { "Call-off", "По рамочному договору" }, "teal" },
            { "recurring", { "Recurring", "Регулярный" }, "cyan" },
            { "sample", { "Sample", "Образец" }, "grey" },
            { "return", { "Return", "Возврат" }, "orange" },
            { "service", { "Service", "Услуга" }, "violet" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "standard" } };
    DayField ordered_on { *this, "ordered_on",
        { .label = { "Ordered", "Дата заказа" }, .required = true, .indexed = true, .default_value = "today()" } };
    DayField wanted_on { *this, "wanted_on", { .label = { "Wanted", "Желаемая дата" } } };
    DayField promised_on { *this, "promised_on",
        { .label = { "Promised", "Обещано" }, .indexed = true, .required_when = "status != \"draft\"" } };
    DayField shipped_on { *this, "shipped_on", { .label = { "Shipped", "Отгружено" } } };
    DayField delivered_on { *this, "delivered_on", { .label = { "Delivered", "Доставлено" }, .indexed = true } };
    AddressField delivery_address { *this, "delivery_address", { .label = { "Delivery address", "Адрес доставки" } } };
    Text delivery_terms { *this, "delivery_terms", { .label = { "Delivery terms", "Условия поставки" } } };
    Link carrier { *this, "carrier", "carrier", { .label = { "Carrier", "Перевозчик" } } };
    Money freight { *this, "freight", { .label = { "Freight", "Фрахт" }, .min_value = "0" } };
    catalog::Priced money { *this };
    catalog::Margin margin { *this };
    Money open_amount { *this, "open_amount",
        { .label = { "Not yet delivered", "Ещё не поставлено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "order_lines", "order", "open_amount", "status != \"cancelled\"" } } };
    Percent delivered_percent { *this, "delivered_percent",
        { .label = { "Delivered, %", "Доставлено, %" }, .computed = true, .default_value = "0" } };
    Percent invoiced_percent { *this, "invoiced_percent",
        { .label = { "Invoiced, %", "Выставлено, %" }, .computed = true, .default_value = "0" } };
    Flag is_on_time_in_full { *this, "is_on_time_in_full",
        { .label = { "On time in full", "Вовремя и полностью" }, .computed = true } };
    Whole repeat_every_months { *this, "repeat_every_months",
        { .label = { "Repeat every, months", "Повторять каждые, мес." }, .min_value = "1", .max_value = "60" } };
    DayField repeat_until_on { *this, "repeat_until_on", { .label = { "Until", "До" } } };
    DayField next_on { *this, "next_on", { .label = { "Next", "Следующий" }, .computed = true, .indexed = true } };
    Link origin { *this, "origin", *this,
        { .label = { "Repeats", "Исходный" }, .computed = true, .on_delete = OnDelete::clear } };
    Choice cancel_reason { *this, "cancel_reason",
        {
            { "client_changed", { "Client changed his mind", "Клиент передумал" } },
            { "price", { "Price", "Цена" } },
            { "stock", { "Not in stock", "Нет на складе" } },
            { "delay", { "Delay", "Задержка" } },
            { "duplicate", { "Duplicate", "Дубль" } },
            { "credit", { "Credit", "Кредит" } },
        },
        { .label = { "Why cancelled", "Причина отмены" },
            .required_when = "status = \"cancelled\"",
            .open_choices = true } };
    Choice late_reason { *this, "late_reason",
        {
            { "stock", { "Stock", "Склад" } },
            { "production", { "Production", "Производство" } },
            { "carrier", { "Carrier", "Перевозчик" } },
            { "documents", { "Documents", "Документы" } },
            { "client", { "Client", "Клиент" } },
        },
        { .label = { "Why late", "Причина задержки" }, .open_choices = true } };
    Link credit_released_by { *this, "credit_released_by", "user",
        { .label = { "Credit released by", "Превышение кредита разрешил" }, .computed = true } };
    Link handled_by { *this, "handled_by", "user", { .label = { "Handled by", "Исполнитель" } } };
    LongText note { *this, "note", { .label = { "Note", "Примечание" } } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "confirmed", { "Confirmed", "Подтверждён" }, "blue" },
            { "in_delivery", { "In delivery", "Поставляется" }, "cyan" },
            { "delivered", { "Delivered", "Доставлен" }, "teal" },
            { "closed", { "Closed", "Закрыт" }, "green" },
            { "cancelled", { "Cancelled", "Отменён" }, "red" },
        },
        {
            { "draft", "confirmed" },
            { "draft", "cancelled" },
            { "confirmed", "cancelled" },
            { "confirmed", "in_delivery" },
            { "confirmed", "delivered" },
            { "in_delivery", "delivered" },
            { "in_delivery", "confirmed" },
            { "delivered", "in_delivery" },
            { "delivered", "confirmed" },
            { "delivered", "closed" },
            { "closed", "delivered" },
            { "closed", "in_delivery" },
        },
        "draft" };
    approvals::Approvable approvable { *this };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
};

inline Order const order;

}
