#include "modules/accounts/position.h"

namespace kontor::accounts {

Position::Position()
    : Entity { "position", "positions",
        {
            .module = "accounts",
            .label = { { "Position", "Должность" }, { "Positions", "Должности" } },
            .icon = "briefcase",
            .colour = "violet",
            .title = "title",
            .hidden = true,
            .order_by = "title",
            .list = { "title", "contact", "account", "buying_role", "attitude", "counterpart", "starts_on", "ends_on" },
            .highlight = { "account", "contact", "buying_role", "decision_power", "attitude", "counterpart" },
            .form = { "contact", "account", "title", "unit", "buying_role", "reports_to", "starts_on" },
            .roles = { { "title", "title" }, { "parent", "account" } },
            .views = {
                { "current", { "Current", "Действующие" }, "ends_on = null OR ends_on >= today()", "title" },
                { "decision_makers", { "Decision makers", "Принимают решения" },
                    "buying_role IN (\"decision_maker\", \"economic_buyer\")", "title" },
                { "empty_seats", { "Empty seats", "Неизвестные лица" }, "contact = null", "title" },
                { "past", { "Past", "Прошлые" }, "ends_on < today()", "title" },
                { "all", { "All", "Все" }, {}, "title" },
            },
        } }
{
}

}
