#include "modules/deals/deal.h"
#include "modules/deals/deal_groups.h"
#include "modules/deals/rules.h"

#include <algorithm>

namespace kontor::deals {

using records::ReportCall;
using records::ReportTable;

namespace {

// Part of the whole in percent, with four places at most.
Json share(Decimal part, Decimal whole)
{
    auto const hundredfold = checked_multiply(part, Decimal::from_whole(100));
    auto const percent = hundredfold ? checked_divide(*hundredfold, whole) : std::nullopt;
    return percent ? Json { percent->to_string(2) } : Json {};
}

// Who brings the money: the clients by what they bought, each with its share and that of all so far.
ReportTable top_accounts(ReportCall& call)
{
    auto& reading = call.reading;
    auto groups = DealGroups { reading, "status = \"won\" AND " + closed_within(call.period()), "account" };
    auto ranked = groups.counts();
    std::ranges::sort(ranked, [](DealCount const& first, DealCount const& second) {
        return first.amount != second.amount ? second.amount < first.amount : first.group < second.group;
    });
    auto total = DealCount {};
    for (auto const& client : ranked) {
        total.count += client.count;
        total.amount = added(total.amount, client.amount);
    }
    auto const limit = static_cast<std::size_t>(call.whole("limit", 20, 1'000));
    auto shown = std::vector<std::string> {};
    for (std::size_t i = 0; i < std::min(limit, ranked.size()); ++i)
        shown.push_back(ranked[i].group);
    groups.look_up_titles(shown);
    auto table = ReportTable {};
    table.columns
        = { { "account", { "Account", "Клиент" }, "link" }, { "count", { "Deals won", "Выигранных сделок" }, "whole" },
              { "amount", { "Amount", "Сумма" }, "money" }, { "share", { "Share", "Доля" }, "percent" },
              { "cumulative_share", { "Cumulative share", "Нарастающая доля" }, "percent" } };
    auto so_far = Decimal {};
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const& client = ranked[i];
        so_far = added(so_far, client.amount);
        table.rows.push_back({ { groups.cell(client.group), client.count, money_cell(reading, client.amount),
                                   share(client.amount, total.amount), share(so_far, total.amount) },
            groups.filter_of(client.group) });
    }
    table.totals = { Json {}, total.count, money_cell(reading, total.amount), Json {}, Json {} };
    table.chart_kind = "pareto";
    table.chart_x = "account";
    table.chart_y = { "amount", "cumulative_share" };
    return table;
}

}

void add_top_accounts_report(Registry& registry)
{
    registry.report({ "top_accounts", { "Top accounts", "Крупнейшие клиенты" }, &deal,
        { { .name = "period", .label = { "Period", "Период" }, .kind = "period" },
            { .name = "limit", .label = { "How many", "Сколько" }, .kind = "whole", .default_value = "20" } },
        top_accounts });
}

}
