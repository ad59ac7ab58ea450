#include "modules/accounts/assign.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/rules.h"
#include "modules/deals/deal.h"
#include "records/action.h"
#include "records/said.h"

#include <fmt/format.h>

namespace kontor::contracts {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

ActionResult send(ActionCall& call)
{
    call.update({ { contract.lifecycle.status, "sent" } });
    return { .message = said(call, { "The contract is with the client.", "Договор у клиента." }) };
}

struct SignInput : Input {
    DayField signed_on { *this, "signed_on", { .label = { "Signed on", "Дата подписания" }, .required = true } };
    Link our_signatory { *this, "our_signatory", "user",
        { .label = { "Who signed for us?", "Кто подписал с нашей стороны?" } } };
    Link their_signatory { *this, "their_signatory", "position",
        { .label = { "Who signed for them?", "Кто подписал со стороны клиента?" } } };
    Text their_number { *this, "their_number", { .label = { "Their number", "Номер контрагента" } } };
};
SignInput const sign_input;

// What was signed begins on its first day, be it past or yet to come.
ActionResult sign(ActionCall& call)
{
    auto values
        = Values { { contract.lifecycle.status, "signed" }, { contract.signed_on, call.get(sign_input.signed_on) } };
    if (auto const who = call.get(sign_input.our_signatory))
        values.set(contract.our_signatory, *who);
    if (auto const who = call.get(sign_input.their_signatory))
        values.set(contract.their_signatory, *who);
    if (auto const number = call.get(sign_input.their_number))
        values.set(contract.their_number, *number);
    auto const agreed = call.update(values);
    auto const starts = agreed.get(contract.starts_on);
    if (starts && *starts <= call.transaction.today())
        call.update({ { contract.lifecycle.status, "active" } });
    return { .message = said(call, { "Contract signed.", "Договор подписан." }) };
}

struct ProlongInput : Input {
    DayField ends_on { *this, "ends_on", { .label = { "New end", "Новое окончание" }, .required = true } };
    Money new_amount { *this, "new_amount", { .label = { "New amount", "Новая сумма" }, .min_value = "0" } };
};
ProlongInput const prolong_input;

ActionResult prolong(ActionCall& call)
{
    auto const until = call.get(prolong_input.ends_on);
    auto const ends = call.record.get(contract.ends_on);
    if (ends && until && *until <= *ends)
        throw Problem::invalid("ends_on", "dates_reversed",
            said(call, { "The new end lies before the present one.", "Новое окончание раньше нынешнего." }));
    auto values = Values { { contract.ends_on, until },
        { contract.prolonged_count, call.record.get(contract.prolonged_count).value_or(0) + 1 } };
    values.assignments.emplace_back(contract.notice_given_on, Value {}, 0);
    if (auto const amount = call.get(prolong_input.new_amount))
        values.set(contract.amount, *amount);
    if (call.record.get(contract.lifecycle.status) == "ended")
        values.set(contract.lifecycle.status, "active");
    call.update(values);
    return { .message = said(call, { "Contract prolonged.", "Договор продлён." }) };
}

struct NoticeInput : Input {
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
NoticeInput const notice_input;

ActionResult give_notice(ActionCall& call)
{
    call.update({ { contract.notice_given_on, call.transaction.today() },
        { contract.notice_reason, call.get(notice_input.reason) } });
    auto result = ActionResult { .message
        = said(call, { "Notice given; it will not prolong itself.", "Уведомлено: продлеваться не будет." }) };
    auto const last = call.record.get(contract.notice_until_on);
    if (last && *last < call.transaction.today())
        call.transaction.warnings.push_back(
            said(call, { "The day of notice has passed already.", "Срок уведомления уже прошёл." }));
    return result;
}

struct TerminateInput : Input {
    Choice reason { *this, "reason",
        {
            { "notice", { "Notice given", "Уведомление" } },
            { "breach", { "Breach", "Нарушение" } },
            { "agreement", { "By agreement", "По соглашению" } },
            { "insolvency", { "Insolvency", "Несостоятельность" } },
            { "replaced", { "Replaced", "Заменён" } },
        },
        { .label = { "Why?", "Почему?" }, .required = true, .open_choices = true } };
    DayField terminates_on { *this, "terminates_on", { .label = { "From which day?", "С какого дня?" } } };
};
TerminateInput const terminate_input;

ActionResult terminate(ActionCall& call)
{
    auto rows = call.transaction.connection().query("select count(*) from \"obligations\" where \"contract\" = ?1 and "
                                                    "\"status\" = 'open' and \"deleted_at\" is null",
        { call.record.id.value });
    if (rows->next() && rows->whole(0) > 0)
        call.transaction.warnings.push_back(call.transaction.actor().language == Language::ru
                ? fmt::format("Остаются открытые обязательства: {}.", rows->whole(0))
                : fmt::format("Obligations that stay open: {}.", rows->whole(0)));
    call.update({ { contract.lifecycle.status, "terminated" },
        { contract.termination_reason, call.get(terminate_input.reason) },
        { contract.terminates_on, call.get(terminate_input.terminates_on).value_or(call.transaction.today()) } });
    return { .message = said(call, { "Contract terminated.", "Договор расторгнут." }) };
}

struct SuspendInput : Input {
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
SuspendInput const suspend_input;

ActionResult suspend(ActionCall& call)
{
    call.update(
        { { contract.lifecycle.status, "suspended" }, { contract.suspend_reason, call.get(suspend_input.reason) } });
    return { .message = said(call, { "Contract suspended.", "Договор приостановлен." }) };
}

ActionResult resume(ActionCall& call)
{
    call.update({ { contract.lifecycle.status, "active" } });
    return { .message = said(call, { "The contract holds again.", "Договор снова действует." }) };
}

// A deal of its own for what comes after the end.
ActionResult start_renewal(ActionCall& call)
{
    auto const& agreed = call.record;
    auto values = Values { { deals::deal.account, agreed.get(contract.account) }, { deals::deal.kind, "renewal" },
        { deals::deal.name,
            said(call, { "Renewal: ", "Продление: " }) + agreed.get(contract.name).value_or("").substr(0, 200) },
        { deals::deal.amount, agreed.get(contract.amount) }, { deals::deal.currency, agreed.get(contract.currency) },
        { deals::deal.closes_on,
            agreed.get(contract.notice_until_on) ? agreed.get(contract.notice_until_on)
                                                 : agreed.get(contract.ends_on) },
        { deals::deal.owned.owner, agreed.get(contract.owned.owner) } };
    auto const made = Writer::create(call.transaction, deals::deal, values);
    call.update({ { contract.renewal_deal, made.id } });
    return { .message = said(call, { "Renewal started.", "Продление начато." }),
        .created = { { "deals", made.id, made.get(deals::deal.name).value_or("") } } };
}

}

void add_contract_actions(Registry& registry)
{
    registry.action(contract,
        { .name = "send", .label = { "Send", "Отправить" }, .icon = "send", .when = "status = \"draft\"" }, nullptr,
        send);
    registry.action(contract,
        { .name = "sign",
            .label = { "Sign", "Подписать" },
            .icon = "signature",
            .when = "status IN (\"draft\", \"sent\")",
            .style = "primary" },
        &sign_input, sign);
    registry.action(contract,
        { .name = "prolong",
            .label = { "Prolong", "Продлить" },
            .icon = "calendar-plus",
            .when = "status IN (\"active\", \"ended\")" },
        &prolong_input, prolong);
    registry.action(contract,
        { .name = "start_renewal",
            .label = { "Start renewal", "Начать продление" },
            .icon = "refresh",
            .when = "status IN (\"active\", \"ended\") AND renewal_deal = null" },
        nullptr, start_renewal);
    registry.action(contract,
        { .name = "give_notice",
            .label = { "Give notice", "Уведомить о непродлении" },
            .icon = "bell",
            .when = "status = \"active\" AND notice_given_on = null" },
        &notice_input, give_notice);
    registry.action(contract,
        { .name = "suspend",
            .label = { "Suspend", "Приостановить" },
            .icon = "player-pause",
            .when = "status = \"active\"" },
        &suspend_input, suspend);
    registry.action(contract,
        { .name = "resume",
            .label = { "Resume", "Возобновить" },
            .icon = "player-play",
            .when = "status = \"suspended\"" },
        nullptr, resume);
    registry.action(contract,
        { .name = "terminate",
            .label = { "Terminate", "Расторгнуть" },
            .icon = "x",
            .when = "status IN (\"signed\", \"active\", \"suspended\")",
            .style = "danger" },
        &terminate_input, terminate);
    accounts::offer_assigning(registry, contract, contract.owned);
}

}
