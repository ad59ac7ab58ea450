#include "modules/accounts/account.h"
#include "modules/billing/invoice.h"
#include "modules/billing/payment.h"
#include "modules/billing/rules.h"
#include "records/change.h"
#include "records/input.h"
#include "records/lines.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::billing {

using records::Change;
using records::Transaction;
using records::Writer;

namespace {

std::string amount_text(Decimal amount, std::string const& currency)
{
    return amount.to_string(records::currency_digits(currency).value_or(2)) + " " + currency;
}

void check_payment(Change& change)
{
    auto const amount = change.get(payment.amount);
    if (amount && *amount <= Decimal {})
        change.reject(payment.amount, *amount < Decimal {} ? "negative" : "zero_amount",
            Label { "A payment is an amount above zero.", "Сумма платежа должна быть больше нуля." });
    auto const client = change.is_creation() ? change.find(payment.account) : std::nullopt;
    if (client && !change.names(payment.currency) && client->get(accounts::account.currency))
        change.set(payment.currency, *client->get(accounts::account.currency));
    auto const allocated = change.get(payment.allocated_amount).value_or(Decimal {});
    if (allocated > Decimal {} && (change.changes(payment.currency) || change.changes(payment.account)))
        change.reject(change.changes(payment.currency) ? static_cast<Field const&>(payment.currency) : payment.account,
            "locked",
            Label { "It is allocated to invoices; take that back first.", "Платёж разнесён: сначала отмените." });
    if (amount && allocated > Decimal {} && *amount < allocated)
        change.reject(payment.amount, "allocated_too_much",
            Label { "More than this is allocated already.", "Разнесено уже больше." });
    if (change.get(payment.lifecycle.status) == "returned" && change.lacks(payment.return_reason))
        change.reject(payment.return_reason, "required_when_returned",
            Label { "Say why it was returned.", "Укажите причину возврата." });
}

void check_amount(Change& change)
{
    auto const amount = change.get(payment_allocation.amount).value_or(Decimal {});
    if (amount <= Decimal {})
        change.reject(payment_allocation.amount, amount < Decimal {} ? "negative" : "zero_amount",
            Label { "Allocate an amount above zero.", "Сумма должна быть больше нуля." });
    if (change.get(payment_allocation.discount_taken).value_or(Decimal {}) < Decimal {})
        change.reject(payment_allocation.discount_taken, "negative",
            Label { "A discount cannot be negative.", "Скидка не может быть отрицательной." });
}

// What is left of the payment, and what is open of the invoice, apart from this allocation itself.
void check_allocation(Change& change)
{
    auto& transaction = change.transaction();
    auto const paid_id = change.get(payment_allocation.lines.parent);
    auto const charged_id = change.get(payment_allocation.invoice);
    if (!paid_id || !charged_id)
        return;
    // Both are locked before they are counted: of two allocations at once the second one sees the first.
    auto const paid = records::load_locked(transaction, transaction.schema().of(payment), *paid_id);
    auto const charged = records::load_locked(transaction, transaction.schema().of(invoice), *charged_id);
    if (!paid || !charged)
        return;
    auto const currency = paid->get(payment.currency).value_or("");
    change.set(payment_allocation.currency, currency);
    check_amount(change);
    auto const is_russian = change.actor().language == Language::ru;
    if (charged->get(invoice.account) != paid->get(payment.account))
        change.reject(payment_allocation.invoice, "invoice_of_other_account",
            Label { "This invoice is of another client.", "Это счёт другого клиента." });
    if (charged->get(invoice.money.currency) != paid->get(payment.currency))
        change.reject(payment_allocation.invoice.name(), "other_currency",
            is_russian ? fmt::format("Все суммы должны быть в {}.", currency)
                       : fmt::format("All amounts must be in {}.", currency));
    auto const state = charged->get(invoice.lifecycle.status).value_or("draft");
    if (state == "draft" || state == "cancelled" || state == "written_off"
        || charged->get(invoice.kind) == "credit_note")
        change.reject(payment_allocation.invoice, "not_payable",
            Label { "Only an invoice that was sent is paid.", "Оплатить можно только выставленный счёт." });
    if (paid->get(payment.lifecycle.status) == "returned")
        change.reject(payment_allocation.lines.parent, "not_payable",
            Label { "This payment was returned.", "Этот платёж возвращён." });
    auto const mine = change.before.get(payment_allocation.amount).value_or(Decimal {});
    auto const amount = change.get(payment_allocation.amount).value_or(Decimal {});
    auto const left = checked_add(paid->get(payment.unallocated_amount).value_or(Decimal {}), mine);
    if (left && amount > *left)
        change.reject(payment_allocation.amount.name(), "allocated_too_much",
            is_russian ? fmt::format("От платежа осталось только {}.", amount_text(*left, currency))
                       : fmt::format("Only {} is left of this payment.", amount_text(*left, currency)));
    auto const was_settled = change.before.get(payment_allocation.invoice) == charged_id
        ? change.before.get(payment_allocation.settled_amount).value_or(Decimal {})
        : Decimal {};
    auto const open = checked_add(charged->get(invoice.open_amount).value_or(Decimal {}), was_settled);
    auto const settled = checked_add(amount, change.get(payment_allocation.discount_taken).value_or(Decimal {}));
    if (open && (!settled || *settled > *open))
        change.reject(payment_allocation.amount.name(), "more_than_open",
            is_russian ? fmt::format("По счёту открыто только {}.", amount_text(*open, currency))
                       : fmt::format("Only {} of this invoice is open.", amount_text(*open, currency)));
}

void keep_payment_state(Transaction& transaction, Id payment_id)
{
    auto const paid = records::load(transaction, payment, payment_id);
    if (!paid || paid->get(payment.lifecycle.status) == "returned")
        return;
    auto const left = paid->get(payment.unallocated_amount).value_or(Decimal {});
    Writer::update(transaction, *paid, { { payment.lifecycle.status, left == Decimal {} ? "allocated" : "received" } });
}

void tell_invoices(Change& change)
{
    auto& transaction = change.transaction();
    auto const now = change.after.get(payment_allocation.invoice),
               before = change.before.get(payment_allocation.invoice);
    if (before && before != now)
        follow_payments(transaction, *before);
    if (now)
        follow_payments(transaction, *now);
    auto const paid = change.after.get(payment_allocation.lines.parent);
    if (paid && !records::is_being_created(transaction, *paid))
        keep_payment_state(transaction, *paid);
}

void keep_own_state(Change& change)
{
    if (change.is_creation() || change.changes(payment.amount))
        keep_payment_state(change.transaction(), change.after.id);
}

std::optional<Day> last_paid_on(Transaction& transaction, Id invoice_id)
{
    auto rows = transaction.connection().query(
        "select max(p.\"paid_on\") from \"payment_allocations\" a join \"payments\" p on p.\"id\" = a.\"payment\" "
        "where a.\"invoice\" = ?1 and a.\"deleted_at\" is null and p.\"deleted_at\" is null",
        { invoice_id.value });
    return rows->next() && !rows->is_null(0) ? Day::parse(rows->text(0)) : std::nullopt;
}

}

