#include "modules/accounts/assign.h"
#include "modules/billing/dunning.h"
#include "modules/billing/dunning_step.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/rules.h"
#include "modules/orders/line_quantities.h"
#include "records/action.h"
#include "records/lines.h"
#include "records/said.h"

#include <algorithm>

namespace kontor::billing {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct SendInput : Input {
    DayField issued_on { *this, "issued_on",
        { .label = { "Date of the invoice", "Дата счёта" },
            .help = { "Empty: as it stands.", "Пусто: как указано." } } };
};
SendInput const send_input;

ActionResult send(ActionCall& call)
{
    auto values = Values { { invoice.lifecycle.status, "sent" } };
    if (auto const day = call.get(send_input.issued_on))
        values.set(invoice.issued_on, *day);
    call.update(values);
    return { .message = said(call, { "Sent.", "Выставлен." }) };
}

struct CreditInput : Input {
    JsonField lines { *this, "lines",
        { .label = { "What is taken back", "Что сторнируется" },
            .help = { "[{\"invoice_line\", \"quantity\"}]; empty: everything.",
                "[{\"invoice_line\", \"quantity\"}]; пусто: всё." } } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
CreditInput const credit_input;

// A credit note over these lines; it is a draft until it is sent itself.
ActionResult credit(ActionCall& call)
{
    auto const& charged = call.record;
    auto values = Values { { invoice.kind, "credit_note" }, { invoice.corrects, charged.id },
        { invoice.credit_reason, call.get(credit_input.reason) } };
    Field const* const fields[] = { &invoice.account, &invoice.order, &invoice.contract, &invoice.contact,
        &invoice.buyer_reference, &invoice.their_order_number, &invoice.supplied_on, &invoice.money.currency,
        &invoice.money.payment_term, &invoice.owned.owner };
    for (auto const* field : fields)
        if (!kontor::is_empty(charged.value(*field)))
            values.assignments.emplace_back(*field, charged.value(*field), 0);
    auto const wanted = orders::line_quantities(call, credit_input.lines, "invoice_line");
    auto const& lines_info = call.transaction.schema().of(invoice_line);
    auto found = std::size_t { 0 };
    for (auto const& line :
        records::load_linked(call.transaction, invoice_line, invoice_line.lines.parent, charged.id)) {
        auto copy = catalog::copied_line(invoice_line.priced, line, invoice_line.priced);
        if (auto const of_order = line.get(invoice_line.order_line))
            copy.set(invoice_line.order_line, *of_order);
        if (wanted) {
            auto const part = std::ranges::find(*wanted, line.id, &orders::LineQuantity::line);
            if (part == wanted->end())
                continue;
            if (part->quantity > line.get(invoice_line.priced.quantity).value_or(Decimal {}))
                throw Problem::invalid("lines", "over_credit",
                    said(call, { "More is taken back than was charged.", "Сторнируется больше, чем выставлено." }));
            std::erase_if(
                copy.assignments, [](Assignment const& one) { return *one.field == invoice_line.priced.quantity; });
            copy.set(invoice_line.priced.quantity, part->quantity);
        }
        ++found;
        records::add_line(values, lines_info, std::move(copy));
    }
    if (wanted && found != wanted->size())
        throw Problem::invalid("lines", "no_such_record",
            said(call, { "This line is not of this invoice.", "Это позиция другого счёта." }));
    auto const made = Writer::create(call.transaction, invoice, values);
    return { .message = said(call, { "Credit note made.", "Кредит-нота создана." }),
        .created = { { "invoices", made.id, made.get(invoice.numbered.number).value_or("") } } };
}

struct ReasonInput : Input {
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
ReasonInput const reason_input;

ActionResult write_off(ActionCall& call)
{
    call.update(
        { { invoice.lifecycle.status, "written_off" }, { invoice.write_off_reason, call.get(reason_input.reason) } });
    return { .message = said(call, { "Written off.", "Списано." }) };
}

ActionResult dispute(ActionCall& call)
{
    call.update(
        { { invoice.lifecycle.status, "disputed" }, { invoice.dispute_reason, call.get(reason_input.reason) } });
    return { .message = said(call, { "The dispute is noted.", "Спор отмечен." }) };
}

ActionResult settle_dispute(ActionCall& call)
{
    auto const total = call.record.get(invoice.money.total), open = call.record.get(invoice.open_amount);
    call.update({ { invoice.lifecycle.status, open < total ? "partly_paid" : "sent" } });
    return { .message = said(call, { "The dispute is settled.", "Спор улажен." }) };
}

struct RemindInput : Input {
    Whole level { *this, "level",
        { .label = { "Level", "Уровень" },
            .help = { "Empty: the next one.", "Пусто: следующий." },
            .min_value = "1",
            .max_value = "20" } };
};
RemindInput const remind_input;

// The reminder was sent: the level is reached, and what its step says happens.
ActionResult remind(ActionCall& call)
{
    auto const reached = call.record.get(invoice.dunning_level).value_or(0);
    auto const due = due_step(call.transaction, call.record);
    auto const next = due ? due->get(dunning_step.level).value_or(reached + 1) : reached + 1;
    auto const level = call.get(remind_input.level).value_or(next);
    if (level <= reached)
        throw Problem::invalid(
            "level", "not_lower", said(call, { "This level was reached already.", "Этот уровень уже пройден." }));
    auto const step = step_of_level(call.transaction, level);
    auto values = Values { { invoice.dunning_level, level }, { invoice.reminded_at, call.transaction.now() } };
    if (step && step->get(dunning_step.stops_deliveries).value_or(false))
        values.set(invoice.stops_deliveries, true);
    values.assignments.emplace_back(invoice.dunning_step, Value {}, 0);
    call.update(values);
    auto const name = step ? step->get(dunning_step.name).value_or("") : std::string {};
    auto message = said(call, { "The reminder is noted", "Напоминание отмечено" });
    return { .message = name.empty() ? message + "." : message + ": " + name + "." };
}

struct PromiseInput : Input {
    DayField pay_on { *this, "pay_on", { .label = { "When will they pay?", "Когда оплатят?" }, .required = true } };
};
PromiseInput const promise_input;

ActionResult promise(ActionCall& call)
{
    call.update({ { invoice.promised_pay_on, call.get(promise_input.pay_on) } });
    return { .message = said(call, { "The promise is noted.", "Обещание записано." }) };
}

ActionResult cancel(ActionCall& call)
{
    call.update({ { invoice.lifecycle.status, "cancelled" } });
    return { .message = said(call, { "Cancelled.", "Отменён." }) };
}

constexpr std::string_view while_open
    = "status IN (\"sent\", \"partly_paid\", \"disputed\") AND kind != \"credit_note\"";

}

void add_invoice_actions(Registry& registry)
{
    registry.action(invoice,
        { .name = "send",
            .label = { "Send", "Выставить" },
            .icon = "send",
            .when = "status = \"draft\"",
            .bulk = true,
            .style = "primary" },
        &send_input, send);
    registry.action(invoice,
        { .name = "credit",
            .label = { "Credit", "Кредит-нота" },
            .icon = "receipt-refund",
            .when = "status IN (\"sent\", \"partly_paid\", \"paid\", \"disputed\") AND kind != \"credit_note\"" },
        &credit_input, credit);
    registry.action(invoice,
        { .name = "remind", .label = { "Remind", "Напомнить" }, .icon = "bell", .when = while_open, .bulk = true },
        &remind_input, remind);
    registry.action(invoice,
        { .name = "promise",
            .label = { "They promised to pay", "Обещали оплатить" },
            .icon = "calendar-check",
            .when = while_open },
        &promise_input, promise);
    registry.action(invoice,
        { .name = "dispute",
            .label = { "Disputed", "Оспаривается" },
            .icon = "message-exclamation",
            .when = "status IN (\"sent\", \"partly_paid\")" },
        &reason_input, dispute);
    registry.action(invoice,
        { .name = "settle_dispute",
            .label = { "Dispute settled", "Спор улажен" },
            .icon = "message-check",
            .when = "status = \"disputed\"" },
        nullptr, settle_dispute);
    registry.action(invoice,
        { .name = "write_off",
            .label = { "Write off", "Списать" },
            .icon = "eraser",
            .when = while_open,
            .confirm = true,
            .style = "danger" },
        &reason_input, write_off);
    registry.action(invoice,
        { .name = "cancel", .label = { "Cancel", "Отменить" }, .icon = "x", .when = "status = \"draft\"" }, nullptr,
        cancel);
    accounts::offer_assigning(registry, invoice, invoice.owned);
}

}
