#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// What is offered beside a product: warranty, maintenance, support.
struct ServicePlan : Entity {
    ServicePlan();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Choice kind { *this, "kind",
        {
            { "warranty", { "Warranty", "Гарантия" } },
            { "extended", { "Extended warranty", "Расширенная гарантия" } },
            { "post_warranty", { "After the warranty", "Послегарантийное обслуживание" } },
            { "maintenance", { "Maintenance", "Техническое обслуживание" } },
            { "support", { "Support", "Поддержка" } },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "warranty" } };
    Whole months { *this, "months", { .label = { "Months", "Месяцев" }, .min_value = "1", .max_value = "600" } };
    Whole response_hours { *this, "response_hours",
        { .label = { "Answers within, hours", "Реакция, ч" }, .min_value = "0" } };
    Whole resolve_hours { *this, "resolve_hours",
        { .label = { "Solves within, hours", "Решение, ч" }, .min_value = "0" } };
    Whole visits_year { *this, "visits_year", { .label = { "Visits a year", "Выездов в год" }, .min_value = "0" } };
    RichText includes { *this, "includes", { .label = { "What it includes", "Что входит" } } };
    Percent price_percent { *this, "price_percent",
        { .label = { "Price, % of the product's", "Цена, % от цены товара" }, .min_value = "0" } };
    Money price { *this, "price", { .label = { "Price", "Цена" }, .min_value = "0" } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
};

inline ServicePlan const service_plan;

}
