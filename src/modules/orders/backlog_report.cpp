#include "modules/orders/order.h"
#include "modules/orders/rules.h"
#include "modules/orders/sales.h"

#include <fmt/format.h>

#include <map>

namespace kontor::orders {

using records::ReportCall;
using records::ReportTable;

namespace {

// What is ordered and not yet delivered, and how much of it is late.
ReportTable backlog(ReportCall& call)
{
    auto& reading = call.reading;
    auto const by = call.text("by").empty() ? std::string { "account" } : call.text("by");
    auto const open = std::string { "status IN (\"confirmed\", \"in_delivery\") AND kind != \"return\"" };
    auto const undelivered = std::string { "status IN (\"open\", \"partial\")" };
    auto sales = Sales { reading, open, by, "promised_on", undelivered };
    auto const late = Sales { reading, open, by, "promised_on", undelivered + " AND promised_on < today()" };
    sales.look_up_titles();
    auto late_open = std::map<std::string, Decimal> {};
    for (auto const& sum : late.groups())
        late_open[sum.group] = sum.open;
    auto table = ReportTable {};
    table.columns = { sales.column(), { "orders", { "Orders", "Заказов" }, "whole" },
        { "lines", { "Lines", "Позиций" }, "whole" }, { "open_amount", { "Backlog", "Портфель" }, "money" },
        { "late_amount", { "Late", "Опаздывает" }, "money" } };
    for (auto const& sum : sales.groups())
        table.rows.push_back({ { sales.cell(sum.group), sum.orders, sum.lines, money_cell(reading, sum.open),
                                   money_cell(reading, late_open[sum.group]) },
            sales.filter_of(sum.group) });
    auto const& total = sales.total();
    table.totals = { Json {}, total.orders, total.lines, money_cell(reading, total.open),
        money_cell(reading, late.total().open) };
    table.chart_kind = sales.column().type == "text" ? "column" : "bar";
    table.chart_x = sales.column().name;
    table.chart_y = { "open_amount", "late_amount" };
    return table;
}

}

void add_backlog_report(Registry& registry)
{
    registry.report({ "backlog", { "Backlog", "Портфель заказов" }, &order,
        { { .name = "by",
            .label = { "By", "По" },
            .kind = "choice",
            .default_value = "account",
            .choices = { "account", "product", "month", "owner", "department" } } },
        backlog });
}

}
