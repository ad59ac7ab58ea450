#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/orders/line_quantities.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "records/lines.h"

namespace kontor::orders {

using contracts::contract;
using contracts::contract_item;
using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct CallOffInput : Input {
    JsonField lines { *this, "lines",
        { .label = { "What is called off", "Что заказывают" },
            .help = { "[{\"contract_item\", \"quantity\"}]", "[{\"contract_item\", \"quantity\"}]" },
            .required = true } };
    DayField wanted_on { *this, "wanted_on", { .label = { "Wanted", "Желаемая дата" } } };
    DayField promised_on { *this, "promised_on", { .label = { "Promised", "Обещано" } } };
};
CallOffInput const call_off_input;

ActionResult call_off(ActionCall& call)
{
    auto const& agreed = call.record;
    auto const wanted = line_quantities(call, call_off_input.lines, "contract_item");
    auto values = Values { { order.account, agreed.get(contract.account) }, { order.contract, agreed.id },
        { order.kind, "call_off" }, { order.money.currency, agreed.get(contract.currency) },
        { order.owned.owner, agreed.get(contract.owned.owner) }, { order.deal, agreed.get(contract.deal) } };
    if (auto const term = agreed.get(contract.payment_term))
        values.set(order.money.payment_term, *term);
    if (auto const list = agreed.get(contract.price_list))
        values.set(order.money.price_list, *list);
    if (auto const day = call.get(call_off_input.wanted_on))
        values.set(order.wanted_on, *day);
    if (auto const day = call.get(call_off_input.promised_on))
        values.set(order.promised_on, *day);
    for (auto const& part : *wanted) {
        auto const item = records::load(call.transaction, contract_item, part.line);
        if (!item || item->get(contract_item.lines.parent) != agreed.id)
            throw Problem::invalid("lines", "no_such_record",
                std::string { Label { "This item is not of this contract.", "Это позиция другого договора." }.in(
                    call.transaction.actor().language) });
        auto line = Values { { order_line.contract_item, item->id },
            { order_line.priced.product, item->get(contract_item.product) },
            { order_line.priced.quantity, part.quantity }, { order_line.priced.unit, item->get(contract_item.unit) },
            { order_line.priced.price, item->get(contract_item.price) } };
        if (auto const words = item->get(contract_item.description))
            line.set(order_line.priced.description, *words);
        records::add_line(values, call.transaction.schema().of(order_line), std::move(line));
    }
    auto const made = Writer::create(call.transaction, order, values);
    auto const language = call.transaction.actor().language;
    return { .message = std::string { Label { "Called off.", "Заказ оформлен." }.in(language) },
        .created = { { "orders", made.id, made.get(order.numbered.number).value_or("") } } };
}

}

void add_call_off_action(Registry& registry)
{
    registry.action(contract,
        { .name = "call_off",
            .label = { "Call off", "Заказать по договору" },
            .icon = "shopping-cart",
            .when = "status = \"active\"" },
        &call_off_input, call_off);
}

}
