#include "base/rounding.h"
#include "modules/orders/delivery.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/lines.h"
#include "records/roll_up.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kontor::orders {

using records::Change;
using records::Transaction;
using records::Writer;

namespace {

void refuse_unconfirmed(Change& change)
{
    auto const paper = change.find(delivery.lines.parent);
    auto const status = paper ? paper->get(order.lifecycle.status).value_or("") : std::string {};
    if (change.is_creation() && (status == "draft" || status == "cancelled"))
        change.reject(delivery.lines.parent, status == "draft" ? "order_not_confirmed" : "order_cancelled",
            status == "draft" ? Label { "Confirm the order first.", "Сначала подтвердите заказ." }
                              : Label { "A cancelled order is not delivered.", "Отменённый заказ не поставляется." });
}

void keep_days(Change& change)
{
    auto const status = change.get(delivery.lifecycle.status).value_or("planned");
    auto const today = change.transaction().today();
    if (status == "shipped" && change.lacks(delivery.shipped_on))
        change.set(delivery.shipped_on, today);
    if ((status == "delivered" || status == "accepted") && change.lacks(delivery.delivered_on))
        change.set(delivery.delivered_on, today);
    if (status == "refused" && change.lacks(delivery.refused_reason))
        change.reject(delivery.refused_reason, "required_when_refused",
            Label { "Say why it was refused.", "Укажите, почему поставку не приняли." });
    auto const paper = change.find(delivery.lines.parent);
    if (change.lacks(delivery.promised_on) && paper && paper->get(order.promised_on))
        change.set(delivery.promised_on, *paper->get(order.promised_on));
}

void keep_name(Change& change)
{
    if (!change.lacks(delivery.name))
        return;
    auto const paper = change.find(delivery.lines.parent);
    auto rows = change.transaction().connection().query(
        "select count(*) from \"deliveries\" where \"order\" = ?1", { paper ? paper->id.value : 0 });
    rows->next();
    change.set(delivery.name,
        fmt::format("{}/{}", paper ? paper->get(order.numbered.number).value_or("") : "", rows->whole(0) + 1));
}

void check_quantity(Change& change)
{
    auto const quantity = change.get(delivery_line.quantity).value_or(Decimal {});
    if (quantity < Decimal {})
        change.reject(delivery_line.quantity, "negative",
            Label { "A quantity cannot be negative.", "Количество не может быть отрицательным." });
    else if (quantity == Decimal {})
        change.reject(delivery_line.quantity, "zero_quantity",
            Label { "Say how much; zero is nothing.", "Укажите количество больше нуля." });
    if (change.get(delivery_line.accepted_quantity).value_or(Decimal {}) > quantity)
        change.reject(delivery_line.accepted_quantity, "more_than_delivered",
            Label { "More cannot be accepted than came.", "Принять можно не больше, чем привезли." });
}

void refuse_more_than_ordered(Change& change)
{
    auto const line_id = change.get(delivery_line.order_line);
    if (!line_id || !change.faults().empty())
        return;
    auto& transaction = change.transaction();
    // Locked before it is counted: of two deliveries at once the second one sees the first.
    auto const line = records::load_locked(transaction, transaction.schema().of(order_line), *line_id);
    auto const part_of = change.find(delivery_line.lines.parent);
    if (!line || !part_of)
        return;
    if (line->get(order_line.lines.parent) != part_of->get(delivery.lines.parent)) {
        change.reject(delivery_line.order_line, "line_of_other_order",
            Label { "This line belongs to another order.", "Это позиция другого заказа." });
        return;
    }
    if (part_of->get(delivery.lifecycle.status) == "refused")
        return;
    auto rows = transaction.connection().query(
        "select cast(coalesce(sum(l.\"quantity\"), 0) as bigint) from \"delivery_lines\" l join \"deliveries\" d on "
        "d.\"id\" = l.\"delivery\" where l.\"order_line\" = ?1 and l.\"id\" <> ?2 and l.\"deleted_at\" is null and "
        "d.\"deleted_at\" is null and d.\"status\" <> 'refused'",
        { line_id->value, change.after.id.value });
    rows->next();
    auto const ordered = line->get(order_line.priced.quantity).value_or(Decimal {});
    auto const would_be
        = checked_add(Decimal { rows->whole(0) }, change.get(delivery_line.quantity).value_or(Decimal {}));
    if (would_be && *would_be <= ordered)
        return;
    auto const name = line->get(order_line.priced.description).value_or("");
    auto const amount = would_be ? would_be->to_string() : std::string { "more" };
    change.reject(delivery_line.quantity.name(), "more_than_ordered",
        change.actor().language == Language::ru
            ? fmt::format("«{}»: заказано {}, а поставлено было бы {}.", name, ordered.to_string(), amount)
            : fmt::format("{} of {} were ordered, {} would be delivered.", ordered.to_string(), name, amount));
}

void follow_delivery(Change& change)
{
    if (auto const order_id = change.after.get(delivery.lines.parent))
        follow_deliveries(change.transaction(), *order_id);
}

void follow_delivery_line(Change& change)
{
    auto const part_of = change.find(delivery_line.lines.parent);
    // A new delivery tells of all its lines at once, when they are there.
    if (part_of && part_of->get(delivery.lines.parent) && !records::is_being_created(change.transaction(), part_of->id))
        follow_deliveries(change.transaction(), *part_of->get(delivery.lines.parent));
}

struct Arrived {
    Decimal quantity;
    std::optional<Day> last_on;
};

std::map<Id, Arrived> arrived_by_line(Transaction& transaction, Id order_id)
{
    auto rows = transaction.connection().query(
        "select l.\"order_line\", cast(sum(coalesce(l.\"accepted_quantity\", l.\"quantity\")) as bigint), "
        "max(d.\"delivered_on\") from \"delivery_lines\" l join \"deliveries\" d on d.\"id\" = l.\"delivery\" where "
        "d.\"order\" = ?1 and l.\"deleted_at\" is null and d.\"deleted_at\" is null and d.\"status\" in ('delivered', "
        "'accepted') group by l.\"order_line\"",
        { order_id.value });
    auto arrived = std::map<Id, Arrived> {};
    while (rows->next())
        arrived[Id { rows->whole(0) }]
            = { Decimal { rows->whole(1) }, rows->is_null(2) ? std::nullopt : Day::parse(rows->text(2)) };
    return arrived;
}

std::optional<Day> first_shipped_on(Transaction& transaction, Id order_id)
{
    auto rows = transaction.connection().query(
        "select min(\"shipped_on\") from \"deliveries\" where \"order\" = ?1 and \"deleted_at\" is null",
        { order_id.value });
    return rows->next() && !rows->is_null(0) ? Day::parse(rows->text(0)) : std::nullopt;
}

struct Progress {
    Decimal worth, arrived_worth;
    bool is_complete = true, is_in_time = true;
    std::optional<Day> last_on;
};

// Writes what has come of one line, and adds it to the order's.
void follow_line(Transaction& transaction, Record const& line, Arrived const& arrived, Progress& progress)
{
    auto const quantity = line.get(order_line.priced.quantity).value_or(Decimal {});
    auto const is_complete = arrived.quantity >= quantity;
    auto values = Values { { order_line.delivered_quantity, arrived.quantity },
        { order_line.status,
            arrived.quantity == Decimal {} ? "open"
                : is_complete              ? "delivered"
                                           : "partial" } };
    auto const in_time
        = is_complete ? came_on_time(line.get(order_line.first_promised_on), arrived.last_on) : std::nullopt;
    auto const put
        = [&](Field const& field, Value value) { values.assignments.emplace_back(field, std::move(value), 0); };
    put(order_line.delivered_on, arrived.last_on ? Value { *arrived.last_on } : Value {});
    put(order_line.is_on_time_in_full, in_time ? Value { *in_time } : Value {});
    records::write_derived(transaction, line.entity(), line.id, values);
    // Worth by price where there is one; what is free counts by its quantity.
    auto const gross = line.get(order_line.priced.amount).value_or(Decimal {});
    auto const worth = gross > Decimal {} ? gross : quantity;
    progress.worth = checked_add(progress.worth, worth).value_or(progress.worth);
    auto const share = proportion(worth, std::min(arrived.quantity, quantity), Decimal::from_whole(1), quantity);
    progress.arrived_worth
        = checked_add(progress.arrived_worth, share.value_or(Decimal {})).value_or(progress.arrived_worth);
    progress.is_complete &= is_complete;
    progress.is_in_time &= in_time.value_or(true);
    if (arrived.last_on && (!progress.last_on || *progress.last_on < *arrived.last_on))
        progress.last_on = arrived.last_on;
}

}

