#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::platform {

// Something that its owner should know: a mention, an assignment, a job that ended.
struct Notification : Entity {
    Notification();

    Choice kind { *this, "kind",
        {
            { "mention", { "Mention", "Упоминание" }, "blue" },
            { "assignment", { "Assignment", "Назначение" }, "teal" },
            { "job", { "Job", "Задание" }, "grey" },
            { "reminder", { "Reminder", "Напоминание" }, "orange" },
            { "alarm", { "Alarm", "Тревога" }, "red" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .open_choices = true } };
    Text title { *this, "title", { .label = { "Title", "Заголовок" }, .required = true } };
    LongText text { *this, "text", { .label = { "Text", "Текст" } } };
    AnyLink about { *this, "about", { .label = { "About", "О чём" } } };
    Choice state { *this, "state",
        {
            { "unread", { "Unread", "Не прочитано" }, "blue" },
            { "read", { "Read", "Прочитано" }, "grey" },
            { "done", { "Done", "Сделано" }, "green" },
            { "snoozed", { "Snoozed", "Отложено" }, "yellow" },
        },
        { .label = { "State", "Состояние" }, .required = true, .indexed = true, .default_value = "unread" } };
    InstantField snooze_until { *this, "snooze_until", { .label = { "Snoozed until", "Отложено до" } } };
    Owned owned { *this };
};

inline Notification const notification;

}
