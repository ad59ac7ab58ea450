#include "modules/orders/order.h"
#include "modules/orders/rules.h"
#include "modules/orders/sales.h"

#include "base/rounding.h"

#include <algorithm>

namespace kontor::orders {

using records::ReportCall;
using records::ReportTable;

namespace {

std::string chosen_group(ReportCall& call)
{
    auto const by = call.text("by");
    return by.empty() ? std::string { "month" } : by;
}

ReportTable revenue(ReportCall& call)
{
    auto& reading = call.reading;
    auto sales = Sales { reading, ordered_within(call.period()), chosen_group(call) };
    sales.look_up_titles();
    auto table = ReportTable {};
    table.columns = { sales.column(), { "orders", { "Orders", "Заказов" }, "whole" },
        { "gross_amount", { "Before discounts", "До скидок" }, "money" },
        { "net_amount", { "Revenue", "Выручка" }, "money" }, { "share", { "Share", "Доля" }, "percent" } };
    auto const& total = sales.total();
    for (auto const& sum : sales.groups())
        table.rows.push_back({ { sales.cell(sum.group), sum.orders, money_cell(reading, sum.gross),
                                   money_cell(reading, sum.net), share_cell(sum.net, total.net) },
            sales.filter_of(sum.group) });
    table.totals = { Json {}, total.orders, money_cell(reading, total.gross), money_cell(reading, total.net), Json {} };
    table.chart_kind = sales.column().type == "text" ? "column" : "bar";
    table.chart_x = sales.column().name;
    table.chart_y = { "net_amount" };
    return table;
}

// How few clients make most of the money: up to the one with whom the share is reached. The total counts them.
ReportTable concentration(ReportCall& call)
{
    auto& reading = call.reading;
    auto const wanted = Decimal::from_whole(call.whole("percent", 80, 100));
    auto sales = Sales { reading, ordered_within(call.period()), "account" };
    sales.look_up_titles();
    auto table = ReportTable {};
    table.columns = { { "place", { "Place", "Место" }, "whole" }, sales.column(),
        { "net_amount", { "Revenue", "Выручка" }, "money" }, { "share", { "Share", "Доля" }, "percent" },
        { "cumulative_share", { "Cumulative share", "Нарастающая доля" }, "percent" } };
    auto const whole = sales.total().net;
    auto so_far = Decimal {};
    auto place = std::int64_t { 0 }, needed = std::int64_t { 0 };
    for (auto const& sum : sales.groups()) {
        so_far = checked_add(so_far, sum.net).value_or(so_far);
        ++place;
        auto const reached = proportion(so_far, Decimal::from_whole(100), Decimal::from_whole(1), whole);
        table.rows.push_back({ { place, sales.cell(sum.group), money_cell(reading, sum.net), share_cell(sum.net, whole),
                                   share_cell(so_far, whole) },
            sales.filter_of(sum.group) });
        if (needed == 0 && reached && *reached >= wanted)
            needed = place;
    }
    table.totals = { needed, Json {}, money_cell(reading, whole), Json {}, Json {} };
    table.chart_kind = "pareto";
    table.chart_x = "account";
    table.chart_y = { "net_amount", "cumulative_share" };
    return table;
}

}

void add_revenue_reports(Registry& registry)
{
    registry.report({ "revenue", { "Revenue", "Выручка" }, &order,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "by",
                .label = { "By", "По" },
                .kind = "choice",
                .default_value = "month",
                .choices = { "month", "quarter", "year", "account", "product", "owner", "department" } } },
        revenue });
    registry.report({ "concentration", { "Concentration", "Концентрация выручки" }, &order,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "percent", .label = { "Share, %", "Доля, %" }, .kind = "whole", .default_value = "80" } },
        concentration });
}

}
