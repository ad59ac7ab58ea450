#include "modules/accounts/formats.h"
#include "modules/catalog/attribute.h"
#include "modules/catalog/payment_term.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/platform/keys.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/writer.h"

namespace kontor::catalog {

using records::Change;

namespace {

void take_currency_of_list(Change& change)
{
    if (auto const list = change.find(price.lines.parent))
        change.set(price.currency, list->get(price_list.currency).value_or(""));
}

void refuse_price_below_nothing(Change& change)
{
    if (change.get(price.price).value_or(Decimal {}) < Decimal {})
        change.reject(
            price.price, "negative", Label { "A price cannot be negative.", "Цена не может быть отрицательной." });
    if (change.get(price.min_quantity).value_or(Decimal {}) <= Decimal {})
        change.reject(price.min_quantity, "zero_quantity",
            Label { "Say from which quantity on.", "Укажите, от какого количества." });
}

// One product, quantity and first day has one price in a list: else nobody could say which of them holds.
void refuse_second_price(Change& change)
{
    auto const starts = change.get(price.starts_on);
    auto rows = change.transaction().connection().query(
        "select 1 from \"prices\" where \"price_list\" = ?1 and \"product\" = ?2 and \"min_quantity\" = ?3 and "
        "coalesce(\"starts_on\", '') = ?4 and \"deleted_at\" is null and \"id\" <> ?5",
        { change.get(price.lines.parent).value_or(Id {}).value, change.get(price.product).value_or(Id {}).value,
            change.get(price.min_quantity).value_or(Decimal {}).ten_thousandths,
            starts ? starts->to_string() : std::string {}, change.after.id.value });
    if (rows->next())
        change.reject(price.product, "not_unique",
            Label { "This list has a price for this product and quantity already.",
                "В прайс-листе уже есть цена этого товара для этого количества." });
}

// The currency of a list is that of its prices.
void carry_currency_to_prices(Change& change)
{
    if (change.is_creation() || !change.changes(price_list.currency))
        return;
    for (auto const& found : records::load_linked(change.transaction(), price, price.lines.parent, change.after.id))
        records::Writer::update(change.transaction(), found, { { price.currency, change.get(price_list.currency) } });
}

void demand_what_is_granted(Change& change)
{
    auto const kind = change.get(special_condition.kind);
    if (kind == "price" && change.lacks(special_condition.price))
        change.reject(special_condition.price, "required", Label { "Say the price.", "Укажите цену." });
    if (kind == "price" && change.lacks(special_condition.product))
        change.reject(special_condition.product, "required",
            Label { "A price is for one product.", "Цена даётся на один товар." });
    if (kind == "discount_percent" && change.lacks(special_condition.percent))
        change.reject(special_condition.percent, "required", Label { "Say the discount.", "Укажите скидку." });
}

void keep_name(Change& change)
{
    if (!change.lacks(special_condition.name))
        return;
    auto const* option = special_condition.kind.find_choice(change.get(special_condition.kind).value_or(""));
    auto name = option ? option->label.in(change.transaction().store().workspace().language) : std::string {};
    if (auto const percent = change.get(special_condition.percent))
        name += " " + percent->to_string() + " %";
    if (auto const cents = change.get(special_condition.price))
        name += " " + cents->to_string(2);
    change.set(special_condition.name, name);
}

}

void add_price_rules(Registry& registry)
{
    platform::keep_key(registry, tax_class, tax_class.name, tax_class.key);
    accounts::demand_country(registry, tax_rate, tax_rate.country);
    platform::keep_key(registry, payment_term, payment_term.name, payment_term.key);
    platform::keep_key(registry, attribute, attribute.name, attribute.key);
    platform::keep_key(registry, price_list, price_list.name, price_list.key);
    platform::refuse_reversed(registry, price_list, price_list.starts_on, price_list.ends_on);
    registry.rule(price_list, Moment::after_save, "currency", carry_currency_to_prices);
    registry.rule(price, Moment::before_save, "currency", take_currency_of_list);
    registry.rule(price, Moment::before_save, "negative", refuse_price_below_nothing);
    registry.rule(price, Moment::before_save, "not_unique", refuse_second_price);
    platform::refuse_reversed(registry, price, price.starts_on, price.ends_on);
    platform::refuse_reversed(registry, special_condition, special_condition.starts_on, special_condition.ends_on);
    registry.rule(special_condition, Moment::before_save, "granted", demand_what_is_granted);
    registry.rule(special_condition, Moment::before_save, "name", keep_name);
}

}
