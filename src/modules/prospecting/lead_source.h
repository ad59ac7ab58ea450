#pragma once

#include "model/entity.h"

namespace kontor::prospecting {

// Where clients come from.
struct LeadSource : Entity {
    LeadSource();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Choice kind { *this, "kind",
        {
            { "web", { "Web", "Сайт" } },
            { "phone", { "Phone", "Телефон" } },
            { "exhibition", { "Exhibition", "Выставка" } },
            { "advertising", { "Advertising", "Реклама" } },
            { "referral", { "Referral", "Рекомендация" } },
            { "register", { "Register", "Реестр" } },
            { "partner", { "Partner", "Партнёр" } },
            { "cold_call", { "Cold call", "Холодный звонок" } },
            { "tender", { "Tender", "Тендер" } },
            { "own_base", { "Own base", "Собственная база" } },
            { "social", { "Social networks", "Социальные сети" } },
        },
        { .label = { "Kind", "Вид" }, .open_choices = true } };
    Flag is_active { *this, "is_active", { .label = { "Active", "Действует" }, .default_value = "true" } };
    Money monthly_cost { *this, "monthly_cost",
        { .label = { "Monthly cost", "Расход в месяц" }, .min_value = "0", .currency = "workspace()" } };
};

inline LeadSource const lead_source;

}
