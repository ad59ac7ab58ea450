#include "modules/accounts/assign.h"
#include "modules/accounts/note.h"
#include "modules/conversations/activity.h"
#include "modules/conversations/rules.h"
#include "records/action.h"
#include "records/link_tables.h"
#include "records/said.h"

namespace kontor::conversations {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct CompleteInput : Input {
    LongText outcome { *this, "outcome", { .label = { "What came of it?", "Чем закончилось?" } } };
    Choice result { *this, "result", results, { .label = { "Result", "Результат" } } };
    Choice next_kind { *this, "next_kind", kinds, { .label = { "Next: what?", "Дальше: что?" } } };
    Text next_subject { *this, "next_subject", { .label = { "Next: about what?", "Дальше: о чём?" } } };
    DayField next_on { *this, "next_on", { .label = { "Next: when?", "Дальше: когда?" } } };
};
CompleteInput const complete_input;

// The next step hangs on the same client and deal, with the same people.
Record plan_next_step(ActionCall& call, Day when)
{
    auto const& done = call.record;
    auto values = Values { { activity.kind, call.get(complete_input.next_kind).value_or("task") },
        { activity.due_on, when }, { activity.subject, call.get(complete_input.next_subject) },
        { activity.account, done.get(activity.account) }, { activity.deal, done.get(activity.deal) },
        { activity.owned.owner, done.get(activity.owned.owner) } };
    if (auto const target = done.get(activity.about)) {
        auto about = Assignment { activity.about, *target };
        about.any_entity = done.entity_of(activity.about);
        values.assignments.push_back(std::move(about));
    }
    auto people = LinksEdit { &activity.contacts, true };
    for (auto id : records::linked_ids(call.transaction.connection(), done.entity(), activity.contacts, done.id))
        people.add.push_back({ id });
    if (!people.add.empty())
        values.links.push_back(std::move(people));
    return Writer::create(call.transaction, activity, values);
}

ActionResult complete(ActionCall& call)
{
    auto values = Values { { activity.lifecycle.status, "done" } };
    if (auto const outcome = call.get(complete_input.outcome))
        values.set(activity.outcome, *outcome);
    if (auto const result = call.get(complete_input.result))
        values.set(activity.result, *result);
    call.update(values);
    auto answer = ActionResult { .message = said(call, { "Done.", "Выполнено." }) };
    auto const when = call.get(complete_input.next_on);
    if (!when && (call.get(complete_input.next_subject) || call.get(complete_input.next_kind)))
        throw Problem::invalid("next_on", "required", said(call, { "Say when.", "Укажите, когда." }));
    if (when) {
        auto const next = plan_next_step(call, *when);
        answer.created.push_back({ "activities", next.id, next.get(activity.subject).value_or("") });
    }
    return answer;
}

struct RescheduleInput : Input {
    InstantField starts_at { *this, "starts_at", { .label = { "New start", "Новое начало" } } };
    DayField due_on { *this, "due_on", { .label = { "New day", "Новый срок" } } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" } } };
};
RescheduleInput const reschedule_input;

void add_note(ActionCall& call, std::string text)
{
    auto values = Values { { accounts::note.text, std::move(text) } };
    auto about = Assignment { accounts::note.about, call.record.id };
    about.any_entity = "activities";
    values.assignments.push_back(std::move(about));
    Writer::create(call.transaction, accounts::note, values);
}

// A meeting keeps its length when it moves.
ActionResult reschedule(ActionCall& call)
{
    auto const starts = call.get(reschedule_input.starts_at);
    auto const due = call.get(reschedule_input.due_on);
    if (!starts && !due)
        throw Problem::invalid("due_on", "required", said(call, { "Say when.", "Укажите, когда." }));
    auto values = Values {};
    if (due)
        values.set(activity.due_on, *due);
    if (starts) {
        values.set(activity.starts_at, *starts);
        auto const old_start = call.record.get(activity.starts_at), old_end = call.record.get(activity.ends_at);
        if (old_start && old_end)
            values.set(
                activity.ends_at, Instant { starts->milliseconds + old_end->milliseconds - old_start->milliseconds });
        if (!due && call.record.get(activity.due_on))
            values.assignments.emplace_back(activity.due_on, Value {}, 0);
    }
    call.update(values);
    if (auto const reason = call.get(reschedule_input.reason))
        add_note(call, said(call, { "Rescheduled: ", "Перенесено: " }) + *reason);
    return { .message = said(call, { "Rescheduled.", "Перенесено." }) };
}

struct CancelInput : Input {
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" } } };
};
CancelInput const cancel_input;

ActionResult cancel(ActionCall& call)
{
    auto values = Values { { activity.lifecycle.status, "cancelled" } };
    if (auto const reason = call.get(cancel_input.reason))
        values.set(activity.outcome, *reason);
    call.update(values);
    return { .message = said(call, { "Cancelled.", "Отменено." }) };
}

}

void add_actions(Registry& registry)
{
    static constexpr auto planned = "status = \"planned\"";
    registry.action(activity,
        { .name = "complete",
            .label = { "Complete", "Выполнить" },
            .icon = "check",
            .when = planned,
            .bulk = true,
            .style = "primary" },
        &complete_input, complete);
    registry.action(activity,
        { .name = "reschedule",
            .label = { "Reschedule", "Перенести" },
            .icon = "calendar",
            .when = planned,
            .bulk = true },
        &reschedule_input, reschedule);
    registry.action(activity,
        { .name = "cancel", .label = { "Cancel", "Отменить" }, .icon = "x", .when = planned, .bulk = true },
        &cancel_input, cancel);
    accounts::offer_assigning(registry, activity, activity.owned);
}

}
