#include "modules/accounts/assign.h"
#include "modules/billing/credit.h"
#include "modules/orders/delivery.h"
#include "modules/orders/line_quantities.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "records/lines.h"
#include "records/said.h"

#include <fmt/format.h>

namespace kontor::orders {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct ConfirmInput : Input {
    DayField promised_on { *this, "promised_on",
        { .label = { "When will it be there?", "Когда будет поставлено?" },
            .help = { "Empty: as promised in the order.", "Пусто: как обещано в заказе." } } };
    Flag release_credit { *this, "release_credit",
        { .label = { "Release it beyond the credit limit", "Разрешить сверх кредитного лимита" },
            .help = { "Only who keeps the credit limits may.", "Может тот, кто ведёт кредитные лимиты." } } };
};
ConfirmInput const confirm_input;

ActionResult confirm(ActionCall& call)
{
    auto values = Values { { order.lifecycle.status, "confirmed" } };
    if (auto const day = call.get(confirm_input.promised_on))
        values.set(order.promised_on, *day);
    if (call.get(confirm_input.release_credit).value_or(false)) {
        if (!billing::keeps_credit_limits(call.transaction.schema(), call.transaction.actor()))
            throw Problem::forbidden("Only who keeps the credit limits may release an order beyond them.");
        values.set(order.credit_released_by, call.transaction.actor().user);
    }
    if (!call.record.get(order.handled_by))
        values.set(order.handled_by, call.transaction.actor().user);
    call.update(values);
    return { .message = said(call, { "Order confirmed.", "Заказ подтверждён." }) };
}

struct DeliverInput : Input {
    DayField delivered_on { *this, "delivered_on",
        { .label = { "Delivered on", "Дата доставки" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
    JsonField lines { *this, "lines",
        { .label = { "What was delivered", "Что доставлено" },
            .help = { "[{\"order_line\", \"quantity\"}]; empty: all that is open.",
                "[{\"order_line\", \"quantity\"}]; пусто: всё, что осталось." } } };
    Link carrier { *this, "carrier", "carrier", { .label = { "Carrier", "Перевозчик" } } };
    Text tracking_number { *this, "tracking_number", { .label = { "Tracking number", "Номер отправления" } } };
    Text received_by { *this, "received_by", { .label = { "Received by", "Принял" } } };
};
DeliverInput const deliver_input;

std::vector<LineQuantity> open_quantities(ActionCall& call)
{
    auto open = std::vector<LineQuantity> {};
    for (auto const& line : records::load_linked(call.transaction, order_line, order_line.lines.parent, call.record.id))
        if (auto const left = line.get(order_line.open_quantity).value_or(Decimal {}); left > Decimal {})
            open.push_back({ line.id, left });
    if (open.empty())
        throw Problem::invalid(
            "lines", "nothing_open", said(call, { "Nothing is left to deliver.", "Поставлять больше нечего." }));
    return open;
}

ActionResult deliver(ActionCall& call)
{
    auto const quantities = line_quantities(call, deliver_input.lines, "order_line");
    auto const delivered = quantities ? *quantities : open_quantities(call);
    auto values = Values { { delivery.lines.parent, call.record.id }, { delivery.lifecycle.status, "delivered" },
        { delivery.delivered_on, call.get(deliver_input.delivered_on).value_or(call.transaction.today()) },
        { delivery.tracking_number, call.get(deliver_input.tracking_number) },
        { delivery.received_by, call.get(deliver_input.received_by) } };
    auto const by = call.get(deliver_input.carrier) ? call.get(deliver_input.carrier) : call.record.get(order.carrier);
    if (by)
        values.set(delivery.carrier, *by);
    for (auto const& part : delivered)
        records::add_line(values, call.transaction.schema().of(delivery_line),
            { { delivery_line.order_line, part.line }, { delivery_line.quantity, part.quantity } });
    auto const made = Writer::create(call.transaction, delivery, values);
    return { .message = said(call, { "Delivery recorded.", "Поставка записана." }),
        .created = { { "deliveries", made.id, made.get(delivery.name).value_or("") } } };
}

struct CancelInput : Input {
    Choice cancel_reason { *this, "cancel_reason",
        {
            { "client_changed", { "Client changed his mind", "Клиент передумал" } },
            { "price", { "Price", "Цена" } },
            { "stock", { "Not in stock", "Нет на складе" } },
            { "delay", { "Delay", "Задержка" } },
            { "duplicate", { "Duplicate", "Дубль" } },
            { "credit", { "Credit", "Кредит" } },
        },
        { .label = { "Why?", "Почему?" }, .required = true, .open_choices = true } };
    LongText note { *this, "note", { .label = { "Note", "Примечание" } } };
};
CancelInput const cancel_input;

ActionResult cancel(ActionCall& call)
{
    auto values = Values { { order.lifecycle.status, "cancelled" },
        { order.cancel_reason, call.get(cancel_input.cancel_reason) } };
    if (auto const note = call.get(cancel_input.note))
        values.set(order.note, *note);
    call.update(values);
    return { .message = said(call, { "Order cancelled.", "Заказ отменён." }) };
}

struct RescheduleInput : Input {
    DayField promised_on { *this, "promised_on", { .label = { "New date", "Новая дата" }, .required = true } };
    Choice late_reason { *this, "late_reason",
        {
            { "stock", { "Stock", "Склад" } },
            { "production", { "Production", "Производство" } },
            { "carrier", { "Carrier", "Перевозчик" } },
            { "documents", { "Documents", "Документы" } },
            { "client", { "Client", "Клиент" } },
        },
        { .label = { "Why?", "Почему?" }, .required = true, .open_choices = true } };
};
RescheduleInput const reschedule_input;

ActionResult reschedule(ActionCall& call)
{
    call.update({ { order.promised_on, call.get(reschedule_input.promised_on) },
        { order.late_reason, call.get(reschedule_input.late_reason) } });
    return { .message = said(call, { "A new date was promised.", "Обещана новая дата." }) };
}

struct RepeatInput : Input {
    Whole every_months { *this, "every_months",
        { .label = { "Every how many months?", "Каждые сколько месяцев?" },
            .required = true,
            .min_value = "1",
            .max_value = "60" } };
    DayField until_on { *this, "until_on", { .label = { "Until", "До" } } };
};
RepeatInput const repeat_input;

ActionResult repeat(ActionCall& call)
{
    auto values = Values { { order.repeat_every_months, call.get(repeat_input.every_months) } };
    values.assignments.emplace_back(order.repeat_until_on,
        call.get(repeat_input.until_on) ? Value { *call.get(repeat_input.until_on) } : Value {}, 0);
    call.update(values);
    return { .message = said(call, { "The order will repeat.", "Заказ будет повторяться." }) };
}

}

void add_order_actions(Registry& registry)
{
    registry.action(order,
        { .name = "confirm",
            .label = { "Confirm", "Подтвердить" },
            .icon = "check",
            .when = "status = \"draft\"",
            .bulk = true,
            .style = "primary" },
        &confirm_input, confirm);
    registry.action(order,
        { .name = "deliver",
            .label = { "Record a delivery", "Записать поставку" },
            .icon = "truck-delivery",
            .when = "status IN (\"confirmed\", \"in_delivery\")",
            .style = "primary" },
        &deliver_input, deliver);
    registry.action(order,
        { .name = "reschedule",
            .label = { "Promise a new date", "Перенести срок" },
            .icon = "calendar-time",
            .when = "status IN (\"confirmed\", \"in_delivery\")" },
        &reschedule_input, reschedule);
    registry.action(order,
        { .name = "repeat", .label = { "Repeat", "Повторять" }, .icon = "repeat", .when = "status != \"cancelled\"" },
        &repeat_input, repeat);
    registry.action(order,
        { .name = "cancel",
            .label = { "Cancel", "Отменить" },
            .icon = "x",
            .when = "status IN (\"draft\", \"confirmed\")",
            .style = "danger" },
        &cancel_input, cancel);
    accounts::offer_assigning(registry, order, order.owned);
}

}
