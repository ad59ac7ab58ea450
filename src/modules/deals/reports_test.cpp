#include "modules/accounts/account.h"
#include "modules/deals/deal.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::deals {

using accounts::account;
using test::Workspace;

namespace {

// Ana and Ben sell in 2017; Ana sees her own, the executive everything.
struct Year : Workspace {
    Id ana = hire("ana", "account_manager");
    Id ben = hire("ben", "account_manager");
    Id boss = hire("boss", "executive");
    Record acme = create(kontor(), account, { { account.name, "Acme" }, { account.owned.owner, ana } });
    Record globex = create(kontor(), account, { { account.name, "Globex" } });

    void close(Id owner, Record const& client, std::string_view stage, std::string_view amount, std::string_view from,
        std::string_view until)
    {
        auto values = Values { { deal.owned.owner, owner }, { deal.account, client.id },
            { deal.amount, Decimal::parse(amount) }, { deal.started_on, Day::parse(from) },
            { deal.closed_on, Day::parse(until) } };
        values.assignments.emplace_back(deal.stage, Key { std::string { stage } });
        if (stage == "lost")
            values.set(deal.lost_reason, "unknown");
        create(kontor(), deal, values);
    }
    void fill()
    {
        close(ana, acme, "won", "1000.10", "2017-01-01", "2017-01-31"); // 30 days
        close(ana, globex, "won", "500", "2017-02-01", "2017-02-02");   // 1 day
        close(ben, acme, "won", "2000.20", "2017-04-01", "2017-04-26"); // 25 days
        close(ben, globex, "lost", "0", "2017-04-01", "2017-04-03");
        close(ben, globex, "won", "7", "2018-01-01", "2018-01-02");
    }
    Json table(Id reader, std::string_view name, std::map<std::string, std::string> parameters)
    {
        return std::get<Json>(parse_json(report(as(reader), name, std::move(parameters))));
    }
};

std::string cells(Json const& table, std::size_t row)
{
    auto const& all = *table.find("rows")->as_array();
    return row < all.size() ? all[row].find("cells")->to_text() : "";
}

}

TEST(reports, won_and_lost_by_quarter_cover_the_whole_period)
{
    Year crm;
    crm.fill();
    auto const table = crm.table(crm.boss, "won_lost", { { "period", "2017" }, { "by", "quarter" } });
    ASSERT_EQ(table.find("rows")->as_array()->size(), 4u);
    EXPECT_EQ(cells(table, 0),
        R"({"quarter":"2017-Q1","won_count":2,"won_amount":"1500.10","lost_count":0,"lost_amount":"0.00"})");
    EXPECT_EQ(cells(table, 1),
        R"({"quarter":"2017-Q2","won_count":1,"won_amount":"2000.20","lost_count":1,"lost_amount":"0.00"})");
    EXPECT_EQ(cells(table, 3),
        R"({"quarter":"2017-Q4","won_count":0,"won_amount":"0.00","lost_count":0,"lost_amount":"0.00"})");
    EXPECT_EQ(table.find("totals")->to_text(),
        R"({"won_count":3,"won_amount":"3500.30","lost_count":1,"lost_amount":"0.00"})");
}

TEST(reports, the_filter_of_a_row_selects_its_records)
{
    Year crm;
    crm.fill();
    auto const table = crm.table(crm.boss, "won_lost", { { "period", "2017-Q2..2017-Q4" }, { "by", "owner" } });
    auto const& row = table.find("rows")->as_array()->at(0);
    EXPECT_EQ(row.find("cells")->find("owner")->find("title")->to_text(), "\"ben\"");
    EXPECT_EQ(crm.all(deal, *row.find("filter")->as_string()).size(), 2u);
}

TEST(reports, count_only_what_the_reader_may_see)
{
    Year crm;
    crm.fill();
    auto const table = crm.table(crm.ana, "won_lost", { { "period", "2017" }, { "by", "year" } });
    EXPECT_EQ(
        cells(table, 0), R"({"year":"2017","won_count":2,"won_amount":"1500.10","lost_count":0,"lost_amount":"0.00"})");
}

