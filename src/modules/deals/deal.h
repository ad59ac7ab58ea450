#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/deals/reasons.h"

namespace kontor::deals {

// One possible sale to one account, from first contact to fulfilment. The stage says where it stands; `status` follows
// from the stage and is what reports count.
struct Deal : Entity {
    Deal();

    Text name { *this, "name", { .label = { "Deal", "Сделка" }, .searchable = true } };
    Link account { *this, "account", "account", { .label = { "Account", "Клиент" }, .indexed = true } };
    Link pipeline { *this, "pipeline", "pipeline",
        { .label = { "Pipeline", "Воронка" }, .required = true, .default_value = "first()" } };
    Link stage { *this, "stage", "stage",
        { .label = { "Stage", "Этап" }, .required = true, .indexed = true, .default_value = "first()" } };
    Choice status { *this, "status",
        {
            { "open", { "Open", "Открыта" }, "blue" },
            { "won", { "Won", "Выиграна" }, "green" },
            { "lost", { "Lost", "Проиграна" }, "red" },
        },
        { .label = { "Status", "Состояние" }, .computed = true, .indexed = true } };
    Choice kind { *this, "kind",
        {
            { "new", { "New", "Новая" }, "blue" },
            { "repeat", { "Repeat", "Повторная" }, "teal" },
            { "expansion", { "Expansion", "Расширение" }, "cyan" },
            { "renewal", { "Renewal", "Продление" }, "green" },
            { "cross_sale", { "Cross sale", "Перекрёстная продажа" }, "violet" },
            { "project", { "Project", "Проект" }, "orange" },
        },
        { .label = { "Kind", "Вид сделки" }, .default_value = "new", .open_choices = true } };
    Money amount { *this, "amount",
        { .label = { "Amount", "Сумма" }, .min_value = "0", .required_when = "status = \"won\"" } };
    CurrencyField currency { *this, "currency",
        { .label = { "Currency", "Валюта" }, .required = true, .default_value = "workspace()" } };
    Flag is_amount_fixed { *this, "is_amount_fixed",
        { .label = { "Amount set by hand", "Сумма задана вручную" },
            .help = { "Otherwise the amount is the sum of the products.", "Иначе сумма складывается из товаров." },
            .default_value = "false" } };
    Money recurring_amount { *this, "recurring_amount",
        { .label = { "Recurring amount a month", "Регулярная сумма в месяц" }, .min_value = "0" } };
    Whole recurring_months { *this, "recurring_months",
        { .label = { "Months", "Месяцев" }, .min_value = "0", .max_value = "1200" } };
    Percent probability { *this, "probability",
        { .label = { "Probability", "Вероятность" }, .min_value = "0", .max_value = "100" } };
    Money weighted_amount { *this, "weighted_amount",
        { .label = { "Weighted amount", "Взвешенная сумма" }, .formula = "amount * probability / 100" } };
    Choice forecast_category { *this, "forecast_category",
        {
            { "pipeline", { "Pipeline", "Воронка" }, "grey" },
            { "best", { "Best case", "Лучший случай" }, "blue" },
            { "commit", { "Commit", "Обязательство" }, "teal" },
            { "closed", { "Closed", "Закрыто" }, "green" },
            { "omitted", { "Omitted", "Не учитывать" }, "grey" },
        },
        { .label = { "Forecast category", "Категория прогноза" } } };
    DayField closes_on { *this, "closes_on", { .label = { "Closes", "Ожидаемое закрытие" }, .indexed = true } };
    DayField closed_on { *this, "closed_on", { .label = { "Closed", "Закрыта" }, .indexed = true } };
    DayField started_on { *this, "started_on", { .label = { "Started", "Начата" }, .default_value = "today()" } };
    InstantField stage_changed_at { *this, "stage_changed_at",
        { .label = { "In stage since", "Этап с" }, .computed = true } };
    Whole push_count { *this, "push_count",
        { .label = { "Times pushed", "Переносов" }, .computed = true, .default_value = "0" } };
    InstantField last_activity_at { *this, "last_activity_at",
        { .label = { "Last activity", "Последнее действие" },
            .roll_up = { RollUpFunction::max, "activities", "deal", "completed_at", "status = \"done\"" } } };
    Text next_step { *this, "next_step", { .label = { "Next step", "Следующий шаг" }, .computed = true } };
    DayField next_step_on { *this, "next_step_on",
        { .label = { "Next step on", "Когда" },
            .roll_up = { RollUpFunction::min, "activities", "deal", "planned_on", "status = \"planned\"" } } };
    Links products { *this, "products", "product", { .label = { "Products", "Интересующие товары" } },
        {
            { "quantity", FieldType::number, { "Quantity", "Количество" } },
            { "price", FieldType::money, { "Price", "Цена" } },
            { "discount_percent", FieldType::percent, { "Discount, %", "Скидка, %" } },
            { "note", FieldType::text, { "Note", "Примечание" } },
        } };
    Text competitors { *this, "competitors", { .label = { "Competitors", "Конкуренты" }, .searchable = true } };
    Link source { *this, "source", "lead_source", { .label = { "Source", "Источник" } } };
    Link enquiry { *this, "enquiry", "enquiry", { .label = { "Enquiry", "Обращение" }, .on_delete = OnDelete::clear } };
    Link main_contact { *this, "main_contact", "contact",
        { .label = { "Main contact", "Основной контакт" }, .computed = true, .on_delete = OnDelete::clear } };
    LongText need_summary { *this, "need_summary", { .label = { "Need", "Потребность" }, .searchable = true } };
    LongText value_for_client { *this, "value_for_client", { .label = { "Value for the client", "Выгода клиента" } } };
    LongText interest_organisation { *this, "interest_organisation",
        { .label = { "Interest of the organisation", "Интерес организации" }, .sensitive = true } };
    LongText interest_person { *this, "interest_person",
        { .label = { "Interests of the people", "Интересы участников лично" }, .sensitive = true, .personal = true } };
    LongText interest_rivals { *this, "interest_rivals",
        { .label = { "Interest of our rivals", "Интерес конкурентов" }, .sensitive = true } };
    Choice won_reason { *this, "won_reason", won_reasons,
        { .label = { "Why won", "Причина победы" }, .open_choices = true } };
    Choice lost_reason { *this, "lost_reason", lost_reasons,
        { .label = { "Why lost", "Причина проигрыша" }, .required_when = "status = \"lost\"", .open_choices = true } };
    Text lost_to { *this, "lost_to", { .label = { "Lost to", "Кому проиграли" }, .searchable = true } };
    Money lost_price { *this, "lost_price", { .label = { "Winner's price", "Цена победителя" }, .min_value = "0" } };
    LongText lost_note { *this, "lost_note", { .label = { "Note on the loss", "Пояснение" } } };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
    Tagged tagged { *this };
};

inline Deal const deal;

}
