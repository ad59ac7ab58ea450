#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::accounts {

// A colleague in the account's team. Whoever is a member reaches the account, its contacts and its deals as if they
// were his.
struct AccountMember : Entity {
    AccountMember();

    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Link member { *this, "member", "user", { .label = { "Member", "Сотрудник" }, .required = true, .indexed = true } };
    Choice team_role { *this, "team_role",
        {
            { "key_account_manager", { "Key account manager", "Ключевой менеджер" }, "indigo" },
            { "deputy", { "Deputy", "Заместитель" }, "blue" },
            { "executive_sponsor", { "Executive sponsor", "Куратор от руководства" }, "red" },
            { "engineer", { "Engineer", "Инженер" }, "cyan" },
            { "service", { "Service", "Сервис" }, "violet" },
            { "order_desk", { "Order desk", "Отдел заказов" }, "teal" },
            { "finance", { "Finance", "Финансы" }, "green" },
            { "lawyer", { "Lawyer", "Юрист" }, "grape" },
            { "marketing", { "Marketing", "Маркетинг" }, "pink" },
            { "observer", { "Observer", "Наблюдатель" }, "grey" },
        },
        { .label = { "Role in the team", "Роль в команде" },
            .required = true,
            .default_value = "deputy",
            .open_choices = true } };
    Flag may_edit { *this, "may_edit", { .label = { "May change", "Может изменять" }, .default_value = "true" } };
    DayField starts_on { *this, "starts_on", { .label = { "From", "С" } } };
    DayField ends_on { *this, "ends_on", { .label = { "Until", "По" } } };
    Percent share_percent { *this, "share_percent",
        { .label = { "Share of commission", "Доля вознаграждения" }, .min_value = "0", .max_value = "100" } };
    Text note { *this, "note", { .label = { "Note", "Примечание" } } };
    OfAccount of_account { *this };
};

inline AccountMember const account_member;

}
