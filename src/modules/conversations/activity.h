#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/conversations/choices.h"

namespace kontor::conversations {

// A call, meeting, task, letter or visit: planned, and then done with what came of it. `planned_on` is the day that it
// is meant for, from `due_on` or `starts_at`, in the company's time zone.
struct Activity : Entity {
    Activity();

    Choice kind { *this, "kind", kinds,
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "task", .open_choices = true } };
    Text subject { *this, "subject", { .label = { "Subject", "Тема" }, .searchable = true } };
    RichText description { *this, "description", { .label = { "Description", "Описание" }, .searchable = true } };
    AnyLink about { *this, "about", { .label = { "About", "О чём" } } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .indexed = true, .on_delete = OnDelete::cascade } };
    Link deal { *this, "deal", "deal",
        { .label = { "Deal", "Сделка" }, .indexed = true, .on_delete = OnDelete::cascade } };
    Links contacts { *this, "contacts", "contact", { .label = { "Their people", "Участники клиента" } },
        {
            { "role", FieldType::choice, { "Role", "Роль" },
                { { "required", { "Required", "Обязателен" } }, { "optional", { "Optional", "По желанию" } } } },
            { "attended", FieldType::flag, { "Attended", "Присутствовал" } },
            { "response", FieldType::choice, { "Response", "Ответ" },
                { { "none", { "None", "Нет" } }, { "yes", { "Yes", "Да" } }, { "no", { "No", "Отказ" } },
                    { "maybe", { "Maybe", "Возможно" } } } },
        } };
    Links members { *this, "members", "user", { .label = { "Our people", "Наши участники" } },
        {
            { "response", FieldType::choice, { "Response", "Ответ" },
                { { "none", { "None", "Нет" } }, { "yes", { "Yes", "Да" } }, { "no", { "No", "Отказ" } },
                    { "maybe", { "Maybe", "Возможно" } } } },
            { "attended", FieldType::flag, { "Attended", "Присутствовал" } },
        } };
    InstantField starts_at { *this, "starts_at", { .label = { "Starts", "Начало" }, .indexed = true } };
    InstantField ends_at { *this, "ends_at", { .label = { "Ends", "Конец" } } };
    DayField due_on { *this, "due_on", { .label = { "Due", "Срок" } } };
    Flag is_all_day { *this, "is_all_day", { .label = { "All day", "Весь день" }, .default_value = "false" } };
    DayField planned_on { *this, "planned_on",
        { .label = { "Planned for", "Запланировано на" }, .computed = true, .indexed = true } };
    Text place { *this, "place", { .label = { "Place", "Место" } } };
    Number latitude { *this, "latitude", { .label = { "Latitude", "Широта" }, .min_value = "-90", .max_value = "90" } };
    Number longitude { *this, "longitude",
        { .label = { "Longitude", "Долгота" }, .min_value = "-180", .max_value = "180" } };
    Whole travel_minutes { *this, "travel_minutes",
        { .label = { "Travel, minutes", "Время в пути, мин." }, .min_value = "0" } };
    Money travel_cost { *this, "travel_cost",
        { .label = { "Expenses", "Расходы" }, .sensitive = true, .min_value = "0", .currency = "workspace()" } };
    Choice priority { *this, "priority",
        {
            { "low", { "Low", "Низкий" }, "grey" },
            { "normal", { "Normal", "Обычный" }, "blue" },
            { "high", { "High", "Высокий" }, "red" },
        },
        { .label = { "Priority", "Приоритет" }, .default_value = "normal" } };
    Choice purpose { *this, "purpose",
        {
            { "acquaint", { "Get acquainted", "Познакомиться" } },
            { "study_need", { "Study the need", "Изучить потребность" } },
            { "present", { "Present", "Представить" } },
            { "negotiate", { "Negotiate", "Договориться" } },
            { "sign", { "Sign", "Подписать" } },
            { "review", { "Review", "Подвести итоги" } },
            { "settle", { "Settle a problem", "Уладить проблему" } },
            { "thank", { "Thank", "Поблагодарить" } },
            { "inform", { "Inform", "Сообщить" } },
            { "executive", { "Executives meet", "Встреча руководства" } },
        },
        { .label = { "Purpose", "Цель" }, .open_choices = true } };
    RichText agenda { *this, "agenda", { .label = { "Agenda", "Повестка" } } };
    RichText minutes { *this, "minutes", { .label = { "Minutes", "Протокол" }, .searchable = true } };
    LongText outcome { *this, "outcome", { .label = { "Outcome", "Итог" }, .searchable = true } };
    Choice result { *this, "result", results, { .label = { "Result", "Результат" }, .open_choices = true } };
    Choice direction { *this, "direction",
        { { "in", { "Incoming", "Входящий" } }, { "out", { "Outgoing", "Исходящий" } } },
        { .label = { "Direction", "Направление" } } };
    Phone phone { *this, "phone", { .label = { "Phone", "Телефон" }, .personal = true } };
    Duration duration { *this, "duration", { .label = { "Duration", "Длительность" }, .min_value = "0" } };
    Lifecycle lifecycle { *this,
        {
            { "planned", { "Planned", "Запланировано" }, "blue" },
            { "done", { "Done", "Выполнено" }, "green" },
            { "cancelled", { "Cancelled", "Отменено" }, "grey" },
        },
        { { "planned", "done" }, { "planned", "cancelled" }, { "done", "planned" }, { "cancelled", "planned" } },
        "planned" };
    InstantField completed_at { *this, "completed_at",
        { .label = { "Completed", "Завершено" }, .computed = true, .indexed = true } };
    Whole rescheduled_count { *this, "rescheduled_count",
        { .label = { "Times rescheduled", "Переносов" }, .computed = true, .default_value = "0" } };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
};

inline Activity const activity;

}