void follow_deliveries(Transaction& transaction, Id order_id)
{
    auto const paper = records::load_locked(transaction, transaction.schema().of(order), order_id);
    if (!paper || paper->get(order.lifecycle.status) == "cancelled")
        return;
    auto const arrived = arrived_by_line(transaction, order_id);
    auto progress = Progress {};
    for (auto const& line : records::load_linked(transaction, order_line, order_line.lines.parent, order_id)) {
        auto const found = arrived.find(line.id);
        follow_line(transaction, line, found == arrived.end() ? Arrived {} : found->second, progress);
    }
    constexpr auto all = Decimal::from_whole(100);
    auto const percent = progress.is_complete && progress.worth > Decimal {}
        ? all
        : proportion(progress.arrived_worth, all, Decimal::from_whole(1), progress.worth).value_or(Decimal {});
    auto const now = records::load(transaction, order, order_id);
    if (!now)
        return;
    auto values = Values { { order.delivered_percent, percent } };
    auto const put
        = [&](Field const& field, Value value) { values.assignments.emplace_back(field, std::move(value), 0); };
    auto const is_there = percent == all;
    auto const shipped = first_shipped_on(transaction, order_id);
    put(order.shipped_on, shipped ? Value { *shipped } : Value {});
    put(order.delivered_on, is_there && progress.last_on ? Value { *progress.last_on } : Value {});
    put(order.is_on_time_in_full, is_there ? Value { progress.is_in_time } : Value {});
    auto state = state_after_delivery(percent, now->get(order.invoiced_percent).value_or(Decimal {}));
    if (state == "confirmed" && shipped)
        state = "in_delivery";
    values.set(order.lifecycle.status, std::string { state });
    Writer::update(transaction, *now, values);
}

void add_delivery_rules(Registry& registry)
{
    registry.rule(delivery, Moment::before_save, "order_not_confirmed", refuse_unconfirmed);
    registry.rule(delivery, Moment::before_save, "days", keep_days);
    registry.rule(delivery, Moment::before_save, "name", keep_name);
    platform::refuse_reversed(registry, delivery, delivery.shipped_on, delivery.delivered_on);
    registry.rule(delivery, Moment::after_save, "order", follow_delivery);
    registry.rule(delivery, Moment::after_remove, "order", follow_delivery);
    registry.rule(delivery_line, Moment::before_save, "quantity", check_quantity);
    registry.rule(delivery_line, Moment::before_save, "more_than_ordered", refuse_more_than_ordered);
    registry.rule(delivery_line, Moment::after_save, "order", follow_delivery_line);
    registry.rule(delivery_line, Moment::after_remove, "order", follow_delivery_line);
}

}
