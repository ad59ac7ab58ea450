#include "modules/orders/order.h"
#include "modules/orders/rules.h"
#include "modules/orders/sales.h"

#include <fmt/format.h>

namespace kontor::orders {

using records::ReportCall;
using records::ReportTable;

namespace {

// On time in full: of what was delivered, how much came complete by the day that was promised first.
ReportTable on_time(ReportCall& call)
{
    auto& reading = call.reading;
    auto const period = call.period();
    auto const by = call.text("by").empty() ? std::string { "month" } : call.text("by");
    auto sales = Sales { reading,
        fmt::format("status IN (\"delivered\", \"closed\") AND is_on_time_in_full != null AND delivered_on >= {} AND "
                    "delivered_on <= {}",
            period.begins.to_string(), period.ends.to_string()),
        by, "delivered_on" };
    sales.look_up_titles();
    auto table = ReportTable {};
    table.columns = { sales.column(), { "orders", { "Orders", "Заказов" }, "whole" },
        { "orders_on_time", { "On time in full", "Вовремя и полностью" }, "whole" },
        { "orders_share", { "Share of orders", "Доля заказов" }, "percent" },
        { "lines", { "Lines", "Позиций" }, "whole" },
        { "lines_on_time", { "Lines on time in full", "Позиций вовремя" }, "whole" },
        { "lines_share", { "Share of lines", "Доля позиций" }, "percent" } };
    auto const cells = [](Json group, SalesGroup const& sum) {
        auto const share = [](std::int64_t part, std::int64_t whole) {
            return share_cell(Decimal::from_whole(part), Decimal::from_whole(whole));
        };
        return std::vector<Json> { std::move(group), sum.orders, sum.orders_on_time,
            share(sum.orders_on_time, sum.orders), sum.lines, sum.lines_on_time, share(sum.lines_on_time, sum.lines) };
    };
    for (auto const& sum : sales.groups())
        table.rows.push_back({ cells(sales.cell(sum.group), sum), sales.filter_of(sum.group) });
    table.totals = cells({}, sales.total());
    table.chart_kind = sales.column().type == "text" ? "column" : "bar";
    table.chart_x = sales.column().name;
    table.chart_y = { "orders_share" };
    return table;
}

}

void add_on_time_report(Registry& registry)
{
    registry.report({ "on_time_in_full", { "On time in full", "Вовремя и полностью" }, &order,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "by",
                .label = { "By", "По" },
                .kind = "choice",
                .default_value = "month",
                .choices = { "month", "quarter", "year", "account", "product", "owner", "department" } } },
        on_time });
}

}
