#include "modules/conversations/activity.h"

namespace kontor::conversations {

Activity::Activity()
    : Entity { "activity", "activities",
        {
            .module = "conversations",
            .label = { { "Activity", "Действие" }, { "Activities", "Действия" } },
            .icon = "calendar",
            .colour = "cyan",
            .title = "subject",
            .order_by = "planned_on",
            .list = { "kind", "subject", "account", "planned_on", "owner", "status" },
            .highlight = { "kind", "planned_on", "starts_at", "place", "owner", "purpose", "outcome" },
            .form = { "kind", "subject", "account", "deal", "contacts", "due_on", "starts_at", "ends_at", "owner" },
            .roles = { { "title", "subject" }, { "status", "status" }, { "owner", "owner" },
                { "starts_at", "starts_at" }, { "ends_at", "ends_at" }, { "due_on", "due_on" },
                { "parent", "account" } },
            .views = {
                { "my_day", { "My day", "Мой день" },
                    "owner = me() AND status = \"planned\" AND planned_on <= today()", "planned_on" },
                { "week", { "Week", "Неделя" },
                    "owner = me() AND planned_on >= start_of_week() AND planned_on <= end_of_week()", "starts_at",
                    "calendar" },
                { "overdue", { "Overdue", "Просроченные" }, "status = \"planned\" AND planned_on < today()",
                    "planned_on" },
                { "done", { "Done this week", "Сделано за неделю" },
                    "status = \"done\" AND completed_at >= start_of_week()", "completed_at desc" },
                { "without_outcome", { "Without outcome", "Без итога" }, "status = \"done\" AND outcome = null",
                    "completed_at desc" },
                { "all", { "All", "Все" }, {}, "planned_on desc" },
            },
        } }
{
}

}
