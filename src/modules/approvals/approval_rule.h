#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/approvals/subjects.h"

namespace kontor::approvals {

// When somebody else must say yes, and who that is.
struct ApprovalRule : Entity {
    ApprovalRule();

    Text name { *this, "name",
        { .label = { "Reason", "Причина" },
            .help = { "Told to whoever is stopped by it: Discount above 10 %.",
                "Её видит тот, кого правило остановило: скидка выше 10 %." },
            .required = true,
            .searchable = true } };
    Text entity { *this, "entity",
        { .label = { "Records", "Записи" },
            .help = { "Their collection: offers.", "Раздел: offers." },
            .required = true,
            .exact = true,
            .indexed = true,
            .max = 60 } };
    LongText condition { *this, "condition",
        { .label = { "When", "Когда" },
            .help = { "A filter over the record: largest_discount_percent > 10. Empty: always.",
                "Отбор по записи: largest_discount_percent > 10. Пусто: всегда." },
            .max = 8'192 } };
    Choice subject { *this, "subject", subjects,
        { .label = { "Subject", "Предмет" }, .required = true, .default_value = "discount_percent" } };
    Choice approver_kind { *this, "approver_kind",
        {
            { "owner_head", { "Head of the owner", "Руководитель ответственного" } },
            { "department_head", { "Head of the department", "Руководитель подразделения" } },
            { "role", { "Somebody with a role", "Сотрудник с ролью" } },
            { "person", { "A certain person", "Определённый сотрудник" } },
            { "finance", { "Finance", "Финансы" } },
        },
        { .label = { "Who decides", "Кто согласует" }, .required = true, .default_value = "owner_head" } };
    Link role { *this, "role", "role", { .label = { "Role", "Роль" }, .required_when = "approver_kind = \"role\"" } };
    Link member { *this, "member", "user",
        { .label = { "Person", "Сотрудник" }, .required_when = "approver_kind = \"person\"" } };
    Whole step { *this, "step",
        { .label = { "Step", "Шаг" },
            .help = { "Those of a step are asked together, the steps one after the other.",
                "Внутри шага спрашивают одновременно, шаги идут по очереди." },
            .required = true,
            .min_value = "1",
            .max_value = "20",
            .default_value = "1" } };
    Whole hours { *this, "hours",
        { .label = { "Hours to decide", "Часов на решение" },
            .min_value = "1",
            .max_value = "2000",
            .default_value = "24" } };
    Flag is_active { *this, "is_active", { .label = { "Active", "Действует" }, .default_value = "true" } };
    Timeline timeline { *this };
};

inline ApprovalRule const approval_rule;

}
