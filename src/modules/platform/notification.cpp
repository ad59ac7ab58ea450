#include "modules/platform/notification.h"

namespace kontor::platform {

Notification::Notification()
    : Entity { "notification", "notifications",
        {
            .module = "platform",
            .label = { { "Notification", "Уведомление" }, { "Notifications", "Уведомления" } },
            .icon = "flag",
            .colour = "orange",
            .title = "title",
            .hidden = true,
            .list = { "kind", "title", "about", "state", "created_at" },
            .highlight = { "kind", "about", "state" },
            .form = { "kind", "title" },
            .roles = { { "title", "title" }, { "status", "state" }, { "owner", "owner" } },
            .views = {
                { "unread", { "Unread", "Непрочитанные" }, "state = \"unread\"" },
                { "all", { "All", "Все" } },
            },
        } }
{
}

}
