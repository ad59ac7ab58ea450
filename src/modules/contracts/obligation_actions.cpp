#include "modules/contracts/obligation.h"
#include "modules/contracts/rules.h"
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
}

}
