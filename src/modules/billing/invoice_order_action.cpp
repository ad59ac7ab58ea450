#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/rules.h"
#include "modules/orders/line_quantities.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/action.h"
#include "records/lines.h"

#include <algorithm>

namespace kontor::billing {

using orders::order;
using orders::order_line;
using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct InvoiceOrderInput : Input {
    JsonField lines { *this, "lines",
        { .label = { "What is invoiced", "Что выставляется" },
            .help = { "[{\"order_line\", \"quantity\"}]; empty: what was delivered, else all that is not invoiced.",
                "[{\"order_line\", \"quantity\"}]; пусто: поставленное, иначе всё невыставленное." } } };
    DayField issued_on { *this, "issued_on",
        { .label = { "Date of the invoice", "Дата счёта" }, .help = { "Empty: today.", "Пусто: сегодня." } } };
};
InvoiceOrderInput const invoice_order_input;

Decimal less(Decimal from, Decimal taken)
{
    return std::max(checked_subtract(from, taken).value_or(Decimal {}), Decimal {});
}

// What was delivered and not invoiced yet; of an order that was not delivered at all, everything.
std::vector<orders::LineQuantity> due_quantities(std::vector<Record> const& lines)
{
    auto due = std::vector<orders::LineQuantity> {};
    for (auto const* bound : { &order_line.delivered_quantity, &order_line.priced.quantity }) {
        for (auto const& line : lines) {
            auto const kept = less(
                line.get(*bound).value_or(Decimal {}), line.get(order_line.returned_quantity).value_or(Decimal {}));
            if (auto const rest = less(kept, line.get(order_line.invoiced_quantity).value_or(Decimal {}));
                rest > Decimal {})
                due.push_back({ line.id, rest });
        }
        auto const has_come = std::ranges::any_of(lines, [](Record const& line) {
            return line.get(order_line.delivered_quantity).value_or(Decimal {}) > Decimal {};
        });
        if (!due.empty() || has_come)
            break;
    }
    return due;
}

ActionResult invoice_order(ActionCall& call)
{
    auto const language = call.transaction.actor().language;
    auto const lines = records::load_linked(call.transaction, order_line, order_line.lines.parent, call.record.id);
    auto const told = orders::line_quantities(call, invoice_order_input.lines, "order_line");
    auto const due = told ? *told : due_quantities(lines);
    if (due.empty())
        throw Problem::invalid("lines", "nothing_open",
            std::string { Label { "Nothing is left to invoice.", "Выставлять больше нечего." }.in(language) });
    auto values = Values { { invoice.order, call.record.id }, { invoice.account, call.record.get(order.account) },
        { invoice.issued_on, call.get(invoice_order_input.issued_on).value_or(call.transaction.today()) },
        { invoice.owned.owner, call.record.get(order.owned.owner) } };
    for (auto const& part : due) {
        auto const line = std::ranges::find(lines, part.line, &Record::id);
        if (line == lines.end())
            throw Problem::invalid("lines", "no_such_record",
                std::string {
                    Label { "This line is not of this order.", "Это позиция другого заказа." }.in(language) });
        auto copy = catalog::copied_line(order_line.priced, *line, invoice_line.priced);
        std::erase_if(
            copy.assignments, [](Assignment const& one) { return *one.field == invoice_line.priced.quantity; });
        copy.set(invoice_line.priced.quantity, part.quantity);
        copy.set(invoice_line.order_line, part.line);
        records::add_line(values, call.transaction.schema().of(invoice_line), std::move(copy));
    }
    auto const made = Writer::create(call.transaction, invoice, values);
    return { .message = std::string { Label { "Invoice made.", "Счёт создан." }.in(language) },
        .created = { { "invoices", made.id, made.get(invoice.numbered.number).value_or("") } } };
}

}

void add_invoice_order_action(Registry& registry)
{
    registry.action(order,
        { .name = "invoice",
            .label = { "Invoice", "Выставить счёт" },
            .icon = "receipt",
            .when = "status IN (\"confirmed\", \"in_delivery\", \"delivered\") AND kind != \"return\"",
            .style = "primary" },
        &invoice_order_input, invoice_order);
}

}
