#include "modules/orders/delivery.h"
#include "modules/orders/line_quantities.h"
#include "modules/orders/rules.h"
#include "records/said.h"

namespace kontor::orders {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct ShipInput : Input {
    DayField shipped_on { *this, "shipped_on",
        { .label = { "Shipped on", "Дата отгрузки" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
    Text tracking_number { *this, "tracking_number", { .label = { "Tracking number", "Номер отправления" } } };
};
ShipInput const ship_input;

ActionResult ship(ActionCall& call)
{
    auto values = Values { { delivery.lifecycle.status, "shipped" },
        { delivery.shipped_on, call.get(ship_input.shipped_on).value_or(call.transaction.today()) } };
    if (auto const number = call.get(ship_input.tracking_number))
        values.set(delivery.tracking_number, *number);
    call.update(values);
    return { .message = said(call, { "On its way.", "В пути." }) };
}

struct ArriveInput : Input {
    DayField delivered_on { *this, "delivered_on",
        { .label = { "Delivered on", "Дата доставки" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
};
ArriveInput const arrive_input;

ActionResult arrive(ActionCall& call)
{
    call.update({ { delivery.lifecycle.status, "delivered" },
        { delivery.delivered_on, call.get(arrive_input.delivered_on).value_or(call.transaction.today()) } });
    return { .message = said(call, { "Delivered.", "Доставлено." }) };
}

struct AcceptInput : Input {
    Text received_by { *this, "received_by", { .label = { "Received by", "Принял" } } };
    JsonField quantities { *this, "quantities",
        { .label = { "What was accepted", "Что принято" },
            .help = { "[{\"delivery_line\", \"quantity\"}]; empty: everything.",
                "[{\"delivery_line\", \"quantity\"}]; пусто: всё." } } };
};
AcceptInput const accept_input;

ActionResult accept(ActionCall& call)
{
    if (auto const accepted = line_quantities(call, accept_input.quantities, "delivery_line"))
        for (auto const& part : *accepted) {
            auto const line = records::load(call.transaction, delivery_line, part.line);
            if (!line || line->get(delivery_line.lines.parent) != call.record.id)
                throw Problem::invalid("quantities", "no_such_record",
                    said(call, { "This line is not of this delivery.", "Это позиция другой поставки." }));
            Writer::update(call.transaction, *line, { { delivery_line.accepted_quantity, part.quantity } });
        }
    auto values = Values { { delivery.lifecycle.status, "accepted" } };
    if (auto const by = call.get(accept_input.received_by))
        values.set(delivery.received_by, *by);
    call.update(values);
    return { .message = said(call, { "Accepted.", "Принято." }) };
}

struct RefuseInput : Input {
    Text reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
RefuseInput const refuse_input;

ActionResult refuse(ActionCall& call)
{
    call.update(
        { { delivery.lifecycle.status, "refused" }, { delivery.refused_reason, call.get(refuse_input.reason) } });
    return { .message
        = said(call, { "Refused; what it brought is open again.", "Не принято: позиции снова открыты." }) };
}

}

void add_delivery_actions(Registry& registry)
{
    registry.action(delivery,
        { .name = "ship",
            .label = { "Ship", "Отгрузить" },
            .icon = "truck",
            .when = "status = \"planned\"",
            .style = "primary" },
        &ship_input, ship);
    registry.action(delivery,
        { .name = "arrive",
            .label = { "Delivered", "Доставлено" },
            .icon = "package",
            .when = "status IN (\"planned\", \"shipped\")",
            .style = "primary" },
        &arrive_input, arrive);
    registry.action(delivery,
        { .name = "accept",
            .label = { "Accepted", "Принято" },
            .icon = "check",
            .when = "status = \"delivered\"",
            .style = "primary" },
        &accept_input, accept);
    registry.action(delivery,
        { .name = "refuse",
            .label = { "Refused", "Не принято" },
            .icon = "x",
            .when = "status IN (\"shipped\", \"delivered\")",
            .style = "danger" },
        &refuse_input, refuse);
}

}
