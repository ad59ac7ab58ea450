#include "modules/approvals/approval.h"

namespace kontor::approvals {

Approval::Approval()
    : Entity { "approval", "approvals",
        {
            .module = "approvals",
            .label = { { "Approval", "Согласование" }, { "Approvals", "Согласования" } },
            .icon = "user-check",
            .colour = "orange",
            .also_of = { "asked_by" },
            .order_by = "due_at",
            .list = { "name", "about", "subject", "asked_value", "limit_amount", "asked_by", "due_at", "status" },
            .highlight = { "about", "asked_value", "limit_amount", "reason", "asked_by", "approver", "due_at",
                "status" },
            .form = { "about", "approver", "reason" },
            .roles = { { "title", "name" }, { "status", "status" }, { "owner", "owner" }, { "parent", "account" } },
            .views = {
                { "waiting", { "Waiting for me", "Ждут моего решения" }, "approver = me() AND status = \"waiting\"",
                    "due_at" },
                { "asked", { "Asked by me", "Мои запросы" }, "asked_by = me()", "id desc" },
                { "decided", { "Decided", "Решённые" }, "status IN (\"approved\", \"refused\")", "decided_at desc" },
                { "all", { "All", "Все" }, {}, "id desc" },
            },
        } }
{
}

}
