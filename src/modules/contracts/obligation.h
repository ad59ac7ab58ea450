#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::contracts {

// What one party owes under a contract, by which day, and the proof that it was done.
struct Obligation : Entity {
    Obligation();

    Link contract { *this, "contract", "contract",
        { .label = { "Contract", "Договор" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .computed = true, .indexed = true } };
    Choice party { *this, "party",
        {
            { "ours", { "We owe", "Должны мы" }, "orange" },
            { "theirs", { "They owe", "Должны нам" }, "blue" },
        },
        { .label = { "Party", "Сторона" }, .required = true, .default_value = "ours" } };
    Text name { *this, "name", { .label = { "What is owed", "Обязательство" }, .required = true, .searchable = true } };
    Choice kind { *this, "kind",
        {
            { "delivery", { "Delivery", "Поставка" } },
            { "payment", { "Payment", "Оплата" } },
            { "report", { "Report", "Отчёт" } },
            { "volume", { "Volume", "Объём" } },
            { "exclusivity", { "Exclusivity", "Эксклюзивность" } },
            { "service", { "Service", "Услуга" } },
            { "insurance", { "Insurance", "Страхование" } },
            { "document", { "Document", "Документ" } },
            { "price", { "Price", "Цена" } },
            { "confidentiality", { "Confidentiality", "Конфиденциальность" } },
            { "referral", { "Referral", "Рекомендация" } },
        },
        { .label = { "Kind", "Вид" }, .open_choices = true } };
    DayField due_on { *this, "due_on", { .label = { "Due", "Срок" }, .required = true, .indexed = true } };
    Whole every_months { *this, "every_months",
        { .label = { "Repeats every, months", "Повторять каждые, мес." }, .min_value = "1", .max_value = "120" } };
    DayField repeat_until_on { *this, "repeat_until_on", { .label = { "Until", "До" } } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .computed = true } };
    Money amount { *this, "amount", { .label = { "Amount", "Сумма" }, .min_value = "0" } };
    Number quantity { *this, "quantity", { .label = { "Quantity", "Количество" }, .min_value = "0" } };
    Text measure { *this, "measure", { .label = { "Measured by", "Мера" } } };
    Flag needs_evidence { *this, "needs_evidence",
        { .label = { "Needs proof", "Нужно доказательство" }, .default_value = "false" } };
    Link evidence { *this, "evidence", "file",
        { .label = { "Proof", "Доказательство" }, .on_delete = OnDelete::clear } };
    DayField done_on { *this, "done_on", { .label = { "Done", "Исполнено" } } };
    Money actual_amount { *this, "actual_amount",
        { .label = { "Actual amount", "Фактическая сумма" }, .min_value = "0" } };
    Money penalty_amount { *this, "penalty_amount",
        { .label = { "Penalty", "Неустойка" },
            .help = { "For each day it was late, as the contract says.", "За каждый день просрочки по договору." },
            .computed = true } };
    DayField claimed_on { *this, "claimed_on", { .label = { "Claimed", "Потребовали" }, .computed = true } };
    Text breach_note { *this, "breach_note", { .label = { "Breach", "Нарушение" } } };
    Text waive_reason { *this, "waive_reason",
        { .label = { "Why waived", "Причина отказа от требования" }, .required_when = "status = \"waived\"" } };
    Lifecycle lifecycle { *this,
        {
            { "open", { "Open", "Открыто" }, "blue" },
            { "done", { "Done", "Исполнено" }, "green" },
            { "breached", { "Breached", "Нарушено" }, "red" },
            { "waived", { "Waived", "Не требуется" }, "grey" },
        },
        {
            { "open", "done" },
            { "open", "breached" },
            { "open", "waived" },
            { "breached", "done" },
            { "breached", "waived" },
            { "done", "open" },
        },
        "open" };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
};

inline Obligation const obligation;

}
