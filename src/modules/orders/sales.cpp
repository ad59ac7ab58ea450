#include "modules/orders/sales.h"

#include "base/problem.h"
#include "base/rounding.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kontor::orders {

using records::Reading;

namespace {

bool is_time(std::string_view by) { return by == "month" || by == "quarter" || by == "year"; }

// Lines stand beside their orders; which orders, the reader's rights say.
void append_source(records::Sql& sql, records::RowSource const& source, records::GroupKey const* joined)
{
    static constexpr std::string_view lines
        = " join \"order_lines\" l on l.\"order\" = t.\"id\" and l.\"deleted_at\" is null";
    auto const is_simple = !source.is_united();
    if (!is_simple) {
        sql.add("(select t.\"id\" from ");
        source.append_from_where(sql);
        sql.add(") seen join \"orders\" t on t.\"id\" = seen.\"id\"");
    } else {
        sql.add("\"orders\" t");
    }
    sql.add(lines);
    if (joined)
        joined->append_join(sql);
    sql.add(" where ");
    if (is_simple)
        source.append_condition(sql);
    else
        sql.add("1 = 1");
}

Decimal added(Decimal sum, Decimal more)
{
    auto const total = checked_add(sum, more);
    if (!total)
        throw Problem::unprocessable("too_large", "The sum is larger than can be shown.");
    return *total;
}

void add(SalesGroup& sum, SalesGroup const& more)
{
    sum.orders += more.orders;
    sum.lines += more.lines;
    sum.orders_on_time += more.orders_on_time;
    sum.lines_on_time += more.lines_on_time;
    sum.gross = added(sum.gross, more.gross);
    sum.net = added(sum.net, more.net);
    sum.open = added(sum.open, more.open);
    sum.quantity = added(sum.quantity, more.quantity);
}

}

Sales::Sales(
    Reading& reading, std::string filter, std::string_view by, std::string_view day, std::string_view lines_filter)
    : m_reading(reading)
    , m_filter(std::move(filter))
    , m_by(by)
    , m_day(day)
    , m_is_time(is_time(by))
{
    auto const& entity = reading.schema.of(order);
    auto const& lines = reading.schema.of(order_line);
    if (!reading.actor.sees(reading.schema, lines, order_line.priced.amount))
        throw Problem::not_found();
    if (!m_is_time)
        m_key.emplace(reading, by == "product" ? lines : entity, m_by);
    read(lines_filter);
}

