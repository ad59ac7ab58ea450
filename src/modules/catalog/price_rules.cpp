#include "modules/accounts/account.h"
#include "modules/accounts/formats.h"
#include "modules/catalog/attribute.h"
#include "modules/catalog/discount_rule.h"
#include "modules/catalog/payment_term.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/platform/keys.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/filter_binding.h"
#include "records/writer.h"

#include <fmt/format.h>

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

void check_base(Change& change)
{
    auto const base = change.find(price_list.based_on);
    if (base && (change.changes(price_list.based_on) || change.changes(price_list.currency))
        && base->get(price_list.currency) != change.get(price_list.currency))
        change.reject(price_list.based_on, "other_currency",
            Label { "Both lists must be in one currency.", "Оба прайс-листа должны быть в одной валюте." });
}

// Two lists for the same clients at the same time may be meant so; the one with the smaller number counts.
void warn_of_overlap(Change& change)
{
    if (!change.moves(price_list.lifecycle.status, "active"))
        return;
    auto const starts = change.get(price_list.starts_on), ends = change.get(price_list.ends_on);
    for (auto const& other : records::load_where(change.transaction(), change.entity(), "status = \"active\"")) {
        auto const other_ends = other.get(price_list.ends_on);
        if (other.id == change.after.id || other.get(price_list.currency) != change.get(price_list.currency)
            || other.get(price_list.segment) != change.get(price_list.segment)
            || other.get(price_list.region) != change.get(price_list.region)
            || (ends && other.get(price_list.starts_on) > ends) || (other_ends && starts > other_ends))
            continue;
        auto const name = other.get(price_list.name).value_or("");
        change.warn(change.actor().language == Language::ru ? fmt::format("Одновременно действует «{}».", name)
                                                            : fmt::format("{} holds at the same time.", name));
    }
}

void check_client_filter(Change& change)
{
    auto const text = change.get(discount_rule.condition).value_or("");
    if (text.empty() || !change.changes(discount_rule.condition))
        return;
    auto const& schema = change.transaction().schema();
    try {
        records::bind_filter(text, schema.of(accounts::account),
            { schema, change.actor(), change.transaction().now(),
                change.transaction().store().workspace().week_starts });
    } catch (Problem const& problem) {
        change.reject(discount_rule.condition, problem.code(), problem.detail());
    }
}

// What was granted for a contract ends with it, and is granted to its client.
void check_contract(Change& change)
{
    auto const agreed = change.find(special_condition.contract);
    auto const* account = agreed ? agreed->entity().find("account") : nullptr;
    auto const* client = account ? std::get_if<Id>(&agreed->value(*account)) : nullptr;
    if (client && change.changes(special_condition.contract) && change.get(special_condition.account) != *client)
        change.reject(special_condition.contract, "contract_of_other_account",
            Label { "This contract is with another client.", "Это договор с другим клиентом." });
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
    registry.rule(special_condition, Moment::before_save, "contract", check_contract);
    registry.rule(price_list, Moment::before_save, "based_on", check_base);
    registry.rule(price_list, Moment::before_save, "overlap", warn_of_overlap);
    platform::refuse_cycle(registry, price_list, price_list.based_on);
    platform::keep_key(registry, discount_rule, discount_rule.name, discount_rule.key);
    platform::refuse_reversed(registry, discount_rule, discount_rule.starts_on, discount_rule.ends_on);
    registry.rule(discount_rule, Moment::before_save, "condition", check_client_filter);
    approvals::demand_approval(registry,
        { .entity = price_list,
            .approvable = price_list.approvable,
            .states = { "approved", "active" },
            .judged = { &price_list.currency, &price_list.segment, &price_list.region, &price_list.based_on,
                &price_list.factor, &price_list.starts_on, &price_list.ends_on },
            .ask_when = "status = \"draft\"" });
    approvals::demand_approval(registry,
        { .entity = special_condition,
            .approvable = special_condition.approvable,
            .states = { "active" },
            .judged = { &special_condition.account, &special_condition.kind, &special_condition.product,
                &special_condition.product_family, &special_condition.price, &special_condition.percent,
                &special_condition.payment_term, &special_condition.starts_on, &special_condition.ends_on },
            .ask_when = "status = \"draft\"" });
}

}
