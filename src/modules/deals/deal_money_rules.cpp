#include "modules/deals/deal.h"
#include "modules/deals/rules.h"
#include "records/change.h"
#include "records/filter_sql.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::deals {

using records::Change;

namespace {

// Whoever writes an amount fixes it; emptying it hands it back to the products.
void remember_amount_by_hand(Change& change)
{
    if (change.names(deal.amount) && change.changes(deal.amount) && !change.names(deal.is_amount_fixed))
        change.set(deal.is_amount_fixed, !change.lacks(deal.amount));
}

// The sum of the products that have a price: quantity (one when not said), price, less the discount.
std::optional<Decimal> sum_of_products(Change& change)
{
    auto sql = records::Sql { change.transaction().connection().dialect() };
    sql.add("select \"quantity\", \"price\", \"discount_percent\" from ");
    sql.name(records::link_table(change.entity(), deal.products)).add(" where \"price\" is not null and \"source\" = ");
    sql.bind(change.after.id.value);
    auto rows = sql.query(change.transaction().connection());
    auto sum = std::optional<Decimal> {};
    while (rows->next()) {
        auto const quantity = rows->is_null(0) ? Decimal::from_whole(1) : Decimal { rows->whole(0) };
        auto const off = rows->is_null(2) ? Decimal {} : Decimal { rows->whole(2) };
        auto const rest = checked_subtract(Decimal::from_whole(100), off);
        auto amount = checked_multiply(quantity, Decimal { rows->whole(1) });
        amount = amount && rest ? checked_multiply(*amount, *rest) : std::nullopt;
        amount = amount ? checked_divide(*amount, Decimal::from_whole(100)) : std::nullopt;
        sum = amount ? checked_add(sum.value_or(Decimal {}), *amount) : std::nullopt;
        if (!sum)
            return {};
    }
    return sum;
}

void add_products_up(Change& change)
{
    auto const touched = std::ranges::any_of(
        change.links, [](Change::LinksChange const& links) { return *links.field == deal.products; });
    auto const handed_back = !change.is_creation() && change.changes(deal.is_amount_fixed);
    if ((!touched && !handed_back) || change.get(deal.is_amount_fixed).value_or(false))
        return;
    auto const sum = sum_of_products(change);
    if (sum && sum != change.get(deal.amount))
        records::Writer::update(
            change.transaction(), change.after, { { deal.amount, *sum }, { deal.is_amount_fixed, false } });
}

}

void add_deal_money_rules(Registry& registry)
{
    registry.rule(deal, Moment::before_save, "amount_by_hand", remember_amount_by_hand);
    registry.rule(deal, Moment::after_save, "sum_of_products", add_products_up);
}

}