void follow_payments(Transaction& transaction, Id invoice_id)
{
    auto const charged = records::load_locked(transaction, transaction.schema().of(invoice), invoice_id);
    auto const state = charged ? charged->get(invoice.lifecycle.status).value_or("draft") : std::string { "draft" };
    if (state == "draft" || state == "cancelled" || state == "written_off")
        return;
    auto const total = charged->get(invoice.money.total).value_or(Decimal {});
    auto const open = charged->get(invoice.open_amount).value_or(Decimal {});
    auto values = Values {};
    if (open <= Decimal {})
        values.set(invoice.lifecycle.status, "paid");
    else if (state != "disputed")
        values.set(invoice.lifecycle.status, open < total ? "partly_paid" : "sent");
    auto const last = open <= Decimal {} ? last_paid_on(transaction, invoice_id) : std::nullopt;
    values.assignments.emplace_back(invoice.paid_on, last ? Value { *last } : Value {}, 0);
    Writer::update(transaction, *charged, values);
}

void add_payment_rules(Registry& registry)
{
    registry.rule(payment, Moment::before_save, "payment", check_payment);
    registry.rule(payment, Moment::after_save, "state", keep_own_state);
    registry.rule(payment_allocation, Moment::before_save, "allocation", check_allocation);
    registry.rule(payment_allocation, Moment::after_save, "invoices", tell_invoices);
    registry.rule(payment_allocation, Moment::after_remove, "invoices", tell_invoices);
}

}
