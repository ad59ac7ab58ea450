#include "base/rounding.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/payment.h"
#include "modules/billing/rules.h"
#include "modules/catalog/payment_term.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/our_company.h"
#include "modules/contracts/rules.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/lines.h"
#include "records/numbering.h"
#include "records/roll_up.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace kontor::billing {

using orders::order;
using orders::order_line;
using records::Change;
using records::Transaction;
using records::Writer;

namespace {

bool is_sent(std::string_view status) { return status != "draft" && status != "cancelled"; }

void follow_order(Change& change)
{
    auto const ordered = change.find(invoice.order);
    if (!ordered || !(change.is_creation() || change.changes(invoice.order)))
        return;
    if (ordered->get(order.lifecycle.status) == "cancelled") {
        change.reject(invoice.order, "order_cancelled",
            Label { "A cancelled order is not invoiced.", "По отменённому заказу счёт не выставляют." });
        return;
    }
    auto const take = [&](Field const& field, Field const& from) {
        if (!change.names(field) && !kontor::is_empty(ordered->value(from)))
            change.after.set_value(field, ordered->value(from));
    };
    take(invoice.account, order.account);
    take(invoice.contract, order.contract);
    take(invoice.contact, order.contact);
    take(invoice.their_order_number, order.their_number);
    take(invoice.supplied_on, order.delivered_on);
    take(invoice.money.currency, order.money.currency);
    take(invoice.money.price_list, order.money.price_list);
    take(invoice.money.payment_term, order.money.payment_term);
    if (ordered->get(order.account) != change.get(invoice.account))
        change.reject(invoice.order, "order_of_other_account",
            Label { "This order is of another client.", "Это заказ другого клиента." });
    if (ordered->get(order.money.currency) != change.get(invoice.money.currency)) {
        auto const code = ordered->get(order.money.currency).value_or("");
        change.reject(invoice.money.currency.name(), "other_currency",
            change.actor().language == Language::ru ? fmt::format("Все суммы должны быть в {}.", code)
                                                    : fmt::format("All amounts must be in {}.", code));
    }
}

// Invoices go out in the name of the contract's company of ours, else of the usual one, and with its series.
void keep_our_company(Change& change)
{
    if (change.get(invoice.lifecycle.status).value_or("draft") != "draft" && !change.is_creation())
        return;
    auto& transaction = change.transaction();
    auto const agreed = change.find(invoice.contract);
    if (change.lacks(invoice.our_company)) {
        auto const ours = agreed && agreed->get(contracts::contract.our_entity)
            ? agreed->get(contracts::contract.our_entity)
            : contracts::default_company(transaction);
        if (ours)
            change.set(invoice.our_company, *ours);
    }
    auto const company = change.find(invoice.our_company);
    auto const series = company ? company->get(contracts::our_company.invoice_prefix).value_or("") : std::string {};
    if (series.empty())
        change.clear(invoice.series);
    else
        change.set(invoice.series, series);
}

void keep_due_day(Change& change)
{
    if (change.names(invoice.due_on) && !change.lacks(invoice.due_on))
        return;
    auto const asks = change.is_creation() || change.lacks(invoice.due_on) || change.changes(invoice.issued_on)
        || change.changes(invoice.money.payment_term) || change.changes(invoice.supplied_on);
    auto const issued = change.get(invoice.issued_on);
    if (!asks || !issued)
        return;
    auto const term = change.find(invoice.money.payment_term);
    change.set(invoice.due_on,
        term ? catalog::due_day(*term, *issued, change.get(invoice.supplied_on).value_or(*issued)) : *issued);
}

void freeze_what_was_sent(Change& change)
{
    auto const before = change.before.get(invoice.lifecycle.status).value_or("draft");
    if (change.is_creation() || !is_sent(before))
        return;
    Field const* const fields[] = { &invoice.account, &invoice.order, &invoice.contract, &invoice.corrects,
        &invoice.kind, &invoice.our_company, &invoice.issued_on, &invoice.supplied_on, &invoice.due_on,
        &invoice.money.currency, &invoice.money.payment_term, &invoice.money.price_list };
    for (auto const* field : fields)
        if (change.changes(*field))
            change.reject(*field, "locked",
                Label { "The invoice was sent and can no longer be changed; give a credit note.",
                    "Счёт выставлен и больше не меняется: оформите кредит-ноту." });
}

void demand_what_sending_needs(Change& change)
{
    if (change.is_creation() || !change.moves(invoice.lifecycle.status, "sent")
        || change.before.get(invoice.lifecycle.status) != "draft")
        return;
    auto rows = change.transaction().connection().query(
        "select 1 from \"invoice_lines\" where \"invoice\" = ?1 and \"deleted_at\" is null limit 1",
        { change.after.id.value });
    if (!rows->next())
        change.reject(invoice.lifecycle.status, "empty_invoice",
            Label { "Add at least one line.", "Добавьте хотя бы одну позицию." });
    auto const ordered = change.find(invoice.order);
    if (ordered && ordered->get(order.lifecycle.status) == "cancelled")
        change.reject(invoice.lifecycle.status, "order_cancelled",
            Label { "A cancelled order is not invoiced.", "По отменённому заказу счёт не выставляют." });
}

// A credit note takes back what one invoice asked for, and never more than that.
void check_credit_note(Change& change)
{
    if (change.get(invoice.kind) != "credit_note")
        return;
    if (change.lacks(invoice.corrects))
        change.reject(invoice.corrects, "required",
            Label { "Say which invoice it corrects.", "Укажите, какой счёт корректируется." });
    if (change.lacks(invoice.credit_reason))
        change.reject(invoice.credit_reason, "required", Label { "Say why it is credited.", "Укажите причину." });
    auto const corrected = change.get(invoice.corrects) ? records::load_locked(change.transaction(),
                               change.transaction().schema().of(invoice), *change.get(invoice.corrects))
                                                        : std::nullopt;
    if (!corrected)
        return;
    if (corrected->get(invoice.account) != change.get(invoice.account))
        change.reject(invoice.corrects, "invoice_of_other_account",
            Label { "This invoice is of another client.", "Это счёт другого клиента." });
    if (corrected->get(invoice.money.currency) != change.get(invoice.money.currency))
        change.reject(invoice.money.currency, "other_currency",
            Label { "A credit note is in the currency of its invoice.", "Валюта должна быть как в счёте." });
    if (!change.moves(invoice.lifecycle.status, "sent"))
        return;
    auto const left = checked_subtract(corrected->get(invoice.money.total).value_or(Decimal {}),
        corrected->get(invoice.credited_amount).value_or(Decimal {}));
    if (left && change.get(invoice.money.total).value_or(Decimal {}) > *left)
        change.reject(invoice.money.total, "over_credit",
            Label { "The credit note passes what is open.", "Кредит-нота больше остатка счёта." });
}

void demand_reasons(Change& change)
{
    auto const status = change.get(invoice.lifecycle.status);
    if (status == "disputed" && change.lacks(invoice.dispute_reason))
        change.reject(invoice.dispute_reason, "required_when_disputed",
            Label { "Say what is disputed.", "Укажите, что оспаривается." });
    if (status != "written_off" || !change.changes(invoice.lifecycle.status))
        return;
    if (change.lacks(invoice.write_off_reason))
        change.reject(invoice.write_off_reason, "required_when_written_off",
            Label { "Say why it is written off.", "Укажите причину списания." });
    change.set(invoice.written_off_amount, change.get(invoice.open_amount).value_or(Decimal {}));
}

void keep_sent_from_the_bin(Change& change)
{
    if (change.actor().user != system_user && is_sent(change.before.get(invoice.lifecycle.status).value_or("draft")))
        throw Problem::conflict("locked",
            std::string { Label { "An invoice that was sent is not deleted; give a credit note.",
                "Выставленный счёт не удаляют: оформите кредит-ноту." }
                              .in(change.actor().language) });
}

void check_order_line(Change& change)
{
    auto const ordered = change.find(invoice_line.order_line);
    auto const charged = change.find(invoice_line.lines.parent);
    if (!ordered || !charged || !change.faults().empty())
        return;
    if (charged->get(invoice.order) && ordered->get(order_line.lines.parent) != charged->get(invoice.order)) {
        change.reject(invoice_line.order_line, "line_of_other_order",
            Label { "This line belongs to another order.", "Это позиция другого заказа." });
        return;
    }
    auto& transaction = change.transaction();
    auto const of_order = ordered->get(order_line.lines.parent)
        ? records::load(transaction, order, *ordered->get(order_line.lines.parent))
        : std::nullopt;
    if (!of_order || of_order->get(order.lifecycle.status) == "cancelled") {
        change.reject(invoice_line.order_line, "order_cancelled",
            Label { "A cancelled order is not invoiced.", "По отменённому заказу счёт не выставляют." });
        return;
    }
    if (charged->get(invoice.kind) == "credit_note")
        return;
    auto const line = records::load_locked(transaction, transaction.schema().of(order_line), ordered->id);
    auto const mine = change.before.get(invoice_line.priced.quantity).value_or(Decimal {});
    auto const others = checked_subtract(
        line->get(order_line.invoiced_quantity).value_or(Decimal {}), change.is_creation() ? Decimal {} : mine);
    auto const would_be
        = others ? checked_add(*others, change.get(invoice_line.priced.quantity).value_or(Decimal {})) : std::nullopt;
    auto const quantity = line->get(order_line.priced.quantity).value_or(Decimal {});
    auto const delivered = line->get(order_line.delivered_quantity).value_or(Decimal {});
    if (!would_be || *would_be > quantity)
        change.reject(invoice_line.priced.quantity.name(), "more_than_ordered",
            change.actor().language == Language::ru
                ? fmt::format("Заказано {}, а выставлено было бы больше.", quantity.to_string())
                : fmt::format("{} were ordered, and more would be invoiced.", quantity.to_string()));
    else if (*would_be > delivered && charged->get(invoice.kind) != "advance")
        change.warn(Label { "More is invoiced than was delivered.", "Выставляется больше, чем поставлено." });
}

void follow_order_of_line(Change& change)
{
    auto& transaction = change.transaction();
    auto const charged = change.after.get(invoice_line.lines.parent);
    if (charged && records::is_being_created(transaction, *charged))
        return; // the new invoice tells of all its lines at once
    if (auto const ordered = change.find(invoice_line.order_line); ordered && ordered->get(order_line.lines.parent))
        follow_invoices(transaction, *ordered->get(order_line.lines.parent));
}

std::set<Id> orders_of(Transaction& transaction, Id invoice_id)
{
    auto rows = transaction.connection().query(
        "select distinct o.\"order\" from \"invoice_lines\" l join \"order_lines\" o on o.\"id\" = l.\"order_line\" "
        "where l.\"invoice\" = ?1 and o.\"order\" is not null",
        { invoice_id.value });
    auto found = std::set<Id> {};
    while (rows->next())
        found.emplace(rows->whole(0));
    return found;
}

void tell_orders(Change& change)
{
    auto const is_told = change.is_creation() || change.changes(invoice.lifecycle.status)
        || change.kind == Change::Kind::restore || change.is_removal();
    if (is_told)
        for (auto of_order : orders_of(change.transaction(), change.after.id))
            follow_invoices(change.transaction(), of_order);
}

void tell_corrected(Change& change)
{
    auto const corrected = change.get(invoice.corrects);
    if (corrected && change.changes(invoice.lifecycle.status))
        follow_payments(change.transaction(), *corrected);
}

OwnedLabel prefix(Record const& record)
{
    auto const kind = record.get(invoice.kind) == "credit_note" ? Label { "CN", "КН" } : Label { "IN", "СЧ" };
    auto const series = record.get(invoice.series).value_or("");
    auto const before = series.empty() ? series : series + "-";
    return { before + std::string { kind.en }, before + std::string { kind.ru } };
}

}

