#include "records/rates.h"

#include "base/rounding.h"
#include "model/schema.h"

namespace kontor::records {

namespace {

struct Quote {
    Decimal units;
    Decimal rate;
    std::string in_currency;
};

std::optional<Quote> newest_quote(
    db::Connection& connection, std::string_view currency, std::string_view in_currency, Day day)
{
    auto const only = in_currency.empty() ? std::string {} : std::string { " and \"in_currency\" = ?3" };
    auto parameters = std::vector<db::Value> { std::string { currency }, day.to_string() };
    if (!in_currency.empty())
        parameters.emplace_back(std::string { in_currency });
    auto rows = connection.query(
        "select \"units\", \"rate\", \"in_currency\" from \"exchange_rates\" where \"currency\" = ?1 "
        "and \"rated_on\" <= ?2 and \"deleted_at\" is null"
            + only + " order by \"rated_on\" desc, \"id\" desc limit 1",
        parameters);
    if (!rows->next())
        return {};
    return Quote { { rows->whole(0) }, { rows->whole(1) }, std::string { rows->text(2) } };
}

std::optional<Conversion> over_a_third(db::Connection& connection, std::string_view from, std::string_view to, Day day)
{
    auto const here = newest_quote(connection, from, {}, day);
    auto const there = here ? newest_quote(connection, to, here->in_currency, day) : std::nullopt;
    if (!there)
        return {};
    auto const times = checked_multiply(here->rate, there->units);
    auto const over = checked_multiply(here->units, there->rate);
    return times && over ? std::optional { Conversion { *times, *over } } : std::nullopt;
}

}

std::optional<Decimal> Conversion::of(Decimal amount) const
{
    return proportion(amount, times, Decimal::from_whole(1), over);
}

Field const* rate_day_field(EntityInfo const& entity)
{
    for (auto const* name : { "closed_on", "issued_on", "paid_on", "ordered_on", "signed_on" })
        if (auto const* field = entity.find(name); field && field->type() == FieldType::day)
            return field;
    return nullptr;
}

std::optional<Conversion> find_conversion(
    db::Connection& connection, Schema const& schema, std::string_view from, std::string_view to, Day day)
{
    if (from == to)
        return Conversion { Decimal::from_whole(1), Decimal::from_whole(1) };
    if (!schema.find("exchange_rates"))
        return {};
    if (auto const quote = newest_quote(connection, from, to, day))
        return Conversion { quote->rate, quote->units };
    if (auto const quote = newest_quote(connection, to, from, day))
        return Conversion { quote->units, quote->rate };
    return over_a_third(connection, from, to, day);
}

}
