#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/accounts/choices.h"

namespace kontor::deals {

// Somebody of theirs who takes part in a deal, and in which role.
struct DealContact : Entity {
    DealContact();

    LinesOf lines { *this, "deal", "deal_contacts", { "Deal", "Сделка" } };
    Link contact { *this, "contact", "contact",
        { .label = { "Contact", "Лицо" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Link position { *this, "position", "position",
        { .label = { "Position", "Должность" }, .on_delete = OnDelete::clear } };
    Choice buying_role { *this, "buying_role", accounts::buying_roles,
        { .label = { "Role in buying", "Роль в закупке" },
            .help = { "Empty: as in the position.", "Пусто: как в должности." },
            .open_choices = true } };
    Whole decision_power { *this, "decision_power",
        { .label = { "Decision power", "Вес в решении" }, .min_value = "0", .max_value = "5" } };
    Choice attitude { *this, "attitude", accounts::attitudes, { .label = { "Attitude to us", "Отношение к нам" } } };
    Text wish { *this, "wish", { .label = { "Wish", "Пожелание" } } };
    Flag is_main { *this, "is_main", { .label = { "Main", "Основной" }, .default_value = "false" } };
    LongText opinion { *this, "opinion", { .label = { "Opinion", "Мнение" } } };
    Whole opinion_score { *this, "opinion_score",
        { .label = { "User's rating", "Оценка пользователя" }, .min_value = "1", .max_value = "5" } };
    Link member { *this, "member", "user", { .label = { "Our counterpart", "Наш визави" } } };
};

inline DealContact const deal_contact;

}
