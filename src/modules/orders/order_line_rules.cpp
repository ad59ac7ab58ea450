#include "modules/contracts/contract_item.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "records/change.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::orders {

using contracts::contract_item;
using records::Change;

namespace {

bool has_deliveries(Change& change, Id order_id)
{
    auto rows = change.transaction().connection().query(
        "select 1 from \"deliveries\" where \"order\" = ?1 and \"deleted_at\" is null limit 1", { order_id.value });
    return rows->next();
}

// Lines of an order of the past came when it came.
void take_line_state_of_history(Change& change)
{
    auto const paper = change.find(order_line.lines.parent);
    if (!paper)
        return;
    auto const status = paper->get(order.lifecycle.status);
    auto const promised
        = change.get(order_line.promised_on) ? change.get(order_line.promised_on) : paper->get(order.promised_on);
    if (change.lacks(order_line.first_promised_on) && promised)
        change.set(order_line.first_promised_on, *promised);
    if (change.lacks(order_line.promised_on) && promised)
        change.set(order_line.promised_on, *promised);
    auto const is_touched = change.is_creation() || change.changes(order_line.priced.quantity);
    if (status != "delivered" || !is_touched)
        return;
    if (has_deliveries(change, paper->id)) {
        change.reject(order_line.priced.quantity, "locked",
            Label { "Everything has been delivered; make a new order.", "Всё поставлено: оформите новый заказ." });
        return;
    }
    change.set(order_line.delivered_quantity, change.get(order_line.priced.quantity).value_or(Decimal {}));
    if (auto const day = paper->get(order.delivered_on))
        change.set(order_line.delivered_on, *day);
    change.set(order_line.status, "delivered");
    if (auto const in_time
        = came_on_time(change.get(order_line.first_promised_on), change.get(order_line.delivered_on)))
        change.set(order_line.is_on_time_in_full, *in_time);
}

void refuse_less_than_came(Change& change)
{
    auto const quantity = change.get(order_line.priced.quantity).value_or(Decimal {});
    auto const delivered = change.get(order_line.delivered_quantity).value_or(Decimal {});
    auto const invoiced = change.get(order_line.invoiced_quantity).value_or(Decimal {});
    if (change.is_creation() || !change.changes(order_line.priced.quantity))
        return;
    if (quantity < delivered || quantity < invoiced)
        change.reject(order_line.priced.quantity, "less_than_delivered",
            Label { "More than this was already delivered or invoiced.",
                "Поставлено или выставлено больше этого количества." });
}

// What is called off counts against what the contract still has.
void keep_within_framework(Change& change)
{
    auto const item_id = change.get(order_line.contract_item);
    if (!item_id || !(change.changes(order_line.contract_item) || change.changes(order_line.priced.quantity)))
        return;
    auto& transaction = change.transaction();
    // Locked before it is counted: of two call-offs at once the second one sees the first.
    auto const item = records::load_locked(transaction, transaction.schema().of(contract_item), *item_id);
    auto const allowed = item ? item->get(contract_item.max_quantity) ? item->get(contract_item.max_quantity)
                                                                      : item->get(contract_item.quantity)
                              : std::nullopt;
    if (!allowed)
        return;
    auto rows = transaction.connection().query(
        "select cast(coalesce(sum(\"quantity\"), 0) as bigint) from \"order_lines\" where \"contract_item\" = ?1 and "
        "\"deleted_at\" is null and \"status\" <> 'cancelled' and \"id\" <> ?2",
        { item_id->value, change.after.id.value });
    rows->next();
    auto const left = checked_subtract(*allowed, Decimal { rows->whole(0) }).value_or(Decimal {});
    auto const quantity = change.get(order_line.priced.quantity).value_or(Decimal {});
    if (quantity <= left)
        return;
    auto const name = change.get(order_line.priced.description).value_or("");
    change.reject(order_line.priced.quantity.name(), "over_framework",
        change.actor().language == Language::ru
            ? fmt::format("По договору осталось только {}: «{}».", left.to_string(), name)
            : fmt::format("Only {} of {} are left under this contract.", left.to_string(), name));
}

}

void add_order_line_rules(Registry& registry)
{
    registry.rule(order_line, Moment::before_save, "history", take_line_state_of_history);
    registry.rule(order_line, Moment::before_save, "less_than_delivered", refuse_less_than_came);
    registry.rule(order_line, Moment::before_save, "over_framework", keep_within_framework);
}

}
