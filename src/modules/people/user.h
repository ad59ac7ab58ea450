#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::people {

// A person of ours who signs in, or a service acting for one. A person may be listed without signing in: teams are
// imported before anybody is invited.
struct User : Entity {
    User();

    Text name { *this, "name", { .label = { "Name", "ФИО" }, .required = true, .searchable = true } };
    Email email { *this, "email", { .label = { "E-mail", "Почта" }, .unique = true, .searchable = true } };
    Text title { *this, "title", { .label = { "Job title", "Должность" }, .searchable = true } };
    Phone phone { *this, "phone", { .label = { "Phone", "Телефон" } } };
    Phone mobile { *this, "mobile", { .label = { "Mobile", "Мобильный" } } };
    Text extension { *this, "extension", { .label = { "Extension", "Внутренний" }, .max = 20 } };
    FileField photo { *this, "photo", { .label = { "Photo", "Фото" } } };
    Link department { *this, "department", "department",
        { .label = { "Department", "Подразделение" }, .required = true, .indexed = true, .default_value = "first()" } };
    Link reports_to { *this, "reports_to", *this,
        { .label = { "Reports to", "Руководитель" }, .on_delete = OnDelete::clear } };
    Link role { *this, "role", "role",
        { .label = { "Role", "Роль" }, .indexed = true, .required_when = "status = \"active\"" } };
    Lifecycle lifecycle { *this,
        {
            { "listed", { "Listed", "В списке" }, "grey" },
            { "invited", { "Invited", "Приглашён" }, "blue" },
            { "active", { "Active", "Работает" }, "green" },
            { "suspended", { "Suspended", "Приостановлен" }, "orange" },
            { "deactivated", { "Deactivated", "Отключён" }, "red" },
        },
        {
            { "listed", "invited" },
            { "listed", "active" },
            { "listed", "deactivated" },
            { "invited", "listed" },
            { "invited", "active" },
            { "invited", "deactivated" },
            { "active", "suspended" },
            { "active", "deactivated" },
            { "suspended", "active" },
            { "suspended", "deactivated" },
            { "deactivated", "active" },
            { "deactivated", "listed" },
        },
        "listed" };
    InstantField last_seen_at { *this, "last_seen_at",
        { .label = { "Last seen", "Был в системе" }, .computed = true } };
    Flag active { *this, "active",
        { .label = { "May sign in", "Может входить" }, .computed = true, .default_value = "false" } };
    Choice kind { *this, "kind",
        {
            { "person", { "Person", "Человек" }, "blue" },
            { "service", { "Service", "Служба" }, "grey" },
            { "agent", { "Agent", "Агент" }, "violet" },
        },
        { .label = { "Kind of account", "Вид учётной записи" }, .default_value = "person" } };
    Choice serves { *this, "serves",
        {
            { "corporate", { "Corporate clients", "Корпоративных клиентов" }, "indigo" },
            { "retail", { "Retail clients", "Розничных клиентов" }, "teal" },
            { "none", { "No clients", "Никого" }, "grey" },
        },
        { .label = { "Serves", "Обслуживает" }, .default_value = "corporate" } };
    Choice grade { *this, "grade",
        {
            { "trainee", { "Trainee", "Стажёр" } },
            { "junior", { "Junior manager", "Младший менеджер" } },
            { "manager", { "Manager", "Менеджер" } },
            { "senior", { "Senior manager", "Старший менеджер" } },
            { "lead", { "Lead manager", "Ведущий менеджер" } },
            { "head", { "Head", "Руководитель" } },
            { "director", { "Director", "Директор" } },
        },
        { .label = { "Grade", "Категория" }, .open_choices = true } };
    Choice language { *this, "language", { { "en", { "English", "Английский" } }, { "ru", { "Russian", "Русский" } } },
        { .label = { "Language", "Язык" },
            .help = { "Empty: the browser's, else the company's.", "Пусто: язык браузера или компании." } } };
    Text time_zone { *this, "time_zone",
        { .label = { "Time zone", "Часовой пояс" },
            .help = { "An IANA name such as Europe/Berlin; empty: the company's.",
                "Имя IANA, например Europe/Moscow; пусто: пояс компании." },
            .max = 60 } };
    JsonField working_hours { *this, "working_hours", { .label = { "Working hours", "Рабочее время" } } };
    Link deputy { *this, "deputy", *this, { .label = { "Deputy", "Замещающий" }, .on_delete = OnDelete::clear } };
    DayField away_starts_on { *this, "away_starts_on", { .label = { "Away from", "Отсутствует с" } } };
    DayField away_ends_on { *this, "away_ends_on", { .label = { "Away until", "Отсутствует по" } } };
    DayField hired_on { *this, "hired_on", { .label = { "Hired", "Принят" } } };
    DayField leaves_on { *this, "leaves_on", { .label = { "Leaves", "Увольняется" } } };
    Flag is_in_notice { *this, "is_in_notice",
        { .label = { "In notice", "На отработке" },
            .help = { "Lowers what he may read and export in a day to a tenth.",
                "Снижает дневные пределы чтения и выгрузки в десять раз." },
            .computed = true,
            .default_value = "false" } };
    Money hour_cost { *this, "hour_cost",
        { .label = { "Cost of an hour", "Стоимость часа" },
            .sensitive = true,
            .min_value = "0",
            .currency = "workspace()" } };
    RichText mail_signature { *this, "mail_signature", { .label = { "Mail signature", "Подпись" } } };
    JsonField notification_settings { *this, "notification_settings", { .label = { "Notifications", "Уведомления" } } };
    Timeline timeline { *this };
    Documents documents { *this };
};

inline User const user;

}
