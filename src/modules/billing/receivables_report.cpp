#include "base/problem.h"
#include "modules/billing/invoice.h"
#include "modules/billing/rules.h"
#include "modules/orders/sales.h"
#include "records/grouping.h"
#include "records/report.h"
#include "records/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace kontor::billing {

using orders::money_cell;
using records::ReportCall;
using records::ReportTable;

namespace {

constexpr std::string_view open_invoices
    = "status IN (\"sent\", \"partly_paid\", \"disputed\") AND kind != \"credit_note\" AND open_amount != 0";

// Not yet due; 1 to 30, 31 to 60, 61 to 90 days late; later still.
constexpr std::size_t age_count = 5;
using Ages = std::array<Decimal, age_count>;

std::size_t age_of(std::optional<Day> due, Day today)
{
    auto const late = due ? today.days - due->days : 0;
    return late <= 0 ? 0 : static_cast<std::size_t>(std::min((late + 29) / 30, 4));
}

void add(Ages& ages, std::size_t age, Decimal amount)
{
    auto const sum = checked_add(ages[age], amount);
    if (!sum)
        throw Problem::unprocessable("too_large", "The sum is larger than can be shown.");
    ages[age] = *sum;
}

Decimal whole(Ages const& ages)
{
    auto sum = Decimal {};
    for (auto amount : ages)
        sum = checked_add(sum, amount).value_or(sum);
    return sum;
}

void append_source(records::Sql& sql, records::RowSource const& source, records::GroupKey const& key)
{
    if (!source.is_united()) {
        sql.add("\"invoices\" t");
        key.append_join(sql);
        sql.add(" where ");
        source.append_condition(sql);
        return;
    }
    sql.add("(select t.\"id\" from ");
    source.append_from_where(sql);
    sql.add(") seen join \"invoices\" t on t.\"id\" = seen.\"id\"");
    key.append_join(sql);
}

ReportTable receivables(ReportCall& call)
{
    auto& reading = call.reading;
    auto const& entity = reading.schema.of(invoice);
    if (!reading.actor.sees(reading.schema, entity, invoice.open_amount))
        throw Problem::not_found();
    auto const by = call.text("by").empty() ? std::string { "account" } : call.text("by");
    auto const today = reading.actor.zone.day_of(reading.now);
    auto key = records::GroupKey { reading, entity, by };
    auto const source
        = records::RowSource { reading, entity, std::string { open_invoices }, {}, records::Bin::without };
    auto by_group = std::map<std::string, Ages> {};
    auto total = Ages {};
    if (!source.is_empty()) {
        auto sql = records::Sql { reading.connection.dialect() };
        // The group is worked out once, inside, and grouped by name: its parameters must not appear twice.
        sql.add("select g, due, cast(coalesce(sum(open), 0) as bigint) from (select ");
        key.append_expression(sql);
        sql.add(" as g, t.\"due_on\" as due, t.\"open_amount_base\" as open from ");
        append_source(sql, source, key);
        sql.add(") d group by g, due");
        auto rows = sql.query(reading.connection);
        while (rows->next()) {
            auto const age = age_of(rows->is_null(1) ? std::nullopt : Day::parse(rows->text(1)), today);
            add(by_group[key.bucket(rows->value(0))], age, Decimal { rows->whole(2) });
            add(total, age, Decimal { rows->whole(2) });
        }
    }
    auto order = std::vector<std::string> {};
    for (auto const& [group, ages] : by_group)
        order.push_back(group);
    std::ranges::stable_sort(order, [&](std::string const& first, std::string const& second) {
        return whole(by_group.at(second)) < whole(by_group.at(first));
    });
    key.look_up(order);
    auto const cells = [&](Json group, Ages const& ages) {
        auto row = std::vector<Json> { std::move(group) };
        for (auto amount : ages)
            row.push_back(money_cell(reading, amount));
        row.push_back(money_cell(reading, whole(ages)));
        return row;
    };
    auto table = ReportTable {};
    table.columns = { { by, by == "owner" ? Label { "Owner", "Ответственный" } : Label { "Account", "Клиент" },
                          "link" },
        { "current", { "Not due", "Не просрочено" }, "money" }, { "overdue_30", { "1–30 days", "1–30 дней" }, "money" },
        { "overdue_60", { "31–60 days", "31–60 дней" }, "money" },
        { "overdue_90", { "61–90 days", "61–90 дней" }, "money" },
        { "overdue_more", { "Over 90 days", "Более 90 дней" }, "money" },
        { "open_amount", { "Open", "Всего" }, "money" } };
    for (auto const& group : order) {
        auto text = std::string {};
        key.append_json(text, group);
        auto parsed = parse_json(text);
        auto const own = key.filter(group);
        table.rows.push_back({ cells(std::get<Json>(std::move(parsed)), by_group.at(group)),
            own ? fmt::format("({}) AND {}", open_invoices, *own) : std::string {} });
    }
    table.totals = cells({}, total);
    table.chart_kind = "bar";
    table.chart_x = by;
    table.chart_y = { "current", "overdue_30", "overdue_60", "overdue_90", "overdue_more" };
    return table;
}

}

void add_receivables_report(Registry& registry)
{
    registry.report({ "receivables", { "Receivables by age", "Дебиторская задолженность по срокам" }, &invoice,
        { { .name = "by",
            .label = { "By", "По" },
            .kind = "choice",
            .default_value = "account",
            .choices = { "account", "owner" } } },
        receivables });
}

}
