#include "modules/catalog/pricing.h"

#include "base/json.h"
#include "base/rounding.h"
#include "modules/catalog/discounts.h"

#include <array>

namespace kontor::catalog {

namespace {

constexpr auto unity = Decimal::from_whole(1);
constexpr auto whole_percent = Decimal::from_whole(100);

std::optional<Decimal> decimal_in(db::Rows const& rows, int column)
{
    return rows.is_null(column) ? std::nullopt : std::optional { Decimal { rows.whole(column) } };
}

struct ProductFacts {
    Id family;
    std::optional<Decimal> price;
    std::string currency;
    std::string name;
};

std::optional<ProductFacts> facts_of(db::Connection& connection, Id product)
{
    auto rows = connection.query(
        "select \"product_family\", \"list_price\", \"currency\", \"name\" from \"products\" where \"id\" = ?1",
        { product.value });
    if (!rows->next())
        return {};
    return ProductFacts { Id { rows->whole(0) }, decimal_in(*rows, 1), std::string { rows->text(2) },
        std::string { rows->text(3) } };
}

struct AccountFacts {
    Id segment, parent, price_list;
    std::string region;
    bool has_conditions = false; // special ones, of his own or his head company's
};

AccountFacts facts_of_account(db::Connection& connection, Id account)
{
    auto rows = connection.query(
        "select a.\"segment\", a.\"parent\", a.\"price_list\", a.\"legal_address__region\", case when exists (select 1 "
        "from \"special_conditions\" c where c.\"account\" in (a.\"id\", a.\"parent\")) then 1 else 0 end from "
        "\"accounts\" a where a.\"id\" = ?1",
        { account.value });
    if (!rows->next())
        return {};
    return { Id { rows->whole(0) }, Id { rows->whole(1) }, Id { rows->whole(2) },
        rows->is_null(3) ? std::string {} : std::string { rows->text(3) }, rows->whole(4) == 1 };
}

// A price as the list says it, made that of a list which is based on it, and net of tax.
std::optional<Decimal> price_in(db::Rows const& rows, PriceQuestion const& question)
{
    auto price = decimal_in(rows, 2);
    auto const depth = rows.whole(4);
    for (auto column = 5; price && column < 5 + depth; ++column)
        if (auto const factor = decimal_in(rows, column))
            price = proportion(*price, *factor, unity, unity);
    auto const is_gross = !rows.is_null(7) && rows.whole(7) != 0;
    return price && is_gross ? proportion(
               *price, whole_percent, unity, { whole_percent.ten_thousandths + question.tax_percent.ten_thousandths })
                             : price;
}

std::optional<PriceStep> price_in_lists(
    db::Connection& connection, PriceQuestion const& question, AccountFacts const& client)
{
    // A list that was agreed counts even when it is meant for another segment. What a list does not say itself comes
    // from the one that it is based on.
    auto rows = connection.query(
        "select l.\"id\", l.\"name\", p.\"price\", p.\"min_quantity\", case when p.\"price_list\" = l.\"id\" then 0 "
        "when p.\"price_list\" = b.\"id\" then 1 else 2 end, l.\"factor\", b.\"factor\", "
        "case when p.\"price_list\" = l.\"id\" then l.\"is_gross\" when p.\"price_list\" = b.\"id\" then "
        "b.\"is_gross\" else c.\"is_gross\" end from \"price_lists\" l left join \"price_lists\" b "
        "on b.\"id\" = l.\"based_on\" and b.\"deleted_at\" is null left join \"price_lists\" c on c.\"id\" = "
        "b.\"based_on\" and c.\"deleted_at\" is null join \"prices\" p on p.\"price_list\" in (l.\"id\", b.\"id\", "
        "c.\"id\") where p.\"product\" = ?1 and p.\"deleted_at\" is null and l.\"deleted_at\" is "
        "null and l.\"status\" = 'active' and l.\"currency\" = ?2 and l.\"starts_on\" <= ?3 and (l.\"ends_on\" is "
        "null or l.\"ends_on\" >= ?3) and (p.\"starts_on\" is null or p.\"starts_on\" <= ?3) and (p.\"ends_on\" is "
        "null or p.\"ends_on\" >= ?3) and p.\"min_quantity\" <= ?4 and (((l.\"segment\" is null or l.\"segment\" = ?5) "
        "and (l.\"region\" is null or l.\"region\" = ?8)) or l.\"id\" = ?6 or l.\"id\" = ?7) order by case when "
        "l.\"id\" = ?6 then 0 when l.\"id\" = ?7 then 1 when l.\"segment\" is not null then 2 when l.\"region\" is not "
        "null then 3 else 4 end, l.\"rank\" is null, l.\"rank\", l.\"starts_on\" desc, l.\"id\", 5, "
        "p.\"min_quantity\" desc, p.\"starts_on\" is null, p.\"starts_on\" desc, p.\"id\" limit 1",
        { question.product.value, question.currency, question.day.to_string(), question.quantity.ten_thousandths,
            client.segment.value, question.agreed_list.value, client.price_list.value, client.region });
    if (!rows->next())
        return {};
    return PriceStep { PriceStep::Source::of_price_list, std::string { rows->text(1) }, price_in(*rows, question), {},
        decimal_in(*rows, 3), Id { rows->whole(0) } };
}

// The best special condition of one kind: for the product before its family before everything, the client's own
// before its head company's.
std::optional<PriceStep> special_condition_of_kind(db::Connection& connection, PriceQuestion const& question,
    AccountFacts const& client, Id family, std::string const& kind)
{
    auto const is_price = kind == "price";
    auto rows = connection.query(
        "select c.\"id\", c.\"reason\", c.\"price\", c.\"percent\", c.\"min_quantity\" from \"special_conditions\" c "
        "where c.\"account\" in (?1, ?2) and c.\"deleted_at\" is null and c.\"status\" = 'active' and c.\"kind\" = ?3 "
        "and c.\"starts_on\" <= ?4 and c.\"ends_on\" >= ?4 and (c.\"min_quantity\" is null or c.\"min_quantity\" <= "
        "?5) and (c.\"product\" = ?6 or (c.\"product\" is null and (c.\"product_family\" is null or "
        "c.\"product_family\" = ?7))) and (c.\"kind\" <> 'price' or c.\"currency\" = ?8) order by case when "
        "c.\"product\" is not null then 0 when c.\"product_family\" is not null then 1 else 2 end, case when "
        "c.\"account\" = ?1 then 0 else 1 end, case when c.\"kind\" = 'price' then c.\"price\" else -c.\"percent\" "
        "end, c.\"id\" limit 1",
        { question.account.value, client.parent.value, kind, question.day.to_string(),
            question.quantity.ten_thousandths, question.product.value, family.value, question.currency });
    if (!rows->next())
        return {};
    auto step = PriceStep { is_price ? PriceStep::Source::special_price : PriceStep::Source::special_discount,
        std::string { rows->text(1) }, {}, {}, decimal_in(*rows, 4), Id { rows->whole(0) } };
    (is_price ? step.price : step.discount_percent) = decimal_in(*rows, is_price ? 2 : 3);
    return step;
}

std::string_view name_of(PriceStep::Source source)
{
    static constexpr std::array<std::string_view, 5> names
        = { "product", "price_list", "special_price", "special_discount", "discount_rule" };
    return names[static_cast<std::size_t>(source)];
}

}

PriceAnswer price_for(db::Connection& connection, PriceQuestion const& question)
{
    auto answer = PriceAnswer {};
    auto const goods = facts_of(connection, question.product);
    if (!goods)
        return answer;
    auto const client = question.account.is_empty() ? AccountFacts {} : facts_of_account(connection, question.account);
    if (goods->price && goods->currency == question.currency)
        answer.steps.push_back({ PriceStep::Source::of_product, goods->name, goods->price, {}, {}, question.product });
    if (auto step = price_in_lists(connection, question, client))
        answer.steps.push_back(std::move(*step));
    if (!answer.steps.empty())
        answer.list_price = answer.price = answer.steps.back().price;
    if (!client.has_conditions) {
        apply_discount_rules(connection, question, goods->family, answer);
        return answer;
    }
    if (auto step = special_condition_of_kind(connection, question, client, goods->family, "price")) {
        answer.price = step->price;
        answer.steps.push_back(std::move(*step));
    } else if (step = special_condition_of_kind(connection, question, client, goods->family, "discount_percent");
               step) {
        answer.discount_percent = step->discount_percent;
        answer.discount_reason = step->name;
        answer.steps.push_back(std::move(*step));
    }
    apply_discount_rules(connection, question, goods->family, answer);
    return answer;
}

std::optional<Decimal> tax_percent_for(db::Connection& connection, Id of_class, std::string_view country, Day day)
{
    auto rows = connection.query("select \"percent\" from \"tax_rates\" where \"tax_class\" = ?1 and \"deleted_at\" is "
                                 "null and \"starts_on\" <= ?2 and (\"country\" is null or \"country\" = ?3) order by "
                                 "\"country\" is null, \"starts_on\" desc, \"id\" desc limit 1",
        { of_class.value, day.to_string(), std::string { country } });
    return rows->next() ? decimal_in(*rows, 0) : std::nullopt;
}

std::string to_json(std::vector<PriceStep> const& steps)
{
    auto text = std::string {};
    auto json = JsonWriter { text };
    json.begin_array();
    for (auto const& step : steps) {
        json.begin_object().member("source", name_of(step.source)).member("name", step.name);
        if (step.price)
            json.member("price", step.price->to_string(2));
        if (step.discount_percent)
            json.member("discount_percent", step.discount_percent->to_string());
        if (step.from_quantity)
            json.member("from_quantity", step.from_quantity->to_string());
        json.member("record", step.record.to_string()).end_object();
    }
    json.end_array();
    return text;
}

}