void follow_invoices(Transaction& transaction, Id order_id)
{
    auto const ordered = records::load_locked(transaction, transaction.schema().of(order), order_id);
    if (!ordered || ordered->get(order.lifecycle.status) == "cancelled")
        return;
    auto invoiced = std::map<Id, Decimal> {};
    {
        auto rows = transaction.connection().query(
            "select l.\"order_line\", cast(sum(case when i.\"kind\" = 'credit_note' then -l.\"quantity\" else "
            "l.\"quantity\" end) as bigint) from \"invoice_lines\" l join \"invoices\" i on i.\"id\" = l.\"invoice\" "
            "join \"order_lines\" o on o.\"id\" = l.\"order_line\" where o.\"order\" = ?1 and l.\"deleted_at\" is "
            "null and i.\"deleted_at\" is null and i.\"status\" <> 'cancelled' group by l.\"order_line\"",
            { order_id.value });
        while (rows->next())
            invoiced[Id { rows->whole(0) }] = Decimal { rows->whole(1) };
    }
    auto worth = Decimal {}, invoiced_worth = Decimal {};
    auto is_complete = true, was_worth = false;
    for (auto const& line : records::load_linked(transaction, order_line, order_line.lines.parent, order_id)) {
        was_worth |= line.get(order_line.priced.amount).value_or(Decimal {}) > Decimal {};
        auto const ordered_quantity = line.get(order_line.priced.quantity).value_or(Decimal {});
        // What came back is no longer to be invoiced.
        auto const quantity
            = checked_subtract(ordered_quantity, line.get(order_line.returned_quantity).value_or(Decimal {}))
                  .value_or(Decimal {});
        auto const amount = proportion(
            line.get(order_line.priced.amount).value_or(Decimal {}), quantity, Decimal::from_whole(1), ordered_quantity)
                                .value_or(Decimal {});
        auto const of_line = invoiced[line.id];
        records::write_derived(transaction, line.entity(), line.id, { { order_line.invoiced_quantity, of_line } });
        auto const share = proportion(amount, std::min(of_line, quantity), Decimal::from_whole(1), quantity);
        worth = checked_add(worth, amount).value_or(worth);
        invoiced_worth = checked_add(invoiced_worth, share.value_or(Decimal {})).value_or(invoiced_worth);
        is_complete &= of_line >= quantity;
    }
    constexpr auto all = Decimal::from_whole(100);
    auto const percent = is_complete && was_worth
        ? all
        : proportion(invoiced_worth, all, Decimal::from_whole(1), worth).value_or(Decimal {});
    auto const now = records::load(transaction, order, order_id);
    if (!now)
        return;
    auto values = Values { { order.invoiced_percent, percent } };
    auto const status = now->get(order.lifecycle.status);
    if (status == "delivered" || status == "closed")
        values.set(order.lifecycle.status, std::string { orders::state_after_delivery(all, percent) });
    Writer::update(transaction, *now, values);
}

