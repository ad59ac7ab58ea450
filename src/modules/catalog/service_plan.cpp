#include "modules/catalog/service_plan.h"

namespace kontor::catalog {

ServicePlan::ServicePlan()
    : Entity { "service_plan", "service_plans",
        {
            .module = "catalog",
            .label = { { "Service plan", "Сервисный пакет" }, { "Service plans", "Сервисные пакеты" } },
            .icon = "tool",
            .colour = "violet",
            .order_by = "name",
            .list = { "name", "kind", "months", "response_hours", "price", "price_percent" },
            .highlight = { "kind", "months", "response_hours", "resolve_hours", "price", "price_percent" },
            .form
            = { "name", "kind", "months", "response_hours", "resolve_hours", "visits_year", "price", "price_percent" },
            .roles = { { "title", "name" }, { "amount", "price" }, { "currency", "currency" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
