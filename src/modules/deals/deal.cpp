#include "modules/deals/deal.h"

namespace kontor::deals {

Deal::Deal()
    : Entity { "deal", "deals",
        {
            .module = "deals",
            .label = { { "Deal", "Сделка" }, { "Deals", "Сделки" } },
            .icon = "coins",
            .colour = "indigo",
            .order_by = "closes_on",
            .list = { "name", "account", "stage", "amount", "probability", "closes_on", "owner", "next_step_on" },
            .highlight = { "account", "amount", "stage", "probability", "closes_on", "next_step", "owner" },
            .form = { "name", "account", "amount", "currency", "pipeline", "stage", "closes_on", "source", "owner" },
            .roles = { { "title", "name" }, { "status", "stage" }, { "amount", "amount" }, { "currency", "currency" },
                { "owner", "owner" }, { "closes_on", "closes_on" }, { "probability", "probability" },
                { "parent", "account" } },
            .views = {
                { "board", { "Board", "Доска" }, "status = \"open\"", "closes_on", "board", "stage" },
                { "mine", { "My open deals", "Мои открытые" }, "owner = me() AND status = \"open\"", "closes_on" },
                { "closing", { "Closing this quarter", "Закрываются в квартале" },
                    "status = \"open\" AND closes_on <= end_of_quarter()", "closes_on" },
                { "no_next_step", { "Without next step", "Без следующего шага" },
                    "status = \"open\" AND next_step_on = null", "amount_base desc" },
                { "won", { "Won this quarter", "Выиграны в квартале" },
                    "status = \"won\" AND closed_on >= start_of_quarter()", "closed_on desc" },
                { "lost", { "Lost by reason", "Проиграны по причинам" }, "status = \"lost\"", "closed_on desc", "list",
                    "lost_reason" },
                { "renewals", { "Renewals", "Продления" }, "kind = \"renewal\"", "closes_on" },
                { "all", { "All", "Все" }, {}, "closes_on" },
            },
        } }
{
    // Its life is the stage's: any stage may follow any other.
    traits.push_back("lifecycle");
    lifecycle_field = &stage;
}

}
