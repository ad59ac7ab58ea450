#include "modules/orders/duties.h"

#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/lines.h"
#include "records/validation.h"
#include "records/writer.h"

namespace kontor::orders {

using records::Transaction;
using records::Writer;

namespace {

constexpr std::size_t slice_size = 20;

// The same again, as a draft: somebody confirms it, at the prices of its day.
void repeat(Transaction& transaction, Record const& repeated)
{
    auto const day = *repeated.get(order.next_on);
    auto values = Values { { order.kind, "recurring" }, { order.origin, repeated.id }, { order.ordered_on, day },
        { order.wanted_on, day } };
    Field const* const fields[] = { &order.account, &order.contact, &order.deal, &order.contract,
        &order.delivery_address, &order.delivery_terms, &order.carrier, &order.money.currency, &order.money.price_list,
        &order.money.payment_term, &order.owned.owner, &order.handled_by };
    for (auto const* field : fields)
        if (!kontor::is_empty(repeated.value(*field)))
            values.assignments.emplace_back(*field, repeated.value(*field), 0);
    for (auto const& line : records::load_linked(transaction, order_line, order_line.lines.parent, repeated.id)) {
        auto copy = catalog::copied_line(order_line.priced, line, order_line.priced);
        // What came from the price lists is asked of them again.
        if (!line.get(order_line.priced.is_price_fixed).value_or(false)) {
            std::erase_if(copy.assignments, [](Assignment const& assignment) {
                return *assignment.field == order_line.priced.price
                    || *assignment.field == order_line.priced.discount_percent
                    || *assignment.field == order_line.priced.discount_reason;
            });
        }
        records::add_line(values, transaction.schema().of(order_line), std::move(copy));
    }
    Writer::create(transaction, order, values);
}

std::size_t repeat_orders(Transaction& transaction)
{
    auto const& entity = transaction.schema().of(order);
    auto const due
        = records::load_where(transaction, entity, "next_on <= today() AND status != \"cancelled\"", slice_size);
    auto done = std::size_t { 0 };
    for (auto const& found : due) {
        // Locked and looked at again: another node may have been here.
        auto const now = records::load_locked(transaction, entity, found.id);
        if (!now || now->get(order.next_on) != found.get(order.next_on))
            continue;
        repeat(transaction, *now);
        auto const every = now->get(order.repeat_every_months).value_or(1);
        Writer::update(
            transaction, *now, { { order.next_on, now->get(order.next_on)->plus_months(static_cast<int>(every)) } });
        ++done;
    }
    return done;
}

}

void add_duties(jobs::Duties& duties) { duties.add("orders.repeat", repeat_orders); }

}
