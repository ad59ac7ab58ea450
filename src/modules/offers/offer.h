#pragma once

#include "model/entity.h"
#include "model/numbered.h"
#include "model/traits.h"
#include "modules/accounts/choices.h"
#include "modules/approvals/approvable.h"
#include "modules/catalog/priced.h"
#include "modules/deals/reasons.h"

namespace kontor::offers {

// A priced proposal to one account. What was sent is never edited: a revision is a new record that follows it.
struct Offer : Entity {
    Offer();

    Numbered numbered { *this };
    Whole version_no { *this, "version_no",
        { .label = { "Version", "Версия" }, .computed = true, .default_value = "1" } };
    Link previous { *this, "previous", *this,
        { .label = { "Follows", "Предыдущая" }, .computed = true, .on_delete = OnDelete::clear } };
    Text name { *this, "name", { .label = { "Name", "Название" }, .searchable = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Link deal { *this, "deal", "deal",
        { .label = { "Deal", "Сделка" }, .indexed = true, .on_delete = OnDelete::clear } };
    Link contact { *this, "contact", "contact",
        { .label = { "To", "Кому" }, .required_when = "status = \"sent\"", .on_delete = OnDelete::clear } };
    Text delivery_terms { *this, "delivery_terms", { .label = { "Delivery", "Поставка" } } };
    AddressField delivery_address { *this, "delivery_address", { .label = { "Delivery address", "Адрес" } } };
    DayField offered_on { *this, "offered_on",
        { .label = { "Date", "Дата" }, .required = true, .default_value = "today()" } };
    DayField valid_until { *this, "valid_until",
        { .label = { "Valid until", "Действует до" }, .required = true, .indexed = true } };
    Choice language { *this, "language", accounts::languages,
        { .label = { "Language", "Язык" }, .open_choices = true } };
    catalog::Priced money { *this };
    catalog::Margin margin { *this };
    RichText introduction { *this, "introduction", { .label = { "Introduction", "Вступление" } } };
    RichText conditions { *this, "conditions", { .label = { "Conditions", "Условия" } } };
    LongText internal_note { *this, "internal_note", { .label = { "For us", "Для себя" }, .sensitive = true } };
    InstantField sent_at { *this, "sent_at", { .label = { "Sent", "Отправлено" }, .computed = true } };
    Choice channel { *this, "channel",
        {
            { "email", { "E-mail", "Почта" } },
            { "post", { "Post", "Почтой" } },
            { "hand", { "By hand", "Лично" } },
            { "portal", { "Portal", "Портал" } },
        },
        { .label = { "Sent by", "Как отправлено" }, .computed = true } };
    DayField accepted_on { *this, "accepted_on", { .label = { "Accepted", "Принято" } } };
    Link accepted_by { *this, "accepted_by", "contact",
        { .label = { "Accepted by", "Кем принято" }, .on_delete = OnDelete::clear } };
    Choice decline_reason { *this, "decline_reason", deals::lost_reasons,
        { .label = { "Why declined", "Причина отказа" },
            .required_when = "status = \"declined\"",
            .open_choices = true } };
    LongText decline_note { *this, "decline_note", { .label = { "Note", "Пояснение" } } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "sent", { "Sent", "Отправлено" }, "blue" },
            { "accepted", { "Accepted", "Принято" }, "green" },
            { "declined", { "Declined", "Отклонено" }, "red" },
            { "expired", { "Expired", "Истекло" }, "orange" },
            { "replaced", { "Replaced", "Заменено" }, "grey" },
        },
        {
            { "draft", "sent" },
            { "sent", "accepted" },
            { "sent", "declined" },
            { "sent", "expired" },
            { "sent", "replaced" },
            { "expired", "replaced" },
            { "declined", "replaced" },
        },
        "draft" };
    approvals::Approvable approvable { *this };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
};

inline Offer const offer;

}
