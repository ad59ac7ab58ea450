#include "base/problem.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_groups.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"

#include <fmt/format.h>

#include <map>

namespace kontor::deals {

using records::ReportCall;
using records::ReportTable;

namespace {

// By id or key; without one the pipeline that comes first.
Record chosen_pipeline(ReportCall& call)
{
    auto const wanted = call.text("pipeline");
    auto const& entity = call.reading.schema.of(pipeline);
    auto const filter = wanted.empty() ? std::string {} : fmt::format("id = {0} OR key = {0}", filter_string(wanted));
    auto const by_key = wanted.empty() || Id::parse(wanted) ? filter : fmt::format("key = {}", filter_string(wanted));
    auto found = records::Reader { call.reading }.records(entity, by_key, "rank", 1);
    if (found.empty())
        throw Problem::bad_parameter("pipeline", "There is no such pipeline.");
    return found.front();
}

// What is open, stage by stage; a stage without deals is a row too.
ReportTable pipeline_by_stage(ReportCall& call)
{
    auto& reading = call.reading;
    auto const chosen = chosen_pipeline(call);
    auto groups
        = DealGroups { reading, fmt::format("status = \"open\" AND pipeline = \"{}\"", chosen.id.value), "stage" };
    auto sums = std::map<std::string, DealCount> {};
    auto total = DealCount {};
    for (auto const& count : groups.counts())
        for (auto* sum : { &sums[count.group], &total }) {
            sum->count += count.count;
            sum->amount = added(sum->amount, count.amount);
            sum->weighted_amount = added(sum->weighted_amount, count.weighted_amount);
        }
    auto order = std::vector<std::string> {};
    for (auto const& step : records::Reader { reading }.records(reading.schema.of(stage),
             fmt::format("pipeline = \"{}\" AND base_status = \"open\"", chosen.id.value), "rank", 500))
        order.push_back(step.id.to_string());
    groups.look_up_titles(order);
    auto table = ReportTable {};
    table.columns = { { "stage", { "Stage", "Этап" }, "link" }, { "count", { "Deals", "Сделок" }, "whole" },
        { "amount", { "Amount", "Сумма" }, "money" },
        { "weighted_amount", { "Weighted amount", "Взвешенная сумма" }, "money" } };
    for (auto const& step : order) {
        auto const& sum = sums[step];
        table.rows.push_back({ { groups.cell(step), sum.count, money_cell(reading, sum.amount),
                                   money_cell(reading, sum.weighted_amount) },
            groups.filter_of(step) });
    }
    table.totals
        = { Json {}, total.count, money_cell(reading, total.amount), money_cell(reading, total.weighted_amount) };
    table.chart_kind = "bar";
    table.chart_x = "stage";
    table.chart_y = { "amount", "weighted_amount" };
    return table;
}

}

void add_pipeline_report(Registry& registry)
{
    registry.report({ "pipeline_by_stage", { "Pipeline by stage", "Воронка по этапам" }, &deal,
        { { .name = "pipeline", .label = { "Pipeline", "Воронка" }, .kind = "link" } }, pipeline_by_stage });
}

}
