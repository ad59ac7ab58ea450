#include "modules/deals/deal.h"
#include "modules/deals/deal_groups.h"
#include "modules/deals/rules.h"

#include <algorithm>
#include <map>

namespace kontor::deals {

using records::ReportCall;
using records::ReportTable;

namespace {

struct Result {
    std::int64_t won_count = 0, lost_count = 0;
    Decimal won_amount, lost_amount;

    void add(DealCount const& count)
    {
        (count.status == "won" ? won_count : lost_count) += count.count;
        auto& amount = count.status == "won" ? won_amount : lost_amount;
        amount = added(amount, count.amount);
    }
};

// Periods in their order, people and departments by what they won.
std::vector<std::string> order_of(DealGroups& groups, std::map<std::string, Result> const& results, bool is_by_time)
{
    auto order = std::vector<std::string> {};
    for (auto const& [group, result] : results)
        order.push_back(group);
    groups.look_up_titles(order);
    std::ranges::stable_sort(order, [&](std::string const& first, std::string const& second) {
        auto const &one = results.at(first).won_amount, &other = results.at(second).won_amount;
        return !is_by_time && one != other ? other < one : groups.comes_before(first, second);
    });
    return order;
}

ReportTable won_lost(ReportCall& call)
{
    auto& reading = call.reading;
    auto const by = call.text("by");
    auto const period = call.period();
    auto groups
        = DealGroups { reading, "status IN (\"won\", \"lost\") AND " + closed_within(period), grouping_for(by) };
    auto const buckets = buckets_within(by, period);
    auto results = std::map<std::string, Result> {};
    for (auto const& bucket : buckets)
        results.try_emplace(bucket);
    auto total = Result {};
    for (auto const& count : groups.counts()) {
        results[count.group].add(count);
        total.add(count);
    }
    auto table = ReportTable {};
    table.columns = { group_column(by), { "won_count", { "Won", "Выиграно" }, "whole" },
        { "won_amount", { "Amount won", "Сумма выигранных" }, "money" },
        { "lost_count", { "Lost", "Проиграно" }, "whole" },
        { "lost_amount", { "Amount lost", "Сумма проигранных" }, "money" } };
    auto const cells = [&](Json group, Result const& result) {
        return std::vector<Json> { std::move(group), result.won_count, money_cell(reading, result.won_amount),
            result.lost_count, money_cell(reading, result.lost_amount) };
    };
    for (auto const& group : order_of(groups, results, !buckets.empty()))
        table.rows.push_back({ cells(groups.cell(group), results.at(group)), groups.filter_of(group) });
    table.totals = cells({}, total);
    table.chart_kind = buckets.empty() ? "bar" : "column";
    table.chart_x = by;
    table.chart_y = { "won_amount", "lost_amount" };
    return table;
}

}

void add_won_lost_report(Registry& registry)
{
    registry.report({ "won_lost", { "Won and lost", "Выиграно и проиграно" }, &deal,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "by",
                .label = { "By", "По" },
                .kind = "choice",
                .default_value = "month",
                .choices = { "month", "quarter", "year", "owner", "department" } } },
        won_lost });
}

}
