#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::billing {

// What happens when an invoice stays unpaid for so many days.
struct DunningStep : Entity {
    DunningStep();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Whole level { *this, "level",
        { .label = { "Level", "Уровень" }, .required = true, .unique = true, .min_value = "1", .max_value = "20" } };
    Whole days_after_due { *this, "days_after_due",
        { .label = { "Days after due", "Дней просрочки" }, .required = true, .min_value = "0", .max_value = "3000" } };
    Choice channel { *this, "channel",
        {
            { "email", { "E-mail", "Почта" } },
            { "phone", { "Phone", "Звонок" } },
            { "post", { "Post", "Письмо" } },
        },
        { .label = { "How", "Как" }, .required = true, .default_value = "email" } };
    LongText text { *this, "text", { .label = { "What is said", "Что сообщаем" } } };
    Flag stops_deliveries { *this, "stops_deliveries",
        { .label = { "Stops deliveries", "Останавливает отгрузку" }, .default_value = "false" } };
    LongText applies_to { *this, "applies_to",
        { .label = { "For which invoices", "Для каких счетов" },
            .help = { "A filter over invoices. Empty: for all.", "Отбор счетов. Пусто: для всех." },
            .max = 8'192 } };
};

inline DunningStep const dunning_step;

}
