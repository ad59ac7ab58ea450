#include "base/problem.h"
#include "modules/accounts/assign.h"
#include "modules/prospecting/choices.h"
#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/rules.h"
#include "records/action.h"
#include "records/said.h"

namespace kontor::prospecting {

using records::ActionCall;
using records::ActionResult;

namespace {

ActionResult take(ActionCall& call)
{
    call.update({ { enquiry.owned.owner, call.transaction.actor().user }, { enquiry.lifecycle.status, "working" } });
    return { .message = said(call, { "It is yours now.", "Теперь это ваше обращение." }) };
}

struct DismissInput : Input {
    Choice dismiss_reason { *this, "dismiss_reason", dismiss_reasons,
        { .label = { "Why?", "Почему?" }, .required = true } };
    Text dismiss_note { *this, "dismiss_note", { .label = { "Note", "Пояснение" } } };
};
DismissInput const dismiss_input;

ActionResult dismiss(ActionCall& call)
{
    demand_own_or_queued(call);
    demand_mine_or_nobodys(call);
    auto values = Values { { enquiry.lifecycle.status, "dismissed" },
        { enquiry.dismiss_reason, call.get(dismiss_input.dismiss_reason) } };
    if (auto const note = call.get(dismiss_input.dismiss_note))
        values.set(enquiry.dismiss_note, *note);
    call.update(values);
    return { .message = said(call, { "Dismissed.", "Отсеяно." }) };
}

}

void demand_mine_or_nobodys(ActionCall& call)
{
    auto& transaction = call.transaction;
    if (call.record.get(enquiry.owned.owner)
        && !records::reaches(transaction.connection(), transaction.schema(), transaction.actor(), call.record.entity(),
            call.record.id, records::Right::update))
        throw Problem::forbidden(
            said(call, { "A colleague answers for this enquiry.", "За это обращение отвечает коллега." }));
}

void demand_own_or_queued(ActionCall& call)
{
    auto const owner = call.record.get(enquiry.owned.owner);
    auto& transaction = call.transaction;
    if (owner && *owner != transaction.actor().user
        && !records::reaches(transaction.connection(), transaction.schema(), transaction.actor(), call.record.entity(),
            call.record.id, records::Right::update))
        throw Problem::forbidden("Somebody else has taken this enquiry.");
}

void add_actions(Registry& registry)
{
    // Whoever may read the queue may take from it.
    registry.action(enquiry,
        { .name = "take",
            .label = { "Take", "Взять в работу" },
            .icon = "user-check",
            .when = "status = \"new\"",
            .right = "read",
            .bulk = true,
            .style = "primary" },
        nullptr, take);
    add_qualifying(registry);
    registry.action(enquiry,
        { .name = "dismiss",
            .label = { "Dismiss", "Отсеять" },
            .icon = "x",
            .when = "status IN (\"new\", \"working\")",
            .right = "read",
            .bulk = true },
        &dismiss_input, dismiss);
    accounts::offer_assigning(registry, enquiry, enquiry.owned);
}

}
