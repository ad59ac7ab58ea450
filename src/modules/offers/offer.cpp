#include "modules/offers/offer.h"

namespace kontor::offers {

Offer::Offer()
    : Entity { "offer", "offers",
        {
            .module = "offers",
            .label = { { "Offer", "Коммерческое предложение" }, { "Offers", "Коммерческие предложения" } },
            .icon = "file-text",
            .colour = "blue",
            .order_by = "offered_on desc",
            .list = { "number", "name", "account", "total", "status", "valid_until", "owner" },
            .highlight = { "account", "total", "margin_percent", "valid_until", "status", "owner" },
            .form = { "account", "deal", "contact", "name", "currency", "valid_until", "payment_term", "owner" },
            .roles = { { "title", "name" }, { "status", "status" }, { "amount", "total" },
                { "currency", "currency" }, { "owner", "owner" }, { "closes_on", "valid_until" },
                { "parent", "account" } },
            .views = {
                { "mine", { "Mine", "Мои" }, "owner = me()", "offered_on desc" },
                { "waiting", { "Waiting for approval", "Ждут согласования" }, "approval_status = \"waiting\"",
                    "offered_on" },
                { "sent", { "Sent without answer", "Без ответа" }, "status = \"sent\"", "valid_until" },
                { "expiring", { "Expiring in 7 days", "Истекают за 7 дней" },
                    "status = \"sent\" AND valid_until <= days(7)", "valid_until" },
                { "accepted", { "Accepted this quarter", "Приняты в квартале" },
                    "status = \"accepted\" AND accepted_on >= start_of_quarter()", "accepted_on desc" },
                { "all", { "All", "Все" }, {}, "offered_on desc" },
            },
        } }
{
}

}
