#include "modules/contracts/obligation.h"
#include "modules/contracts/rules.h"
#include "modules/conversations/activity.h"
#include "records/action.h"
#include "records/said.h"

namespace kontor::contracts {

using records::ActionCall;
using records::ActionResult;

namespace {

struct FulfilInput : Input {
    DayField done_on { *this, "done_on",
        { .label = { "Done on", "Исполнено" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
    Link evidence { *this, "evidence", "file", { .label = { "Proof", "Доказательство" } } };
    Money actual_amount { *this, "actual_amount",
        { .label = { "Actual amount", "Фактическая сумма" }, .min_value = "0" } };
};
FulfilInput const fulfil_input;

ActionResult fulfil(ActionCall& call)
{
    auto values = Values { { obligation.lifecycle.status, "done" },
        { obligation.done_on, call.get(fulfil_input.done_on).value_or(call.transaction.today()) } };
    if (auto const proof = call.get(fulfil_input.evidence))
        values.set(obligation.evidence, *proof);
    if (auto const amount = call.get(fulfil_input.actual_amount))
        values.set(obligation.actual_amount, *amount);
    call.update(values);
    return { .message = said(call, { "Fulfilled.", "Исполнено." }) };
}

struct WaiveInput : Input {
    Text reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
WaiveInput const waive_input;

ActionResult waive(ActionCall& call)
{
    call.update(
        { { obligation.lifecycle.status, "waived" }, { obligation.waive_reason, call.get(waive_input.reason) } });
    return { .message = said(call, { "Waived.", "Больше не требуется." }) };
}

struct ClaimInput : Input {
    LongText note { *this, "note", { .label = { "What is demanded", "Что требуем" } } };
    DayField by { *this, "by",
        { .label = { "By when?", "К какому дню?" }, .help = { "Empty: in a week.", "Пусто: через неделю." } } };
};
ClaimInput const claim_input;

constexpr int days_to_answer = 7;

// Whoever answers for it gets a letter to write, on the day by which it should be answered.
ActionResult claim(ActionCall& call)
{
    auto const& activity = conversations::activity;
    auto const name = call.record.get(obligation.name).value_or("");
    auto values = Values { { activity.kind, "letter" },
        { activity.subject, said(call, { "Claim: ", "Претензия: " }) + name },
        { activity.due_on, call.get(claim_input.by).value_or(call.transaction.today().plus_days(days_to_answer)) },
        { activity.owned.owner, call.record.get(obligation.owned.owner) } };
    auto about = Assignment { activity.about, call.record.id };
    about.any_entity = "obligations";
    values.assignments.push_back(std::move(about));
    if (auto const words = call.get(claim_input.note))
        values.set(activity.description, *words);
    auto const made = records::Writer::create(call.transaction, activity, values);
    call.update({ { obligation.claimed_on, call.transaction.today() } });
    return { .message = said(call, { "Claimed; the letter is on your list.", "Требование записано, письмо в делах." }),
        .created = { { "activities", made.id, made.get(activity.subject).value_or("") } } };
}

}

void add_obligation_actions(Registry& registry)
{
    registry.action(obligation,
        { .name = "fulfil",
            .label = { "Fulfilled", "Исполнено" },
            .icon = "check",
            .when = "status IN (\"open\", \"breached\")",
            .style = "primary" },
        &fulfil_input, fulfil);
    registry.action(obligation,
        { .name = "waive",
            .label = { "Waive", "Не требовать" },
            .icon = "x",
            .when = "status IN (\"open\", \"breached\")" },
        &waive_input, waive);
    registry.action(obligation,
        { .name = "claim",
            .label = { "Claim", "Потребовать" },
            .icon = "gavel",
            .when = "status IN (\"open\", \"breached\") AND party = \"theirs\" AND due_on < today()" },
        &claim_input, claim);
}

}
