#pragma once

#include "model/entity.h"
#include "model/numbered.h"
#include "model/traits.h"
#include "modules/approvals/approvable.h"

namespace kontor::contracts {

// An agreement: what both sides owe, until when, and what happens when it ends.
struct Contract : Entity {
    Contract();

    Numbered numbered { *this };
    Text their_number { *this, "their_number",
        { .label = { "Their number", "Номер контрагента" }, .searchable = true, .exact = true, .max = 60 } };
    Text name { *this, "name", { .label = { "Subject", "Предмет" }, .required = true, .searchable = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Link deal { *this, "deal", "deal",
        { .label = { "Deal", "Сделка" }, .indexed = true, .on_delete = OnDelete::clear } };
    Link offer { *this, "offer", "offer", { .label = { "Offer", "КП" }, .indexed = true } };
    Link parent { *this, "parent", *this, { .label = { "Framework above", "Рамочный договор" } } };
    Choice kind { *this, "kind",
        {
            { "supply", { "Supply", "Поставка" }, "blue" },
            { "framework", { "Framework", "Рамочный" }, "teal" },
            { "service", { "Service", "Услуги" }, "violet" },
            { "works", { "Works", "Подряд" }, "orange" },
            { "rent", { "Rent", "Аренда" }, "cyan" },
            { "agency", { "Agency", "Агентский" }, "grape" },
            { "confidentiality", { "Confidentiality", "Конфиденциальность" }, "grey" },
            { "purchase", { "Purchase", "Закупка" }, "pink" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "supply", .open_choices = true } };
    Link our_entity { *this, "our_entity", "our_company", { .label = { "Our company", "Наше юрлицо" } } };
    Link our_signatory { *this, "our_signatory", "user", { .label = { "Our signatory", "Подписант" } } };
    Link their_signatory { *this, "their_signatory", "position",
        { .label = { "Their signatory", "Подписант клиента" }, .on_delete = OnDelete::clear } };
    Text signing_basis { *this, "signing_basis",
        { .label = { "Signs by right of", "Основание" },
            .help = { "Charter, power of attorney.", "Устав, доверенность." } } };
    Money amount { *this, "amount", { .label = { "Amount", "Сумма" }, .min_value = "0" } };
    CurrencyField currency { *this, "currency",
        { .label = { "Currency", "Валюта" }, .required = true, .default_value = "workspace()" } };
    Flag is_open_amount { *this, "is_open_amount",
        { .label = { "Without a fixed amount", "Без твёрдой суммы" }, .default_value = "false" } };
    DayField signed_on { *this, "signed_on", { .label = { "Signed", "Подписан" } } };
    DayField starts_on { *this, "starts_on",
        { .label = { "Starts", "Начало" }, .required = true, .default_value = "today()" } };
    DayField ends_on { *this, "ends_on",
        { .label = { "Ends", "Окончание" },
            .help = { "Empty: until somebody gives notice.", "Пусто: бессрочный." },
            .indexed = true } };
    Whole notice_days { *this, "notice_days",
        { .label = { "Notice, days", "Уведомление, дней" },
            .min_value = "0",
            .max_value = "3000",
            .default_value = "30" } };
    DayField notice_until_on { *this, "notice_until_on",
        { .label = { "Notice until", "Уведомить до" }, .computed = true, .indexed = true } };
    DayField notice_given_on { *this, "notice_given_on",
        { .label = { "Notice given", "Уведомлено" }, .computed = true } };
    LongText notice_reason { *this, "notice_reason", { .label = { "Why notice", "Причина уведомления" } } };
    Choice prolongation { *this, "prolongation",
        {
            { "none", { "Ends", "Заканчивается" }, "grey" },
            { "automatic", { "Prolongs itself", "Продлевается сам" }, "teal" },
            { "on_agreement", { "By agreement", "По согласию" }, "blue" },
        },
        { .label = { "Prolongation", "Пролонгация" }, .required = true, .default_value = "none" } };
    Whole prolong_months { *this, "prolong_months",
        { .label = { "Prolonged by, months", "На срок, мес." }, .min_value = "1", .max_value = "600" } };
    Whole max_prolongations { *this, "max_prolongations",
        { .label = { "At most, times", "Не более, раз" }, .min_value = "0", .max_value = "100" } };
    Whole prolonged_count { *this, "prolonged_count",
        { .label = { "Prolonged, times", "Раз продлён" }, .computed = true, .default_value = "0" } };
    Link payment_term { *this, "payment_term", "payment_term", { .label = { "Payment term", "Оплата" } } };
    Money credit_limit { *this, "credit_limit",
        { .label = { "Credit limit", "Кредитный лимит" }, .sensitive = true, .min_value = "0" } };
    Link price_list { *this, "price_list", "price_list", { .label = { "Price list", "Прайс-лист" } } };
    Text price_adjustment { *this, "price_adjustment", { .label = { "Price adjustment", "Индексация" } } };
    Text delivery_terms { *this, "delivery_terms", { .label = { "Delivery terms", "Поставка" } } };
    Whole warranty_months { *this, "warranty_months",
        { .label = { "Warranty, months", "Гарантия, мес." }, .min_value = "0" } };
    Percent penalty_percent_day { *this, "penalty_percent_day",
        { .label = { "Penalty, % a day", "Пеня, % в день" }, .min_value = "0", .max_value = "100" } };
    Percent penalty_cap_percent { *this, "penalty_cap_percent",
        { .label = { "Penalty at most, %", "Предел пени, %" }, .min_value = "0", .max_value = "100" } };
    RichText special_terms { *this, "special_terms",
        { .label = { "Special terms", "Особые условия" }, .searchable = true } };
    Money ordered_amount { *this, "ordered_amount",
        { .label = { "Ordered", "Заказано" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "orders", "contract", "net_amount",
                "status != \"cancelled\" AND kind != \"return\"" } } };
    Money invoiced_amount { *this, "invoiced_amount",
        { .label = { "Invoiced", "Выставлено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "invoices", "contract", "net_amount",
                "kind != \"credit_note\" AND status != \"draft\" AND status != \"cancelled\"" } } };
    Money paid_amount { *this, "paid_amount",
        { .label = { "Paid", "Оплачено" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "invoices", "contract", "paid_amount", "kind != \"credit_note\"" } } };
    Money remaining_amount { *this, "remaining_amount",
        { .label = { "Remaining", "Остаток" }, .formula = "amount - ordered_amount" } };
    Percent fulfilment_percent { *this, "fulfilment_percent",
        { .label = { "Fulfilled, %", "Исполнение, %" }, .formula = "ordered_amount / amount * 100" } };
    Money margin_amount { *this, "margin_amount",
        { .label = { "Margin", "Маржа" },
            .sensitive = true,
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "orders", "contract", "margin_amount",
                "status != \"cancelled\" AND status != \"draft\" AND kind != \"return\"" } } };
    Percent return_percent {
        *this, "return_percent",
        { .label = { "Return, %", "Отдача, %" }, .sensitive = true, .formula = "margin_amount / ordered_amount * 100" }
    };
    LongText suspend_reason { *this, "suspend_reason",
        { .label = { "Why suspended", "Причина приостановки" }, .required_when = "status = \"suspended\"" } };
    Choice termination_reason { *this, "termination_reason",
        {
            { "notice", { "Notice given", "Уведомление" } },
            { "breach", { "Breach", "Нарушение" } },
            { "agreement", { "By agreement", "По соглашению" } },
            { "insolvency", { "Insolvency", "Несостоятельность" } },
            { "replaced", { "Replaced", "Заменён" } },
        },
        { .label = { "Why terminated", "Причина расторжения" },
            .required_when = "status = \"terminated\"",
            .open_choices = true } };
    DayField terminates_on { *this, "terminates_on", { .label = { "Terminates", "Расторгается" } } };
    Link renewal_deal { *this, "renewal_deal", "deal",
        { .label = { "Renewal", "Сделка продления" }, .computed = true, .on_delete = OnDelete::clear } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "sent", { "Sent", "Отправлен" }, "blue" },
            { "signed", { "Signed", "Подписан" }, "cyan" },
            { "active", { "Active", "Действует" }, "green" },
            { "suspended", { "Suspended", "Приостановлен" }, "orange" },
            { "ended", { "Ended", "Завершён" }, "grey" },
            { "terminated", { "Terminated", "Расторгнут" }, "red" },
            { "cancelled", { "Cancelled", "Отменён" }, "red" },
        },
        {
            { "draft", "sent" },
            { "draft", "signed" },
            { "draft", "active" },
            { "draft", "cancelled" },
            { "sent", "draft" },
            { "sent", "signed" },
            { "sent", "active" },
            { "sent", "cancelled" },
            { "signed", "active" },
            { "signed", "terminated" },
            { "active", "suspended" },
            { "suspended", "active" },
            { "active", "ended" },
            { "ended", "active" },
            { "active", "terminated" },
            { "suspended", "terminated" },
        },
        "draft" };
    approvals::Approvable approvable { *this };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
    Tagged tagged { *this };
};

inline Contract const contract;

}
