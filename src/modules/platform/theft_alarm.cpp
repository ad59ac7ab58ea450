#include "modules/platform/theft_alarm.h"

namespace kontor::platform {

TheftAlarm::TheftAlarm()
    : Entity { "theft_alarm", "theft_alarms",
        {
            .module = "platform",
            .label = { { "Theft alarm", "Тревога о выносе базы" }, { "Theft alarms", "Тревоги о выносе базы" } },
            .icon = "flag",
            .colour = "red",
            .title = "title",
            .hidden = true,
            .list = { "title", "day", "consequence", "measure", "counted", "usual", "status" },
            .highlight = { "owner", "day", "consequence", "status", "counted", "usual" },
            .roles = { { "title", "title" }, { "status", "status" }, { "owner", "owner" }, { "date", "day" } },
            .views = {
                { "open", { "Open", "Открытые" }, "status = \"open\"" },
                { "all", { "All", "Все" } },
            },
        } }
{
}

}
