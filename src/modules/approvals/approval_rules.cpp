#include "modules/accounts/account_of.h"
#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/approvals/rules.h"
#include "records/change.h"
#include "records/filter_binding.h"

#include <algorithm>

namespace kontor::approvals {

using records::Change;

namespace {

void check_condition(Change& change)
{
    auto const& schema = change.transaction().schema();
    auto const collection = change.get(approval_rule.entity);
    auto const* entity = collection ? schema.find(*collection) : nullptr;
    if (!entity || !entity->find("approval_status")) {
        change.reject(approval_rule.entity, "not_approvable",
            Label { "These records are never approved.", "Такие записи не согласуют." });
        return;
    }
    auto const text = change.get(approval_rule.condition).value_or("");
    if (text.empty() || !(change.changes(approval_rule.condition) || change.changes(approval_rule.entity)))
        return;
    try {
        records::bind_filter(text, *entity,
            { schema, change.actor(), change.transaction().now(),
                change.transaction().store().workspace().week_starts });
    } catch (Problem const& problem) {
        change.reject(approval_rule.condition, problem.code(), problem.detail());
    }
}

void demand_approver(Change& change)
{
    auto const kind = change.get(approval_rule.approver_kind);
    if (kind == "role" && change.lacks(approval_rule.role))
        change.reject(approval_rule.role, "required", Label { "Choose the role.", "Выберите роль." });
    if (kind == "person" && change.lacks(approval_rule.member))
        change.reject(approval_rule.member, "required", Label { "Choose the person.", "Выберите сотрудника." });
}

// Whoever decides answers for it, whoever writes it.
void keep_owner(Change& change)
{
    if (auto const who = change.get(approval.approver))
        change.set(approval.owned.owner, *who);
    if (change.lacks(approval.asked_by))
        change.set(approval.asked_by, change.actor().user);
    if (change.get(approval.approver) == change.get(approval.asked_by))
        change.reject(approval.approver, "own_approval",
            Label { "Nobody approves what he asked for himself.", "Свой запрос согласует кто-то другой." });
    if (change.get(approval.lifecycle.status) == "refused" && change.lacks(approval.comment))
        change.reject(
            approval.comment, "required_when_refused", Label { "Say why it is refused.", "Укажите причину отказа." });
}

// Decisions are made by actions, which ask who decides.
void refuse_decision_by_hand(Change& change)
{
    auto const is_by_hand = change.names(approval.lifecycle.status) && change.changes(approval.lifecycle.status);
    auto const status = change.get(approval.lifecycle.status).value_or("waiting");
    if (is_by_hand && change.lacks(approval.decided_at) && (status == "approved" || status == "refused"))
        change.reject(approval.lifecycle.status, "read_only",
            Label { "Decide by approving or refusing.", "Решение принимают действием." });
    if (!change.is_creation() && change.before.get(approval.lifecycle.status) != "waiting"
        && (change.changes(approval.comment) || change.changes(approval.approver) || change.changes(approval.reason)))
        change.reject(approval.lifecycle.status, "locked", Label { "It was decided already.", "Решение уже принято." });
}

}

void add_rules(Registry& registry)
{
    registry.rule(approval_rule, Moment::before_save, "condition", check_condition);
    registry.rule(approval_rule, Moment::before_save, "approver", demand_approver);
    accounts::keep_account_of(registry, approval, approval.about, approval.account);
    registry.rule(approval, Moment::before_save, "owner", keep_owner);
    registry.rule(approval, Moment::before_save, "decision", refuse_decision_by_hand);
}

}
