#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/approvals/subjects.h"

namespace kontor::approvals {

// A decision that was asked for. It belongs to whoever decides: `owner` is the approver.
struct Approval : Entity {
    Approval();

    Text name { *this, "name", { .label = { "Name", "Название" }, .searchable = true, .computed = true } };
    AnyLink about { *this, "about", { .label = { "About", "О чём" }, .required = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .computed = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Link rule { *this, "rule", "approval_rule",
        { .label = { "Rule", "Правило" }, .computed = true, .on_delete = OnDelete::clear } };
    Choice subject { *this, "subject", subjects, { .label = { "Subject", "Предмет" }, .computed = true } };
    Number asked_value { *this, "asked_value", { .label = { "Asked for", "Запрошено" }, .computed = true } };
    Number limit_amount { *this, "limit_amount", { .label = { "Limit", "Предел" }, .computed = true } };
    LongText reason { *this, "reason", { .label = { "Why", "Почему" }, .required = true } };
    Link asked_by { *this, "asked_by", "user",
        { .label = { "Asked by", "Кто запросил" }, .computed = true, .indexed = true } };
    Link approver { *this, "approver", "user",
        { .label = { "Decides", "Согласующий" }, .required = true, .indexed = true } };
    InstantField due_at { *this, "due_at", { .label = { "Due", "Срок" }, .indexed = true } };
    InstantField decided_at { *this, "decided_at", { .label = { "Decided", "Решено" }, .computed = true } };
    LongText comment { *this, "comment",
        { .label = { "Comment", "Комментарий" }, .required_when = "status = \"refused\"" } };
    Whole step { *this, "step", { .label = { "Step", "Шаг" }, .computed = true } };
    LongText asked_state { *this, "asked_state",
        { .label = { "As it stood", "На момент запроса" }, .computed = true, .sensitive = true } };
    Lifecycle lifecycle { *this,
        {
            { "waiting", { "Waiting", "Ждёт" }, "orange" },
            { "approved", { "Approved", "Согласовано" }, "green" },
            { "refused", { "Refused", "Отказано" }, "red" },
            { "withdrawn", { "Withdrawn", "Отозвано" }, "grey" },
            { "escalated", { "Passed on", "Передано выше" }, "grape" },
        },
        {
            { "waiting", "approved" },
            { "waiting", "refused" },
            { "waiting", "withdrawn" },
            { "waiting", "escalated" },
        },
        "waiting" };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
};

inline Approval const approval;

}