TEST(reports, days_to_win_are_averaged_over_deals_and_not_over_groups)
{
    Year crm;
    crm.fill();
    auto const table = crm.table(crm.boss, "days_to_win", { { "period", "2017" }, { "by", "quarter" } });
    EXPECT_EQ(cells(table, 0), R"({"quarter":"2017-Q1","count":2,"average_days":"15.50"})");
    EXPECT_EQ(cells(table, 1), R"({"quarter":"2017-Q2","count":1,"average_days":"25.00"})");
    EXPECT_EQ(cells(table, 2), R"({"quarter":"2017-Q3","count":0,"average_days":null})");
    EXPECT_EQ(table.find("totals")->to_text(), R"({"count":3,"average_days":"18.67"})");
}

TEST(reports, top_accounts_share_out_the_whole)
{
    Year crm;
    crm.fill();
    auto const table = crm.table(crm.boss, "top_accounts", { { "period", "2017" } });
    ASSERT_EQ(table.find("rows")->as_array()->size(), 2u);
    auto const& first = *table.find("rows")->as_array()->at(0).find("cells");
    EXPECT_EQ(first.find("account")->find("title")->to_text(), "\"Acme\"");
    EXPECT_EQ(first.find("amount")->to_text(), "\"3000.30\"");
    EXPECT_EQ(first.find("share")->to_text(), "\"85.7155\"");
    EXPECT_EQ(table.find("rows")->as_array()->at(1).find("cells")->find("cumulative_share")->to_text(), "\"100.00\"");
    auto const one = crm.table(crm.boss, "top_accounts", { { "period", "2017" }, { "limit", "1" } });
    EXPECT_EQ(one.find("rows")->as_array()->size(), 1u);
    EXPECT_EQ(one.find("totals")->find("amount")->to_text(), "\"3500.30\"");
}

TEST(reports, the_pipeline_shows_every_open_stage_with_weighted_sums)
{
    Year crm;
    crm.fill();
    auto values = Values { { deal.owned.owner, crm.ana }, { deal.account, crm.acme.id },
        { deal.amount, Decimal::parse("200") } };
    values.assignments.emplace_back(deal.stage, Key { "offer" });
    crm.create(crm.kontor(), deal, values);
    auto const table = crm.table(crm.boss, "pipeline_by_stage", { { "pipeline", "sales" } });
    ASSERT_EQ(table.find("rows")->as_array()->size(), 5u);
    auto const& offer = *table.find("rows")->as_array()->at(3).find("cells");
    EXPECT_EQ(offer.find("stage")->find("key")->to_text(), "\"offer\"");
    EXPECT_EQ(offer.find("count")->to_text(), "1");
    EXPECT_EQ(offer.find("weighted_amount")->to_text(), "\"110.00\"");
    EXPECT_EQ(table.find("totals")->to_text(), R"({"count":1,"amount":"200.00","weighted_amount":"110.00"})");
}

TEST(reports, today_tells_of_deals_that_stand_still)
{
    Year crm;
    auto values = Values { { deal.name, "Renewal" }, { deal.account, crm.acme.id },
        { deal.closes_on, Day::parse("2026-12-01") } };
    values.assignments.emplace_back(deal.stage, Key { "offer" });
    crm.create(crm.as(crm.ana), deal, values);
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("No next step."), std::string::npos);
    crm.clock.advance(std::chrono::hours { 24 * 24 });
    auto const later = crm.today(crm.as(crm.ana));
    EXPECT_NE(later.find("No move for 24 days in Offer (usual 14)."), std::string::npos);
    EXPECT_NE(later.find("Should have closed 16 days ago."), std::string::npos);
    EXPECT_EQ(crm.today(crm.as(crm.ben)).find("Renewal"), std::string::npos);
}

}
