#include "modules/deals/deal_groups.h"

#include "base/problem.h"
#include "modules/deals/deal.h"
#include "records/input.h"
#include "records/row_source.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::deals {

using records::Reading;

namespace {

// Joins of the group stand between the table and its conditions.
void append_source(records::Sql& sql, records::RowSource const& source, records::GroupKey const& key)
{
    if (!source.is_united()) {
        sql.add("\"deals\" t");
        key.append_join(sql);
        sql.add(" where ");
        source.append_condition(sql);
        return;
    }
    sql.add("(select t.\"id\" from ");
    source.append_from_where(sql);
    sql.add(") seen join \"deals\" t on t.\"id\" = seen.\"id\"");
    key.append_join(sql);
}

std::optional<Day> day_in(db::Rows const& rows, int column)
{
    return rows.is_null(column) ? std::nullopt : Day::parse(rows.text(column));
}

}

DealGroups::DealGroups(Reading& reading, std::string filter, std::string_view group_by, Days days)
    : m_reading(reading)
    , m_filter(std::move(filter))
    , m_key(reading, reading.schema.of(deal), std::string { group_by })
{
    auto const& entity = reading.schema.of(deal);
    if (!reading.actor.sees(reading.schema, entity, *entity.find("amount")))
        throw Problem::not_found();
    auto const source = records::RowSource { reading, entity, m_filter, {}, records::Bin::without };
    if (source.is_empty())
        return;
    auto const with_days = days == Days::kept;
    auto sql = records::Sql { reading.connection.dialect() };
    // The group is worked out once, inside, and grouped by name: its parameters must not appear twice.
    sql.add("select d.g, d.status, d.started, d.closed, count(*), cast(coalesce(sum(d.amount), 0) as bigint), "
            "cast(coalesce(sum(d.weighted), 0) as bigint) from (select ");
    m_key.append_expression(sql);
    sql.add(" as g, t.\"status\" as status, ");
    sql.add(
        with_days ? "t.\"started_on\" as started, t.\"closed_on\" as closed, " : "null as started, null as closed, ");
    sql.add("t.\"amount_base\" as amount, t.\"weighted_amount_base\" as weighted from ");
    append_source(sql, source, m_key);
    sql.add(") d group by d.g, d.status, d.started, d.closed");
    auto rows = sql.query(reading.connection);
    while (rows->next())
        m_counts.push_back({ m_key.bucket(rows->value(0)), std::string { rows->text(1) }, day_in(*rows, 2),
            day_in(*rows, 3), rows->whole(4), Decimal { rows->whole(5) }, Decimal { rows->whole(6) } });
}

Json DealGroups::cell(std::string const& group) const
{
    auto text = std::string {};
    m_key.append_json(text, group);
    auto parsed = parse_json(text);
    return std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json {};
}

std::string DealGroups::filter_of(std::string const& group) const
{
    auto const own = m_key.filter(group);
    return own ? fmt::format("({}) AND {}", m_filter, *own) : std::string {};
}

Json money_cell(Reading const& reading, Decimal amount)
{
    return Json { amount.to_string(records::currency_digits(reading.workspace.currency).value_or(2)) };
}

Decimal added(Decimal sum, Decimal more)
{
    auto const total = checked_add(sum, more);
    if (!total)
        throw Problem::unprocessable("too_large", "The sum is larger than can be shown.");
    return *total;
}

std::string closed_within(records::Period const& period)
{
    return fmt::format("closed_on >= {} AND closed_on <= {}", period.begins.to_string(), period.ends.to_string());
}

records::ReportColumn group_column(std::string_view by)
{
    static constexpr Label month { "Month", "Месяц" }, quarter { "Quarter", "Квартал" }, year { "Year", "Год" };
    if (by == "owner")
        return { "owner", { "Owner", "Ответственный" }, "link" };
    if (by == "department")
        return { "department", { "Department", "Подразделение" }, "link" };
    return { std::string { by }, by == "quarter" ? quarter : by == "year" ? year : month, "text" };
}

std::string grouping_for(std::string_view by)
{
    auto const is_bucket = by == "month" || by == "quarter" || by == "year";
    return is_bucket ? fmt::format("{}(closed_on)", by) : std::string { by };
}

std::vector<std::string> buckets_within(std::string_view by, records::Period const& period)
{
    auto buckets = std::vector<std::string> {};
    auto const months = by == "month" ? 1 : by == "quarter" ? 3 : by == "year" ? 12 : 0;
    if (months == 0)
        return buckets;
    for (auto day = Day::from_parts(period.begins.year(), period.begins.month(), 1); day && *day <= period.ends;
         day = day->plus_months(months)) {
        auto const bucket = records::bucket_of(by, *day);
        if (buckets.empty() || buckets.back() != bucket)
            buckets.push_back(bucket);
    }
    // A year that begins in March steps over its last bucket.
    if (auto const last = records::bucket_of(by, period.ends); buckets.empty() || buckets.back() != last)
        buckets.push_back(last);
    return buckets;
}

}
