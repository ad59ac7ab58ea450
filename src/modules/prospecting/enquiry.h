#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/prospecting/choices.h"

namespace kontor::prospecting {

// Somebody asks for something and nobody has sorted it yet: the queue of phone, mail, web, visit and event. What came
// in by itself has no owner until somebody takes it.
struct Enquiry : Entity {
    Enquiry();

    Text subject { *this, "subject", { .label = { "Subject", "Тема" }, .required = true, .searchable = true } };
    LongText text { *this, "text", { .label = { "Text", "Текст" }, .searchable = true } };
    Choice channel { *this, "channel",
        {
            { "phone", { "Phone", "Телефон" }, "blue" },
            { "email", { "E-mail", "Почта" }, "indigo" },
            { "web_form", { "Web form", "Форма на сайте" }, "violet" },
            { "visit", { "Visit", "Визит" }, "teal" },
            { "letter", { "Letter", "Письмо" }, "grey" },
            { "fax", { "Fax", "Факс" }, "grey" },
            { "chat", { "Chat", "Чат" }, "cyan" },
            { "event", { "Event", "Мероприятие" }, "orange" },
            { "referral", { "Referral", "Рекомендация" }, "green" },
            { "register", { "Register", "Реестр" }, "yellow" },
        },
        { .label = { "Channel", "Канал" }, .required = true, .default_value = "phone" } };
    Link source { *this, "source", "lead_source", { .label = { "Source", "Источник" } } };
    Url source_url { *this, "source_url", { .label = { "Source address", "Ссылка" }, .max = 2000 } };
    Text company_name { *this, "company_name", { .label = { "Company", "Компания" }, .searchable = true } };
    Text contact_name { *this, "contact_name", { .label = { "Person", "Имя" }, .searchable = true, .personal = true } };
    Text title { *this, "title", { .label = { "Job title", "Должность" } } };
    Email email { *this, "email", { .label = { "E-mail", "Почта" }, .searchable = true, .personal = true } };
    Phone phone { *this, "phone", { .label = { "Phone", "Телефон" }, .searchable = true, .personal = true } };
    Text tax_number { *this, "tax_number", { .label = { "Tax number", "ИНН" }, .exact = true, .max = 40 } };
    Text country { *this, "country",
        { .label = { "Country", "Страна" }, .help = { "Two letters: DE.", "Две буквы: RU." }, .max = 2 } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .indexed = true, .on_delete = OnDelete::clear } };
    Link contact { *this, "contact", "contact", { .label = { "Contact", "Лицо" }, .on_delete = OnDelete::clear } };
    Link deal { *this, "deal", "deal",
        { .label = { "Deal", "Сделка" }, .computed = true, .on_delete = OnDelete::clear } };
    Links products { *this, "products", "product", { .label = { "Interested in", "Интересует" } } };
    Money budget { *this, "budget", { .label = { "Budget", "Бюджет" }, .min_value = "0" } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
    DayField wanted_on { *this, "wanted_on", { .label = { "Wanted by", "Нужно к" } } };
    Choice urgency { *this, "urgency",
        {
            { "low", { "Low", "Низкая" }, "grey" },
            { "normal", { "Normal", "Обычная" }, "blue" },
            { "high", { "High", "Высокая" }, "red" },
        },
        { .label = { "Urgency", "Срочность" }, .default_value = "normal" } };
    InstantField received_at { *this, "received_at",
        { .label = { "Received", "Получено" }, .required = true, .indexed = true, .default_value = "now()" } };
    InstantField respond_by_at { *this, "respond_by_at",
        { .label = { "Answer by", "Ответить до" }, .computed = true, .indexed = true } };
    InstantField responded_at { *this, "responded_at", { .label = { "Answered", "Отвечено" }, .computed = true } };
    DayField invited_on { *this, "invited_on", { .label = { "Invited", "Приглашён" } } };
    DayField visited_on { *this, "visited_on", { .label = { "Came", "Пришёл" } } };
    Lifecycle lifecycle { *this,
        {
            { "new", { "New", "Новое" }, "blue" },
            { "working", { "In work", "В работе" }, "yellow" },
            { "qualified", { "Qualified", "Квалифицировано" }, "green" },
            { "dismissed", { "Dismissed", "Отсеяно" }, "grey" },
        },
        {
            { "new", "working" },
            { "new", "qualified" },
            { "working", "qualified" },
            { "new", "dismissed" },
            { "working", "dismissed" },
            { "working", "new" },
            { "dismissed", "new" },
        },
        "new" };
    Choice dismiss_reason { *this, "dismiss_reason", dismiss_reasons,
        { .label = { "Why dismissed", "Причина отклонения" },
            .required_when = "status = \"dismissed\"",
            .open_choices = true } };
    Text dismiss_note { *this, "dismiss_note", { .label = { "Note on it", "Пояснение" } } };
    Owned owned { *this, false };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
};

inline Enquiry const enquiry;

}
