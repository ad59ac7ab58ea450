#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/offers/rules.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/action.h"
#include "records/lines.h"
#include "records/said.h"

#include <algorithm>

namespace kontor::offers {

using contracts::contract;
using contracts::contract_item;
using orders::order;
using orders::order_line;
using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct AcceptInput : Input {
    DayField accepted_on { *this, "accepted_on",
        { .label = { "Accepted on", "Принято" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
    Link accepted_by { *this, "accepted_by", "contact", { .label = { "By whom?", "Кем?" } } };
    JsonField chosen { *this, "chosen",
        { .label = { "Chosen options", "Выбранные опции" },
            .help = { "Ids of optional lines.", "Номера опциональных позиций." } } };
    Flag make_order { *this, "make_order", { .label = { "Make an order", "Создать заказ" }, .default_value = "true" } };
    Flag make_contract { *this, "make_contract",
        { .label = { "Make a contract", "Создать договор" }, .default_value = "false" } };
};
AcceptInput const accept_input;

// The client may choose among the options even though the offer itself is frozen: it says so.
void choose(ActionCall& call, std::vector<Record> const& lines)
{
    auto const given = call.get(accept_input.chosen);
    if (!given)
        return;
    auto const parsed = parse_json(given->text);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* ids = json ? json->as_array() : nullptr;
    if (!ids)
        throw Problem::invalid("chosen", "wrong_type", "Send a list of ids.");
    for (auto const& one : *ids) {
        auto const id = one.as_string() ? Id::parse(*one.as_string()) : std::nullopt;
        auto const line = std::ranges::find_if(lines, [&](Record const& found) { return id && found.id == *id; });
        if (line == lines.end() || !line->get(offer_line.is_optional).value_or(false))
            throw Problem::invalid("chosen", "no_such_record",
                said(call, { "This is no option of this offer.", "Это не опция этого КП." }));
        Writer::update(call.transaction, *line, { { offer_line.is_chosen, true } });
    }
}

std::vector<Record> counted_lines(ActionCall& call)
{
    auto lines = records::load_linked(call.transaction, offer_line, offer_line.lines.parent, call.record.id);
    std::erase_if(lines, [](Record const& line) {
        return line.get(offer_line.is_optional).value_or(false) && !line.get(offer_line.is_chosen).value_or(false);
    });
    return lines;
}

void take(Values& values, Field const& to, Record const& from, Field const& field)
{
    if (!kontor::is_empty(from.value(field)))
        values.assignments.emplace_back(to, from.value(field), 0);
}

Record make_contract(ActionCall& call, std::vector<Record> const& lines)
{
    auto const& accepted = call.record;
    auto values = Values { { contract.offer, accepted.id } };
    take(values, contract.name, accepted, offer.name);
    take(values, contract.account, accepted, offer.account);
    take(values, contract.deal, accepted, offer.deal);
    take(values, contract.currency, accepted, offer.money.currency);
    take(values, contract.amount, accepted, offer.money.net_amount);
    take(values, contract.payment_term, accepted, offer.money.payment_term);
    take(values, contract.price_list, accepted, offer.money.price_list);
    take(values, contract.delivery_terms, accepted, offer.delivery_terms);
    take(values, contract.owned.owner, accepted, offer.owned.owner);
    for (auto const& line : lines) {
        if (!line.get(offer_line.priced.product))
            continue;
        auto item = Values {};
        take(item, contract_item.product, line, offer_line.priced.product);
        take(item, contract_item.description, line, offer_line.priced.description);
        take(item, contract_item.quantity, line, offer_line.priced.quantity);
        take(item, contract_item.unit, line, offer_line.priced.unit);
        take(item, contract_item.price, line, offer_line.priced.price);
        records::add_line(values, call.transaction.schema().of(contract_item), std::move(item));
    }
    return Writer::create(call.transaction, contract, values);
}

Record make_order(ActionCall& call, std::vector<Record> const& lines, Id under_contract)
{
    auto const& accepted = call.record;
    auto values = Values { { order.offer, accepted.id } };
    if (!under_contract.is_empty())
        values.set(order.contract, under_contract);
    take(values, order.account, accepted, offer.account);
    take(values, order.deal, accepted, offer.deal);
    take(values, order.contact, accepted, offer.contact);
    take(values, order.money.currency, accepted, offer.money.currency);
    take(values, order.money.price_list, accepted, offer.money.price_list);
    take(values, order.money.payment_term, accepted, offer.money.payment_term);
    take(values, order.delivery_terms, accepted, offer.delivery_terms);
    take(values, order.delivery_address, accepted, offer.delivery_address);
    take(values, order.owned.owner, accepted, offer.owned.owner);
    for (auto const& line : lines) {
        auto copy = catalog::copied_line(offer_line.priced, line, order_line.priced);
        take(copy, order_line.cost.cost, line, offer_line.cost.cost);
        records::add_line(values, call.transaction.schema().of(order_line), std::move(copy));
    }
    return Writer::create(call.transaction, order, values);
}

ActionResult accept(ActionCall& call)
{
    choose(call, records::load_linked(call.transaction, offer_line, offer_line.lines.parent, call.record.id));
    // The options may have changed what it is worth.
    call.record = *records::load(call.transaction, offer, call.record.id);
    auto const lines = counted_lines(call);
    auto result = ActionResult { .message = said(call, { "Offer accepted.", "КП принято." }) };
    auto under_contract = Id {};
    if (call.get(accept_input.make_contract).value_or(false)) {
        auto const made = make_contract(call, lines);
        under_contract = made.id;
        result.created.push_back({ "contracts", made.id, made.get(contract.name).value_or("") });
    }
    if (call.get(accept_input.make_order).value_or(true)) {
        auto const made = make_order(call, lines, under_contract);
        result.created.push_back({ "orders", made.id, made.get(order.numbered.number).value_or("") });
    }
    auto values = Values { { offer.lifecycle.status, "accepted" },
        { offer.accepted_on, call.get(accept_input.accepted_on).value_or(call.transaction.today()) } };
    if (auto const who = call.get(accept_input.accepted_by))
        values.set(offer.accepted_by, *who);
    call.update(values);
    return result;
}

}

void add_accept_action(Registry& registry)
{
    registry.action(offer,
        { .name = "accept",
            .label = { "Accepted", "Принято" },
            .icon = "thumb-up",
            .when = "status = \"sent\"",
            .style = "primary" },
        &accept_input, accept);
}

}
