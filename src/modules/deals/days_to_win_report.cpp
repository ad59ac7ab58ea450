#include "modules/deals/deal.h"
#include "modules/deals/deal_groups.h"
#include "modules/deals/rules.h"

#include <algorithm>
#include <map>

namespace kontor::deals {

using records::ReportCall;
using records::ReportTable;

namespace {

// Whole days add up exactly; only the average at the end is rounded, to a hundredth, half to even.
struct Stretch {
    std::int64_t count = 0;
    std::int64_t days = 0;

    [[nodiscard]] Json average() const
    {
        if (count == 0)
            return {};
        auto const scaled = days * 100;
        auto hundredths = scaled / count;
        auto const rest = scaled % count * 2;
        if (rest > count || (rest == count && hundredths % 2 != 0))
            ++hundredths;
        return Json { Decimal { hundredths * (Decimal::one / 100) }.to_string(2) };
    }
};

ReportTable days_to_win(ReportCall& call)
{
    auto const by = call.text("by");
    auto const period = call.period();
    auto const filter = "status = \"won\" AND started_on != null AND " + closed_within(period);
    auto groups = DealGroups { call.reading, filter, grouping_for(by), DealGroups::Days::kept };
    auto stretches = std::map<std::string, Stretch> {};
    auto const buckets = buckets_within(by, period);
    for (auto const& bucket : buckets)
        stretches.try_emplace(bucket);
    auto total = Stretch {};
    for (auto const& count : groups.counts()) {
        if (!count.started_on || !count.closed_on)
            continue;
        for (auto* stretch : { &stretches[count.group], &total }) {
            stretch->count += count.count;
            stretch->days += count.count * (count.closed_on->days - count.started_on->days);
        }
    }
    auto order = std::vector<std::string> {};
    for (auto const& [group, stretch] : stretches)
        order.push_back(group);
    groups.look_up_titles(order);
    std::ranges::stable_sort(
        order, [&](auto const& first, auto const& second) { return groups.comes_before(first, second); });
    auto table = ReportTable {};
    table.columns = { group_column(by), { "count", { "Won", "Выиграно" }, "whole" },
        { "average_days", { "Average days", "Дней в среднем" }, "number" } };
    for (auto const& group : order) {
        auto const& stretch = stretches.at(group);
        table.rows.push_back({ { groups.cell(group), stretch.count, stretch.average() }, groups.filter_of(group) });
    }
    table.totals = { Json {}, total.count, total.average() };
    table.chart_kind = buckets.empty() ? "bar" : "line";
    table.chart_x = by;
    table.chart_y = { "average_days" };
    return table;
}

}

void add_days_to_win_report(Registry& registry)
{
    registry.report({ "days_to_win", { "Days to win", "Дней до победы" }, &deal,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "by",
                .label = { "By", "По" },
                .kind = "choice",
                .default_value = "month",
                .choices = { "month", "quarter", "year", "owner", "department" } } },
        days_to_win });
}

}
