#include "modules/accounts/assign.h"
#include "modules/accounts/note.h"
#include "modules/conversations/activity.h"
#include "modules/deals/deal.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"
#include "modules/deals/stages.h"
#include "records/action.h"
#include "records/said.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::deals {

using conversations::activity;
using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

Assignment about_deal(AnyLink const& about, Record const& subject)
{
    auto assignment = Assignment { about, subject.id };
    assignment.any_entity = "deals";
    return assignment;
}

Id stage_for(ActionCall& call, std::string_view base_status)
{
    return stage_with(call.transaction, call.record.get(deal.pipeline).value_or(Id {}), base_status).id;
}

struct WinInput : Input {
    Money amount { *this, "amount",
        { .label = { "What was it worth?", "На какую сумму?" },
            .help = { "Empty: as it stands in the deal.", "Пусто: как указано в сделке." },
            .min_value = "0" } };
    Choice won_reason { *this, "won_reason", won_reasons, { .label = { "Why did we win?", "Почему выиграли?" } } };
    DayField closed_on { *this, "closed_on", { .label = { "Closed on", "Дата закрытия" } } };
};
WinInput const win_input;

// Tasks that were to win the deal are done with; meetings and calls stand, since people wait for them.
std::size_t stop_open_tasks(ActionCall& call)
{
    auto stopped = std::size_t { 0 };
    for (auto const& task : records::load_linked(call.transaction, activity, activity.deal, call.record.id))
        if (task.get(activity.lifecycle.status) == "planned" && task.get(activity.kind) == "task") {
            Writer::update(call.transaction, task, { { activity.lifecycle.status, "cancelled" } });
            ++stopped;
        }
    return stopped;
}

ActionResult win(ActionCall& call)
{
    auto values = Values { { deal.stage, stage_for(call, "won") } };
    if (auto const amount = call.get(win_input.amount))
        values.set(deal.amount, *amount);
    if (auto const reason = call.get(win_input.won_reason))
        values.set(deal.won_reason, *reason);
    values.set(deal.closed_on, call.get(win_input.closed_on).value_or(call.transaction.today()));
    call.update(values);
    auto result = ActionResult { .message = said(call, { "Deal won.", "Сделка выиграна." }) };
    if (auto const stopped = stop_open_tasks(call); stopped > 0)
        result.message += " "
            + (call.transaction.actor().language == Language::ru ? fmt::format("Снято задач: {}.", stopped)
                                                                 : fmt::format("Open tasks stopped: {}.", stopped));
    return result;
}

struct LoseInput : Input {
    Choice lost_reason { *this, "lost_reason", lost_reasons, { .label = { "Why?", "Почему?" }, .required = true } };
    Text lost_to { *this, "lost_to", { .label = { "To whom?", "Кому проиграли?" } } };
    Money lost_price { *this, "lost_price", { .label = { "Their price", "Цена победителя" }, .min_value = "0" } };
    LongText note { *this, "note", { .label = { "Note", "Пояснение" } } };
    DayField closed_on { *this, "closed_on", { .label = { "Closed on", "Дата закрытия" } } };
    DayField retry_on { *this, "retry_on", { .label = { "Ask again on", "Вернуться" } } };
};
LoseInput const lose_input;

Record plan_to_ask_again(ActionCall& call, Day when)
{
    auto values = Values { { activity.kind, "task" }, { activity.due_on, when },
        { activity.subject,
            said(call, { "Ask again", "Вернуться к клиенту" }) + ": " + call.record.get(deal.name).value_or("") } };
    values.assignments.push_back(about_deal(activity.about, call.record));
    return Writer::create(call.transaction, activity, values);
}

ActionResult lose(ActionCall& call)
{
    auto values
        = Values { { deal.stage, stage_for(call, "lost") }, { deal.lost_reason, call.get(lose_input.lost_reason) },
              { deal.closed_on, call.get(lose_input.closed_on).value_or(call.transaction.today()) } };
    if (auto const rival = call.get(lose_input.lost_to))
        values.set(deal.lost_to, *rival);
    if (auto const price = call.get(lose_input.lost_price))
        values.set(deal.lost_price, *price);
    if (auto const note = call.get(lose_input.note))
        values.set(deal.lost_note, *note);
    call.update(values);
    auto result = ActionResult { .message = said(call, { "Deal lost.", "Сделка проиграна." }) };
    if (auto const when = call.get(lose_input.retry_on)) {
        auto const task = plan_to_ask_again(call, *when);
        result.created.push_back({ "activities", task.id, task.get(activity.subject).value_or("") });
    }
    return result;
}

struct ReopenInput : Input {
    Link stage { *this, "stage", "stage",
        { .label = { "Stage", "Этап" }, .help = { "Empty: the last open one.", "Пусто: последний открытый." } } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
ReopenInput const reopen_input;

// The stage that was asked for, by its key in this deal's pipeline; without one the open stage nearest to the end.
Id open_stage(ActionCall& call)
{
    auto& transaction = call.transaction;
    auto const steps = stages_of(transaction, call.record.get(deal.pipeline).value_or(Id {}));
    auto last_open = Id {};
    auto wanted = std::optional<Record> {};
    if (auto const id = call.get(reopen_input.stage))
        wanted = records::load(transaction, stage, *id);
    for (auto const& step : steps) {
        if (wanted && (step.id == wanted->id || step.get(stage.key) == wanted->get(stage.key)))
            return step.id;
        if (step.get(stage.base_status) == "open")
            last_open = step.id;
    }
    if (wanted)
        throw Problem::invalid("stage", "stage_of_other_pipeline",
            said(call, { "This stage belongs to another pipeline.", "Этот этап из другой воронки." }));
    return last_open.is_empty() ? stage_for(call, "open") : last_open;
}

ActionResult reopen(ActionCall& call)
{
    auto const step = open_stage(call);
    if (records::load(call.transaction, stage, step)->get(stage.base_status) != "open")
        throw Problem::invalid(
            "stage", "not_allowed_move", said(call, { "Choose an open stage.", "Выберите открытый этап." }));
    call.update({ { deal.stage, step } });
    auto values = Values { { accounts::note.text,
        said(call, { "Reopened: ", "Возвращена в работу: " }) + call.get(reopen_input.reason).value_or("") } };
    values.assignments.push_back(about_deal(accounts::note.about, call.record));
    auto const note = Writer::create(call.transaction, accounts::note, values);
    return { .message = said(call, { "Deal reopened.", "Сделка возвращена в работу." }),
        .created = { { "notes", note.id, note.get(accounts::note.title).value_or("") } } };
}

}

void add_actions(Registry& registry)
{
    registry.action(deal,
        { .name = "win",
            .label = { "Mark as won", "Выиграна" },
            .icon = "thumb-up",
            .when = "status = \"open\"",
            .bulk = true,
            .style = "primary" },
        &win_input, win);
    registry.action(deal,
        { .name = "lose",
            .label = { "Mark as lost", "Проиграна" },
            .icon = "thumb-down",
            .when = "status = \"open\"",
            .bulk = true,
            .style = "danger" },
        &lose_input, lose);
    registry.action(deal,
        { .name = "reopen",
            .label = { "Reopen", "Вернуть в работу" },
            .icon = "refresh",
            .when = "status != \"open\"" },
        &reopen_input, reopen);
    accounts::offer_assigning(registry, deal, deal.owned);
}

}
