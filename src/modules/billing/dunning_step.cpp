#include "modules/billing/dunning_step.h"

namespace kontor::billing {

DunningStep::DunningStep()
    : Entity { "dunning_step", "dunning_steps",
        {
            .module = "billing",
            .label = { { "Dunning step", "Шаг взыскания" }, { "Dunning steps", "Шаги взыскания" } },
            .icon = "bell-ringing",
            .colour = "green",
            .hidden = true,
            .order_by = "level",
            .list = { "level", "name", "days_after_due", "channel", "stops_deliveries" },
            .highlight = { "level", "days_after_due", "channel", "stops_deliveries" },
            .form = { "name", "level", "days_after_due", "channel", "text", "stops_deliveries", "applies_to" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "level" } },
        } }
{
}

}
