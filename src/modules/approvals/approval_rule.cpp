#include "modules/approvals/approval_rule.h"

namespace kontor::approvals {

ApprovalRule::ApprovalRule()
    : Entity { "approval_rule", "approval_rules",
        {
            .module = "approvals",
            .label = { { "Approval rule", "Правило согласования" }, { "Approval rules", "Правила согласования" } },
            .icon = "gavel",
            .colour = "orange",
            .order_by = "entity",
            .list = { "name", "entity", "subject", "condition", "approver_kind", "step", "hours", "is_active" },
            .highlight = { "entity", "subject", "approver_kind", "step", "hours" },
            .form = { "name", "entity", "condition", "subject", "approver_kind", "role", "member", "step", "hours" },
            .roles = { { "title", "name" } },
            .views = {
                { "active", { "Active", "Действуют" }, "is_active = true", "entity" },
                { "all", { "All", "Все" }, {}, "entity" },
            },
        } }
{
}

}