void Sales::read(std::string_view lines_filter)
{
    auto const& entity = m_reading.schema.of(order);
    auto const source = records::RowSource { m_reading, entity, m_filter, {}, records::Bin::without };
    if (source.is_empty())
        return;
    // Once in groups and once as a whole: an order with several products is in several groups and yet one order.
    for (auto const is_whole : { false, true }) {
        auto sql = records::Sql { m_reading.connection.dialect() };
        sql.add("select g, count(distinct o), count(*), count(distinct case when in_time = 1 then o end), "
                "cast(coalesce(sum(case when line_in_time = 1 then 1 else 0 end), 0) as bigint), "
                "cast(coalesce(sum(gross), 0) as bigint), cast(coalesce(sum(net), 0) as bigint), "
                "cast(coalesce(sum(open), 0) as bigint), cast(coalesce(sum(quantity), 0) as bigint) from (select ");
        // Whom the reader may not see is one hidden group; products are the house's own.
        auto const* joined = !is_whole && m_key && m_by != "product" ? &*m_key : nullptr;
        if (is_whole)
            sql.add("0");
        else if (joined)
            joined->append_expression(sql);
        else if (m_is_time)
            sql.column("t", m_day);
        else
            sql.column("l", m_by);
        sql.add(" as g, t.\"id\" as o, t.\"is_on_time_in_full\" as in_time, l.\"is_on_time_in_full\" as line_in_time, "
                "case when t.\"kind\" = 'return' then -l.\"gross_amount_base\" else l.\"gross_amount_base\" end as "
                "gross, case when t.\"kind\" = 'return' then -l.\"amount_base\" else l.\"amount_base\" end as net, "
                "l.\"open_amount_base\" as open, l.\"quantity\" as quantity from ");
        append_source(sql, source, joined);
        if (!lines_filter.empty()) {
            auto const context = records::BindingContext { m_reading.schema, m_reading.actor, m_reading.now,
                m_reading.workspace.week_starts };
            sql.add(" and ");
            records::append_condition(sql, records::bind_filter(lines_filter, m_reading.schema.of(order_line), context),
                "l", { m_reading.schema, m_reading.actor });
        }
        sql.add(") d group by g");
        auto rows = sql.query(m_reading.connection);
        auto merged = std::map<std::string, SalesGroup> {};
        while (rows->next()) {
            auto found = SalesGroup {};
            if (!is_whole && m_is_time) {
                auto const day = rows->is_null(0) ? std::nullopt : Day::parse(rows->text(0));
                found.group = day ? records::bucket_of(m_by, *day) : std::string {};
            } else if (!is_whole) {
                found.group = m_key->bucket(rows->value(0));
            }
            found.orders = rows->whole(1);
            found.lines = rows->whole(2);
            found.orders_on_time = rows->whole(3);
            found.lines_on_time = rows->whole(4);
            found.gross = Decimal { rows->whole(5) };
            found.net = Decimal { rows->whole(6) };
            found.open = Decimal { rows->whole(7) };
            found.quantity = Decimal { rows->whole(8) };
            auto& into = is_whole ? m_total : merged[found.group];
            into.group = found.group;
            add(into, found);
        }
        for (auto& [group, sum] : merged)
            m_groups.push_back(std::move(sum));
    }
    if (!m_is_time)
        std::ranges::stable_sort(
            m_groups, [](SalesGroup const& first, SalesGroup const& second) { return second.net < first.net; });
}

records::ReportColumn Sales::column() const
{
    static const std::map<std::string, Label, std::less<>> labels = {
        { "account", { "Account", "Клиент" } },
        { "product", { "Product", "Товар" } },
        { "owner", { "Owner", "Ответственный" } },
        { "department", { "Department", "Подразделение" } },
        { "month", { "Month", "Месяц" } },
        { "quarter", { "Quarter", "Квартал" } },
        { "year", { "Year", "Год" } },
    };
    auto const found = labels.find(m_by);
    return { m_by, found == labels.end() ? Label {} : found->second, m_is_time ? "text" : "link" };
}

void Sales::look_up_titles()
{
    if (!m_key)
        return;
    auto groups = std::vector<std::string> {};
    for (auto const& sum : m_groups)
        groups.push_back(sum.group);
    m_key->look_up(groups);
}

Json Sales::cell(std::string const& group) const
{
    if (m_is_time)
        return group.empty() ? Json {} : Json { group };
    auto text = std::string {};
    m_key->append_json(text, group);
    auto parsed = parse_json(text);
    return std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json {};
}

std::string Sales::filter_of(std::string const& group) const
{
    if (m_is_time && group.empty())
        return {};
    if (m_is_time) {
        auto const [first, last] = records::days_of_bucket(group);
        return fmt::format(
            "({}) AND {} >= {} AND {} <= {}", m_filter, m_day, first.to_string(), m_day, last.to_string());
    }
    auto const own = m_key->filter(group);
    if (!own)
        return {};
    return m_by == "product" ? fmt::format("({}) AND any(order_lines, {})", m_filter, *own)
                             : fmt::format("({}) AND {}", m_filter, *own);
}

std::string ordered_within(records::Period const& period)
{
    return fmt::format("status NOT IN (\"draft\", \"cancelled\") AND ordered_on >= {} AND ordered_on <= {}",
        period.begins.to_string(), period.ends.to_string());
}

Json money_cell(Reading const& reading, Decimal amount)
{
    auto const digits = records::currency_digits(reading.workspace.currency).value_or(2);
    return Json { rounded(amount, digits).to_string(digits) };
}

Json share_cell(Decimal part, Decimal whole)
{
    auto const percent = proportion(part, Decimal::from_whole(100), Decimal::from_whole(1), whole, 2);
    return percent ? Json { percent->to_string(2) } : Json {};
}

}
