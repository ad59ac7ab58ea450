#include "base/rounding.h"
#include "modules/billing/dunning.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/contracts/billing_schedule.h"
#include "modules/contracts/contract.h"
#include "modules/orders/order.h"
#include "records/lines.h"
#include "records/validation.h"
#include "records/writer.h"

namespace kontor::billing {

using contracts::billing_schedule;
using contracts::contract;
using records::Transaction;
using records::Writer;

namespace {

constexpr std::size_t invoices_a_slice = 20;

// Everything that was ordered under the contract has come.
bool is_all_delivered(Transaction& transaction, Id contract_id)
{
    auto rows = transaction.connection().query(
        "select count(*), coalesce(sum(case when \"status\" in ('delivered', 'closed') then 1 else 0 end), 0) from "
        "\"orders\" where \"contract\" = ?1 and \"deleted_at\" is null and \"status\" <> 'cancelled' and \"kind\" <> "
        "'return'",
        { contract_id.value });
    return rows->next() && rows->whole(0) > 0 && rows->whole(0) == rows->whole(1);
}

Decimal amount_due(Record const& agreed, Record const& part)
{
    if (auto const amount = part.get(billing_schedule.amount))
        return *amount;
    return proportion(agreed.get(contract.amount).value_or(Decimal {}),
        part.get(billing_schedule.percent).value_or(Decimal {}), Decimal::from_whole(1), Decimal::from_whole(100))
        .value_or(Decimal {});
}

Record draft(Transaction& transaction, Record const& agreed, Record const& part, Day day)
{
    auto values = Values { { invoice.account, agreed.get(contract.account) }, { invoice.contract, agreed.id },
        { invoice.issued_on, day }, { invoice.money.currency, agreed.get(contract.currency) },
        { invoice.owned.owner, agreed.get(contract.owned.owner) } };
    if (auto const term = agreed.get(contract.payment_term))
        values.set(invoice.money.payment_term, *term);
    if (auto const ours = agreed.get(contract.our_entity))
        values.set(invoice.our_company, *ours);
    auto line = Values { { invoice_line.priced.description, part.get(billing_schedule.name).value_or("") },
        { invoice_line.priced.price, amount_due(agreed, part) } };
    if (auto const tax = part.get(billing_schedule.tax_class))
        line.set(invoice_line.priced.tax_class, *tax);
    records::add_line(values, transaction.schema().of(invoice_line), std::move(line));
    return Writer::create(transaction, invoice, values);
}

// The next day of what comes again; nothing after the contract's end.
std::optional<Day> next_day(Record const& agreed, Record const& part, Day day)
{
    auto const every = part.get(billing_schedule.every_months);
    if (!every)
        return {};
    auto const next = day.plus_months(static_cast<int>(*every));
    auto const ends = agreed.get(contract.ends_on);
    return ends && *ends < next ? std::nullopt : std::optional { next };
}

}

std::size_t draft_scheduled_invoices(Transaction& transaction)
{
    auto const& entity = transaction.schema().of(billing_schedule);
    auto done = std::size_t { 0 };
    for (auto const& found : records::load_where(transaction, entity,
             "contract.status IN (\"signed\", \"active\") AND (bill_on <= today() OR (bill_when = \"delivery\" AND "
             "bill_on = null AND invoice = null))",
             1'000)) {
        // Locked and looked at again: another node may have been here.
        auto const part = records::load_locked(transaction, entity, found.id);
        auto const agreed = part && part->get(billing_schedule.lines.parent)
            ? records::load(transaction, contract, *part->get(billing_schedule.lines.parent))
            : std::nullopt;
        if (!agreed || part->version != found.version)
            continue;
        auto const day = part->get(billing_schedule.bill_on);
        if (!day && !is_all_delivered(transaction, agreed->id))
            continue;
        auto const made = draft(transaction, *agreed, *part, day.value_or(transaction.today()));
        auto const next = day ? next_day(*agreed, *part, *day) : std::nullopt;
        auto values = Values { { billing_schedule.invoice, made.id } };
        values.assignments.emplace_back(billing_schedule.bill_on, next ? Value { *next } : Value {}, 0);
        Writer::update(transaction, *part, values);
        if (++done == invoices_a_slice)
            break;
    }
    return done;
}

}
