#include "modules/billing/credit.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/numbering.h"
#include "records/roll_up.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::orders {

using records::Change;
using records::Writer;

namespace {

// Orders of the past come with the day on which they were delivered and without deliveries.
void take_state_of_history(Change& change)
{
    auto const status = change.get(order.lifecycle.status).value_or("draft");
    if (!change.is_creation() || change.lacks(order.delivered_on))
        return;
    if (status == "draft" || status == "confirmed" || status == "in_delivery")
        change.set(order.lifecycle.status, "delivered");
    change.set(order.delivered_percent, Decimal::from_whole(100));
}

void keep_on_time(Change& change)
{
    auto const has_come
        = change.get(order.lifecycle.status) == "delivered" || change.get(order.lifecycle.status) == "closed";
    auto const is_in_time = has_come && change.is_creation()
        ? came_on_time(change.get(order.promised_on), change.get(order.delivered_on))
        : std::nullopt;
    if (is_in_time)
        change.set(order.is_on_time_in_full, *is_in_time);
}

std::int64_t count_of_lines(Change& change)
{
    auto rows = change.transaction().connection().query(
        "select count(*) from \"order_lines\" where \"order\" = ?1 and \"deleted_at\" is null",
        { change.after.id.value });
    rows->next();
    return rows->whole(0);
}

void demand_promise(Change& change)
{
    auto const status = change.get(order.lifecycle.status).value_or("draft");
    if (status == "confirmed" && change.changes(order.lifecycle.status) && change.lacks(order.promised_on))
        change.reject(order.promised_on, "required_when_confirmed",
            Label { "Say when it will be there.", "Укажите, когда будет поставлено." });
}

void demand_lines(Change& change)
{
    // A new order gets its lines with it or, in imports, after it.
    if (!change.is_creation() && change.moves(order.lifecycle.status, "confirmed")
        && change.before.get(order.lifecycle.status) == "draft" && count_of_lines(change) == 0)
        change.reject(order.lifecycle.status, "empty_order",
            Label { "Add at least one line.", "Добавьте хотя бы одну позицию." });
}

void check_credit(Change& change)
{
    if (change.is_creation() || !change.moves(order.lifecycle.status, "confirmed")
        || change.before.get(order.lifecycle.status) != "draft" || !change.lacks(order.credit_released_by))
        return;
    auto const client = change.find(order.account);
    if (!client)
        return;
    auto const* worth = std::get_if<Decimal>(&change.after.value(*change.entity().find("total_base")));
    if (auto const refusal
        = billing::credit_refusal(change.transaction(), *client, worth ? *worth : Decimal {}, change.actor().language))
        change.reject(order.lifecycle.status.name(), refusal->code, refusal->message);
}

void demand_reason_to_cancel(Change& change)
{
    if (!change.moves(order.lifecycle.status, "cancelled"))
        return;
    if (change.lacks(order.cancel_reason))
        change.reject(order.cancel_reason, "required_when_cancelled",
            Label { "Say why the order was cancelled.", "Укажите, почему заказ отменён." });
    if (change.get(order.invoiced_percent).value_or(Decimal {}) > Decimal {})
        change.reject(order.lifecycle.status, "has_invoices",
            Label {
                "It was invoiced; give a credit note first.", "По заказу выставлен счёт: сначала сторнируйте его." });
}

void keep_next(Change& change)
{
    auto const every = change.get(order.repeat_every_months);
    if (!every) {
        change.clear(order.next_on);
        return;
    }
    auto const from = change.get(order.ordered_on).value_or(change.transaction().today());
    if (change.changes(order.repeat_every_months))
        change.set(order.next_on, from.plus_months(static_cast<int>(*every)));
    auto const until = change.get(order.repeat_until_on);
    if (until && *until < change.get(order.next_on).value_or(*until))
        change.clear(order.next_on);
}

// Lines without a day of their own are promised with the order; what was promised first is never forgotten.
void carry_promise_to_lines(Change& change)
{
    auto const now = change.get(order.promised_on), before = change.before.get(order.promised_on);
    if (change.is_creation() || now == before || !now)
        return;
    for (auto const& line :
        records::load_linked(change.transaction(), order_line, order_line.lines.parent, change.after.id)) {
        auto const own = line.get(order_line.promised_on);
        if (!own || own == before)
            Writer::update(change.transaction(), line, { { order_line.promised_on, now } });
    }
}

void carry_cancellation_to_lines(Change& change)
{
    if (!change.moves(order.lifecycle.status, "cancelled"))
        return;
    for (auto const& line :
        records::load_linked(change.transaction(), order_line, order_line.lines.parent, change.after.id))
        records::write_derived(change.transaction(), line.entity(), line.id, { { order_line.status, "cancelled" } });
}

Label prefix(Record const&) { return { "OR", "ЗК" }; }

}

std::optional<bool> came_on_time(std::optional<Day> promised, std::optional<Day> delivered)
{
    if (!promised || !delivered)
        return {};
    return *delivered <= *promised;
}

std::string_view state_after_delivery(Decimal delivered_percent, Decimal invoiced_percent)
{
    constexpr auto all = Decimal::from_whole(100);
    if (delivered_percent >= all)
        return invoiced_percent >= all ? "closed" : "delivered";
    return delivered_percent > Decimal {} ? "in_delivery" : "confirmed";
}

catalog::PricedPaper const& priced_orders()
{
    static auto const kept = catalog::PricedPaper {
        .paper = order,
        .money = order.money,
        .account = order.account,
        .day = order.ordered_on,
        .line = order_line,
        .fields = order_line.priced,
        .parent = order_line.lines.parent,
        .open_states = { "draft", "confirmed", "in_delivery", "delivered" },
        .margin = &order.margin,
        .cost = &order_line.cost,
    };
    return kept;
}

void add_order_rules(Registry& registry)
{
    registry.rule(order, Moment::before_save, "history", take_state_of_history);
    registry.rule(order, Moment::before_save, "on_time", keep_on_time);
    registry.rule(order, Moment::before_save, "promise", demand_promise);
    registry.rule(order, Moment::before_save, "empty_order", demand_lines);
    registry.rule(order, Moment::before_save, "credit", check_credit);
    registry.rule(order, Moment::before_save, "cancel_reason", demand_reason_to_cancel);
    registry.rule(order, Moment::before_save, "next_on", keep_next);
    platform::refuse_reversed(registry, order, order.ordered_on, order.delivered_on);
    platform::refuse_reversed(registry, order, order.ordered_on, order.repeat_until_on);
    catalog::keep_priced(registry, priced_orders());
    approvals::demand_approval(registry,
        { .entity = order,
            .approvable = order.approvable,
            .states = { "confirmed" },
            .judged = { &order.account, &order.money.currency, &order.money.payment_term, &order.money.net_amount,
                &order.money.discount_amount, &order.money.largest_discount_percent, &order.margin.cost_amount },
            .ask_when = "status = \"draft\"" });
    registry.rule(order, Moment::after_save, "promise_of_lines", carry_promise_to_lines);
    registry.rule(order, Moment::after_save, "cancelled_lines", carry_cancellation_to_lines);
    records::give_numbers(registry,
        { order, order.numbered, order.ordered_on, prefix, { "confirmed", "in_delivery", "delivered", "closed" } });
}

}
