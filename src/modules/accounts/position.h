#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/accounts/choices.h"

namespace kontor::accounts {

// A job of a person at a client, from a day to a day; a person can hold several. Without a person it is a seat that we
// know of but whose holder we do not know.
struct Position : Entity {
    Position();

    Link contact { *this, "contact", "contact",
        { .label = { "Person", "Лицо" }, .indexed = true, .on_delete = OnDelete::cascade } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Компания" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Text title { *this, "title", { .label = { "Title", "Должность" }, .searchable = true } };
    Text unit { *this, "unit", { .label = { "Unit", "Подразделение" } } };
    Choice level { *this, "level",
        {
            { "board", { "Board", "Совет директоров" } },
            { "executive", { "Executive", "Высшее руководство" } },
            { "head", { "Head", "Руководитель" } },
            { "specialist", { "Specialist", "Специалист" } },
            { "assistant", { "Assistant", "Помощник" } },
        },
        { .label = { "Level", "Уровень" } } };
    Link reports_to { *this, "reports_to", *this,
        { .label = { "Reports to", "Подчиняется" }, .on_delete = OnDelete::clear } };
    Choice buying_role { *this, "buying_role", buying_roles,
        { .label = { "Role in buying", "Роль в закупке" }, .indexed = true, .open_choices = true } };
    Whole decision_power { *this, "decision_power",
        { .label = { "Decision power", "Вес в решении" }, .min_value = "0", .max_value = "5" } };
    Choice attitude { *this, "attitude", attitudes,
        { .label = { "Attitude to us", "Отношение к нам" }, .default_value = "neutral" } };
    Flag may_sign { *this, "may_sign", { .label = { "May sign", "Право подписи" } } };
    Text signing_basis { *this, "signing_basis",
        { .label = { "Signs on the basis of", "Основание подписи" },
            .help
            = { "Charter, or number and day of the power of attorney.", "Устав или номер и дата доверенности." } } };
    Money signing_limit { *this, "signing_limit", { .label = { "Signing limit", "Лимит подписи" }, .min_value = "0" } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
    LongText interest_organisation { *this, "interest_organisation",
        { .label = { "Interest of the organisation", "Интерес организации" }, .sensitive = true } };
    LongText interest_person { *this, "interest_person",
        { .label = { "Interest of the person", "Интерес личный" }, .sensitive = true, .personal = true } };
    LongText interest_rivals { *this, "interest_rivals",
        { .label = { "Interest of our rivals", "Интерес конкурентов" }, .sensitive = true } };
    Text access_notes { *this, "access_notes", { .label = { "Way in", "Путь доступа" } } };
    Link introduced_by { *this, "introduced_by", "contact",
        { .label = { "Can be introduced by", "Кто может представить" }, .on_delete = OnDelete::clear } };
    Link counterpart { *this, "counterpart", "user", { .label = { "Counterpart on our side", "Наш визави" } } };
    Whole meeting_cadence_days { *this, "meeting_cadence_days",
        { .label = { "Meeting rhythm, days", "Ритм встреч, дней" }, .min_value = "1", .max_value = "1000" } };
    DayField starts_on { *this, "starts_on", { .label = { "From", "С" } } };
    DayField ends_on { *this, "ends_on", { .label = { "Until", "По" } } };
    Flag is_main { *this, "is_main", { .label = { "Main", "Основная" }, .default_value = "false" } };
    Number map_x { *this, "map_x", { .label = { "Place on the map, x", "Место на карте, x" } } };
    Number map_y { *this, "map_y", { .label = { "Place on the map, y", "Место на карте, y" } } };
    OfAccount of_account { *this };
    Timeline timeline { *this };
};

inline Position const position;

}
