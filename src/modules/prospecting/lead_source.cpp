#include "modules/prospecting/lead_source.h"

namespace kontor::prospecting {

LeadSource::LeadSource()
    : Entity { "lead_source", "lead_sources",
        {
            .module = "prospecting",
            .label = { { "Source", "Источник" }, { "Sources", "Источники" } },
            .icon = "flag",
            .colour = "lime",
            .keyed = true,
            .hidden = true,
            .order_by = "name",
            .list = { "name", "kind", "is_active", "monthly_cost" },
            .highlight = { "kind", "is_active", "monthly_cost" },
            .form = { "name", "kind", "monthly_cost" },
            .roles = { { "title", "name" } },
            .views = {
                { "active", { "Active", "Действующие" }, "is_active", "name" },
                { "all", { "All", "Все" }, {}, "name" },
            },
        } }
{
}

}
