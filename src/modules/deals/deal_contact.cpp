#include "modules/deals/deal_contact.h"

namespace kontor::deals {

DealContact::DealContact()
    : Entity { "deal_contact", "deal_contacts",
        {
            .module = "deals",
            .label = { { "Participant", "Участник сделки" }, { "Participants", "Участники сделки" } },
            .icon = "users",
            .colour = "teal",
            .title = "buying_role",
            .hidden = true,
            .order_by = "id",
            .list = { "contact", "buying_role", "decision_power", "attitude", "is_main" },
            .highlight = { "deal", "contact", "buying_role" },
            .form = { "deal", "contact", "buying_role", "is_main" },
            .roles = { { "title", "buying_role" }, { "parent", "deal" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