catalog::PricedPaper const& priced_invoices()
{
    static auto const kept = catalog::PricedPaper {
        .paper = invoice,
        .money = invoice.money,
        .account = invoice.account,
        .day = invoice.issued_on,
        .line = invoice_line,
        .fields = invoice_line.priced,
        .parent = invoice_line.lines.parent,
        .open_states = { "draft" },
    };
    return kept;
}

void add_invoice_rules(Registry& registry)
{
    catalog::keep_priced(registry, priced_invoices());
    registry.rule(invoice, Moment::before_save, "order", follow_order);
    registry.rule(invoice, Moment::before_save, "our_company", keep_our_company);
    registry.rule(invoice, Moment::before_save, "due_on", keep_due_day);
    registry.rule(invoice, Moment::before_save, "locked", freeze_what_was_sent);
    registry.rule(invoice, Moment::before_save, "sending", demand_what_sending_needs);
    registry.rule(invoice, Moment::before_save, "credit_note", check_credit_note);
    registry.rule(invoice, Moment::before_save, "reasons", demand_reasons);
    registry.rule(invoice, Moment::before_remove, "locked", keep_sent_from_the_bin);
    platform::refuse_reversed(registry, invoice, invoice.issued_on, invoice.due_on);
    approvals::demand_approval(registry,
        { .entity = invoice,
            .approvable = invoice.approvable,
            .states = { "written_off" },
            .judged = { &invoice.open_amount },
            .ask_when = "status IN (\"sent\", \"partly_paid\", \"disputed\") AND kind != \"credit_note\"" });
    registry.rule(invoice_line, Moment::before_save, "order_line", check_order_line);
    registry.rule(invoice_line, Moment::after_save, "order", follow_order_of_line);
    registry.rule(invoice_line, Moment::after_remove, "order", follow_order_of_line);
    registry.rule(invoice, Moment::after_save, "orders", tell_orders);
    registry.rule(invoice, Moment::after_remove, "orders", tell_orders);
    registry.rule(invoice, Moment::after_save, "corrected", tell_corrected);
    records::give_numbers(registry,
        { invoice, invoice.numbered, invoice.issued_on, prefix,
            { "sent", "partly_paid", "paid", "disputed", "written_off" } });
}

}
