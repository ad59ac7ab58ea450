#include "modules/approvals/approvable.h"

#include "base/check.h"
#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/approvals/questions.h"
#include "records/action.h"
#include "records/change.h"
#include "records/condition_check.h"
#include "records/filter_binding.h"
#include "records/said.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace kontor::approvals {

using records::ActionCall;
using records::ActionResult;
using records::Change;

namespace {

bool is_blocked_move(Change& change, Approved const& approved)
{
    auto const* status = change.entity().declaration->lifecycle_field;
    check(status != nullptr, "what is approved has a lifecycle: " + change.entity().singular);
    auto const* state = std::get_if<std::string>(&change.after.value(*status));
    return change.changes(*status) && state && std::ranges::find(approved.states, *state) != approved.states.end();
}

// A move waits only from where one may ask: what went out once is not stopped again when it is resumed or prolonged.
bool may_ask(Change& change, Approved const& approved)
{
    auto const actor = records::Actor::system();
    auto const context
        = records::BindingContext { change.transaction().schema(), actor, change.transaction().now(), 1, true };
    return records::meets(records::bind_filter(approved.ask_when, change.entity(), context), change.before);
}

std::string text_of(Value const& value)
{
    if (auto const* text = std::get_if<std::string>(&value))
        return *text;
    if (auto const* number = std::get_if<Decimal>(&value))
        return number->to_string();
    if (auto const* day = std::get_if<Day>(&value))
        return day->to_string();
    if (auto const* id = std::get_if<Id>(&value))
        return id->to_string();
    if (auto const* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    return {};
}

// The judged values as text, to see later whether they are still the same.
std::string state_of(Record const& record, Approved const& approved)
{
    auto text = std::string {};
    for (auto const* field : approved.judged)
        text += field->name() + "=" + text_of(record.value(*field)) + ";";
    return text;
}

std::string sentence_of(Change& change, Record const& rule)
{
    auto const who = approver_of(change.transaction(), rule, change.after, change.actor().user);
    auto const name = who ? name_of(change.transaction(), *who) : std::string { "?" };
    auto const why = rule.get(approval_rule.name).value_or("");
    return change.actor().language == Language::ru ? fmt::format("Нужно согласование, решает {}: {}.", name, why)
                                                   : fmt::format("This needs approval by {}: {}.", name, why);
}

void refuse_unapproved(Change& change, Approved const& approved)
{
    if (!is_blocked_move(change, approved) || !may_ask(change, approved))
        return;
    auto const& status = *change.entity().declaration->lifecycle_field;
    auto const approval_status = change.get(approved.approvable.approval_status).value_or("none");
    if (approval_status == "waiting") {
        change.reject(status, "needs_approval", Label { "This waits for an approval.", "Сначала нужно согласование." });
        return;
    }
    if (approval_status == "refused") {
        change.reject(status, "needs_approval",
            Label { "The approval was refused; change it and ask again.",
                "В согласовании отказано: измените и запросите снова." });
        return;
    }
    auto const asking = asking_rules(change.transaction(), change.after);
    if (asking.empty())
        return;
    if (approval_status != "approved")
        change.reject(status.name(), "needs_approval", sentence_of(change, asking.front()));
    else if (approved_state(change.transaction(), change.after.id) != state_of(change.after, approved))
        change.reject(status, "changed_since",
            Label { "It was changed since it was approved; ask again.",
                "После согласования запись изменили: запросите снова." });
}

// What begins in a state that waits has its lines, and so its amounts, only after it was written.
void refuse_unapproved_birth(Change& change, Approved const& approved)
{
    if (!change.is_creation() || !is_blocked_move(change, approved))
        return;
    auto const made = records::load(
        change.transaction().connection(), change.transaction().shared_schema(), change.entity(), change.after.id);
    auto const asking = made ? asking_rules(change.transaction(), *made) : std::vector<Record> {};
    if (!asking.empty())
        change.reject(change.entity().declaration->lifecycle_field->name(), "needs_approval",
            sentence_of(change, asking.front()));
}

// A decision is made about what was asked for, not about what it has become.
void refuse_changed(Change& change, Approved const& approved)
{
    if (change.is_creation() || !change.moves(approval.lifecycle.status, "approved")
        || change.after.entity_of(approval.about) != approved.entity.plural_name)
        return;
    auto const about = subject_of(change.transaction(), change.after);
    if (about && state_of(*about, approved) != change.get(approval.asked_state).value_or(""))
        change.reject(approval.lifecycle.status, "changed_since",
            Label { "It was changed since it was asked for; whoever asked must ask again.",
                "После запроса запись изменили: нужно запросить снова." });
}

struct RequestInput : Input {
    LongText reason { *this, "reason",
        { .label = { "Why should it be approved?", "Почему это стоит согласовать?" }, .required = true } };
};
RequestInput const request_input;

ActionResult request(ActionCall& call, Approved const& approved)
{
    auto& transaction = call.transaction;
    withdraw_waiting(transaction, call.record.id);
    auto const asking = asking_rules(transaction, call.record);
    if (asking.empty()) {
        call.update({ { approved.approvable.approval_status, "none" } });
        return { .message = said(call, { "Nothing here needs an approval.", "Согласование здесь не требуется." }) };
    }
    auto asked = ask(transaction, call.record,
        { .rules = asking,
            .after_step = 0,
            .asked_by = transaction.actor().user,
            .reason = call.get(request_input.reason).value_or(""),
            .state = state_of(call.record, approved) });
    call.update({ { approved.approvable.approval_status, "waiting" } });
    auto result = ActionResult {};
    auto names = std::string {};
    for (auto const& one : asked) {
        auto const name = name_of(transaction, one.get(approval.approver).value_or(Id {}));
        names += (names.empty() ? "" : ", ") + name;
        result.created.push_back({ "approvals", one.id, one.get(approval.name).value_or("") });
    }
    result.message = transaction.actor().language == Language::ru ? fmt::format("На согласовании: {}.", names)
                                                                  : fmt::format("Waiting for {}.", names);
    return result;
}

}

Approvable::Approvable(Entity& entity)
    : approval_status(entity, "approval_status",
        {
            { "none", { "Not needed", "Не требуется" }, "grey" },
            { "waiting", { "Waiting", "Ждёт" }, "orange" },
            { "approved", { "Approved", "Согласовано" }, "green" },
            { "refused", { "Refused", "Отказано" }, "red" },
        },
        { .label = { "Approval", "Согласование" }, .computed = true, .default_value = "none" })
{
    entity.traits.push_back("approvable");
}

void demand_approval(Registry& registry, Approved approved)
{
    auto const kept = std::make_shared<Approved const>(std::move(approved));
    registry.rule(kept->entity, Moment::before_save, "needs_approval", [kept](Change& change) {
        if (!change.is_creation())
            refuse_unapproved(change, *kept);
    });
    registry.rule(kept->entity, Moment::after_save, "needs_approval",
        [kept](Change& change) { refuse_unapproved_birth(change, *kept); });
    registry.rule(
        approval, Moment::before_save, "changed_since", [kept](Change& change) { refuse_changed(change, *kept); });
    registry.action(kept->entity,
        { .name = "request_approval",
            .label = { "Ask for approval", "На согласование" },
            .icon = "user-check",
            .when = kept->ask_when },
        &request_input, [kept](ActionCall& call) { return request(call, *kept); });
}

}
