#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::platform {

// Somebody has read or carried away more of the client base than is usual for him or allowed to his role. Its owner is
// the person watched, so that his head sees it and he himself, whose role reads no alarms, does not.
struct TheftAlarm : Entity {
    TheftAlarm();

    Text title { *this, "title", { .label = { "Alarm", "Тревога" }, .computed = true } };
    DayField day { *this, "day", { .label = { "Day", "День" }, .computed = true, .indexed = true } };
    Choice consequence { *this, "consequence",
        {
            { "notify", { "Told the head", "Извещён руководитель" }, "yellow" },
            { "step_up", { "Asked for the password", "Запрошен пароль" }, "orange" },
            { "block", { "Stopped", "Остановлено" }, "red" },
        },
        { .label = { "Consequence", "Следствие" }, .computed = true } };
    Choice measure { *this, "measure",
        {
            { "rows", { "Records in a day", "Записей за день" } },
            { "contacts", { "Contacts in a day", "Контактов за день" } },
            { "accounts", { "Clients in a day", "Клиентов за день" } },
            { "fresh", { "New names in four weeks", "Новых имён за четыре недели" } },
            { "exports", { "Exports in a day", "Выгрузок за день" } },
        },
        { .label = { "Measure", "Мера" }, .computed = true } };
    Text door { *this, "door",
        { .label = { "Door", "Где" },
            .help = { "Through which the last of it was read.", "Где прочитано последнее." },
            .computed = true } };
    Whole counted { *this, "counted", { .label = { "Counted", "Насчитано" }, .computed = true } };
    Whole usual { *this, "usual",
        { .label = { "Usual at most", "Обычно не более" },
            .help = { "Empty: it is the role's limit that was passed.", "Пусто: превышен предел роли." },
            .computed = true } };
    Whole threshold { *this, "threshold", { .label = { "From", "Порог" }, .computed = true } };
    JsonField numbers { *this, "numbers", { .label = { "Numbers of the day", "Числа дня" }, .computed = true } };
    Lifecycle lifecycle { *this,
        {
            { "open", { "Open", "Открыта" }, "red" },
            { "explained", { "Explained", "Объяснена" }, "green" },
            { "confirmed", { "Confirmed", "Подтверждена" }, "grey" },
        },
        {
            { "open", "explained" },
            { "open", "confirmed" },
            { "confirmed", "explained" },
        },
        "open" };
    LongText decision { *this, "decision", { .label = { "Decision", "Решение" }, .computed = true } };
    Link decided_by { *this, "decided_by", "user",
        { .label = { "Decided by", "Кто решил" }, .computed = true, .on_delete = OnDelete::clear } };
    InstantField decided_at { *this, "decided_at", { .label = { "Decided", "Когда решено" }, .computed = true } };
    Owned owned { *this };
    Timeline timeline { *this };
};

inline TheftAlarm const theft_alarm;

}
