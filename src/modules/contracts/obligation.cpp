#include "modules/contracts/obligation.h"

namespace kontor::contracts {

Obligation::Obligation()
    : Entity { "obligation", "obligations",
        {
            .module = "contracts",
            .label = { { "Obligation", "Обязательство" }, { "Obligations", "Обязательства" } },
            .icon = "checklist",
            .colour = "grape",
            .order_by = "due_on",
            .list = { "name", "contract", "party", "due_on", "owner", "status" },
            .highlight = { "contract", "party", "due_on", "amount", "evidence", "status" },
            .form = { "contract", "party", "name", "kind", "due_on", "every_months", "owner" },
            .roles = { { "title", "name" }, { "status", "status" }, { "owner", "owner" }, { "closes_on", "due_on" },
                { "parent", "contract" } },
            .views = {
                { "calendar", { "Calendar", "Календарь" }, "status = \"open\"", "due_on", "calendar" },
                { "ours", { "We owe", "Должны мы" }, "party = \"ours\" AND status = \"open\"", "due_on" },
                { "theirs_overdue", { "They are late", "Нам просрочили" },
                    "party = \"theirs\" AND status IN (\"open\", \"breached\") AND due_on < today()", "due_on" },
                { "mine", { "Mine", "Мои" }, "owner = me() AND status = \"open\"", "due_on" },
                { "all", { "All", "Все" }, {}, "due_on" },
            },
        } }
{
}

}
