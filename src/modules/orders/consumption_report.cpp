#include "base/problem.h"
#include "modules/orders/order.h"
#include "modules/orders/rules.h"
#include "modules/orders/sales.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kontor::orders {

using records::ReportCall;
using records::ReportTable;

namespace {

struct Trend {
    SalesGroup lately, a_year_ago, in_a_year;
};

// Each client's last three months beside the same months a year before, and its rhythm: who buys less than he did.
ReportTable consumption(ReportCall& call)
{
    auto& reading = call.reading;
    auto const today = reading.actor.zone.day_of(reading.now);
    auto const until = call.text("day").empty() ? std::optional { today } : Day::parse(call.text("day"));
    if (!until)
        throw Problem::bad_parameter("day", "A day is written 2026-11-23.");
    auto const within = [&](int from_months, int to_months) {
        return ordered_within({ until->plus_months(-from_months).plus_days(1), until->plus_months(-to_months) });
    };
    auto const filter = within(12, 0);
    auto in_a_year = Sales { reading, filter, "account" };
    in_a_year.look_up_titles();
    auto trends = std::map<std::string, Trend> {};
    for (auto const& sum : in_a_year.groups())
        trends[sum.group].in_a_year = sum;
    auto const lately = Sales { reading, within(3, 0), "account" };
    for (auto const& sum : lately.groups())
        trends[sum.group].lately = sum;
    auto const a_year_ago = Sales { reading, within(15, 12), "account" };
    for (auto const& sum : a_year_ago.groups())
        if (auto const known = trends.find(sum.group); known != trends.end())
            known->second.a_year_ago = sum;
    auto table = ReportTable {};
    table.columns = { in_a_year.column(), { "revenue_12m", { "Last 12 months", "За 12 месяцев" }, "money" },
        { "orders_12m", { "Orders in 12 months", "Заказов за 12 месяцев" }, "whole" },
        { "revenue_3m", { "Last 3 months", "За 3 месяца" }, "money" },
        { "revenue_3m_before", { "The same months a year before", "Те же месяцы год назад" }, "money" },
        { "change_percent", { "Change, %", "Изменение, %" }, "percent" } };
    for (auto const& sum : in_a_year.groups()) {
        auto const& trend = trends.at(sum.group);
        auto const change = checked_subtract(trend.lately.net, trend.a_year_ago.net).value_or(Decimal {});
        table.rows.push_back({ { in_a_year.cell(sum.group), money_cell(reading, sum.net), sum.orders,
                                   money_cell(reading, trend.lately.net), money_cell(reading, trend.a_year_ago.net),
                                   share_cell(change, trend.a_year_ago.net) },
            in_a_year.filter_of(sum.group) });
    }
    table.chart_kind = "bar";
    table.chart_x = "account";
    table.chart_y = { "revenue_3m", "revenue_3m_before" };
    return table;
}

}

void add_consumption_report(Registry& registry)
{
    registry.report({ "consumption", { "Consumption trend", "Динамика потребления" }, &order,
        { { .name = "day", .label = { "As of", "На день" }, .kind = "text" } }, consumption });
}

}
