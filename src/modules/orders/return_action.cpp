#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/rules.h"
#include "modules/orders/line_quantities.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "records/lines.h"
#include "records/said.h"

#include <algorithm>
#include <map>

namespace kontor::orders {

using billing::invoice;
using billing::invoice_line;
using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct ReturnInput : Input {
    JsonField lines { *this, "lines",
        { .label = { "What comes back", "Что возвращают" },
            .help = { "[{\"order_line\", \"quantity\"}]; empty: all that was delivered.",
                "[{\"order_line\", \"quantity\"}]; пусто: всё поставленное." } } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
    Flag make_credit_note { *this, "make_credit_note",
        { .label = { "Credit what was invoiced", "Сторнировать выставленное" }, .default_value = "true" } };
};
ReturnInput const return_input;

Decimal less(Decimal from, Decimal taken)
{
    return std::max(checked_subtract(from, taken).value_or(Decimal {}), Decimal {});
}

// What was delivered and has not come back yet.
std::vector<LineQuantity> all_that_came(std::vector<Record> const& lines)
{
    auto came = std::vector<LineQuantity> {};
    for (auto const& line : lines)
        if (auto const rest = less(line.get(order_line.delivered_quantity).value_or(Decimal {}),
                line.get(order_line.returned_quantity).value_or(Decimal {}));
            rest > Decimal {})
            came.push_back({ line.id, rest });
    return came;
}

// The goods on their way back: an order of its own, whose delivery says when they arrived.
Record make_return(ActionCall& call, std::vector<Record> const& lines, std::vector<LineQuantity> const& back)
{
    auto values = Values { { order.kind, "return" }, { order.origin, call.record.id },
        { order.note, call.get(return_input.reason) } };
    Field const* const fields[] = { &order.account, &order.contact, &order.deal, &order.contract, &order.money.currency,
        &order.money.price_list, &order.money.payment_term, &order.owned.owner, &order.handled_by };
    for (auto const* field : fields)
        if (!kontor::is_empty(call.record.value(*field)))
            values.assignments.emplace_back(*field, call.record.value(*field), 0);
    for (auto const& part : back) {
        auto const line = std::ranges::find(lines, part.line, &Record::id);
        if (line == lines.end())
            throw Problem::invalid("lines", "no_such_record",
                said(call, { "This line is not of this order.", "Это позиция другого заказа." }));
        auto copy = catalog::copied_line(order_line.priced, *line, order_line.priced);
        std::erase_if(copy.assignments, [](Assignment const& one) { return *one.field == order_line.priced.quantity; });
        copy.set(order_line.priced.quantity, part.quantity);
        copy.set(order_line.returns, part.line);
        records::add_line(values, call.transaction.schema().of(order_line), std::move(copy));
    }
    return Writer::create(call.transaction, order, values);
}

// How much of each line of a sent invoice may still be credited.
struct Credited {
    Record line;
    Id charged_in;
    Decimal left;
};
std::vector<Credited> creditable(ActionCall& call, Id of_order_line)
{
    auto found = std::vector<Credited> {};
    for (auto const& line :
        records::load_linked(call.transaction, invoice_line, invoice_line.order_line, of_order_line)) {
        auto const charged = line.get(invoice_line.lines.parent)
            ? records::load(call.transaction, invoice, *line.get(invoice_line.lines.parent))
            : std::nullopt;
        if (!charged || charged->get(invoice.kind) == "credit_note")
            continue;
        auto const state = charged->get(invoice.lifecycle.status).value_or("draft");
        if (state == "draft" || state == "cancelled" || state == "written_off")
            continue;
        auto rows = call.transaction.connection().query(
            "select cast(coalesce(sum(l.\"quantity\"), 0) as bigint) from \"invoice_lines\" l join \"invoices\" i on "
            "i.\"id\" = l.\"invoice\" where i.\"corrects\" = ?1 and l.\"order_line\" = ?2 and l.\"deleted_at\" is null "
            "and i.\"deleted_at\" is null and i.\"status\" <> 'cancelled'",
            { charged->id.value, of_order_line.value });
        rows->next();
        auto const left = less(line.get(invoice_line.priced.quantity).value_or(Decimal {}), Decimal { rows->whole(0) });
        if (left > Decimal {})
            found.push_back({ line, charged->id, left });
    }
    return found;
}

// A draft of a credit note for each invoice that charged what comes back.
void make_credit_notes(ActionCall& call, std::vector<LineQuantity> const& back, ActionResult& result)
{
    auto by_invoice = std::map<Id, Values> {};
    auto const& lines_info = call.transaction.schema().of(invoice_line);
    for (auto const& part : back) {
        auto left = part.quantity;
        for (auto const& credited : creditable(call, part.line)) {
            auto const quantity = std::min(left, credited.left);
            if (quantity <= Decimal {})
                break;
            left = less(left, quantity);
            auto copy = catalog::copied_line(invoice_line.priced, credited.line, invoice_line.priced);
            std::erase_if(
                copy.assignments, [](Assignment const& one) { return *one.field == invoice_line.priced.quantity; });
            copy.set(invoice_line.priced.quantity, quantity);
            copy.set(invoice_line.order_line, part.line);
            records::add_line(by_invoice[credited.charged_in], lines_info, std::move(copy));
        }
    }
    for (auto& [charged_id, values] : by_invoice) {
        auto const charged = *records::load(call.transaction, invoice, charged_id);
        values.set(invoice.kind, "credit_note");
        values.set(invoice.corrects, charged_id);
        values.set(invoice.credit_reason, call.get(return_input.reason).value_or(""));
        Field const* const fields[] = { &invoice.account, &invoice.order, &invoice.contract, &invoice.contact,
            &invoice.buyer_reference, &invoice.their_order_number, &invoice.money.currency, &invoice.money.payment_term,
            &invoice.owned.owner };
        for (auto const* field : fields)
            if (!kontor::is_empty(charged.value(*field)))
                values.assignments.emplace_back(*field, charged.value(*field), 0);
        auto const made = Writer::create(call.transaction, invoice, values);
        result.created.push_back({ "invoices", made.id, made.get(invoice.numbered.number).value_or("") });
    }
}

ActionResult take_back(ActionCall& call)
{
    auto const lines = records::load_linked(call.transaction, order_line, order_line.lines.parent, call.record.id);
    auto const told = line_quantities(call, return_input.lines, "order_line");
    auto const back = told ? *told : all_that_came(lines);
    if (back.empty())
        throw Problem::invalid("lines", "nothing_open",
            said(call, { "Nothing that was delivered is left to come back.", "Возвращать нечего." }));
    auto const made = make_return(call, lines, back);
    auto result = ActionResult { .message = said(call, { "The return is noted.", "Возврат оформлен." }) };
    result.created.push_back({ "orders", made.id, made.get(order.numbered.number).value_or("") });
    if (call.get(return_input.make_credit_note).value_or(true))
        make_credit_notes(call, back, result);
    billing::follow_invoices(call.transaction, call.record.id);
    call.record = *records::load(call.transaction, order, call.record.id);
    return result;
}

}

void add_return_action(Registry& registry)
{
    registry.action(order,
        { .name = "return",
            .label = { "Take back", "Принять возврат" },
            .icon = "package-import",
            .when = "status IN (\"in_delivery\", \"delivered\", \"closed\") AND kind != \"return\"" },
        &return_input, take_back);
}

}
