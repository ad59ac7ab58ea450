#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/note.h"
#include "modules/accounts/position.h"
#include "modules/catalog/product.h"
#include "modules/conversations/activity.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/stage.h"
#include "tests/support/workspace.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace kontor::deals {

using accounts::account;
using conversations::activity;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }

// Ana sells, to Acme.
struct Sale : Workspace {
    Id ana = hire("ana", "account_manager");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });

    Record deal_in(std::string_view stage_key, Values values = {})
    {
        values.set(deal.account, acme.id);
        values.assignments.emplace_back(deal.stage, Key { std::string { stage_key } });
        return create(as(ana), deal, values);
    }
};

}

TEST(deals, a_deal_needs_nothing_and_is_never_without_a_name)
{
    Sale crm;
    auto const bare = crm.create(crm.as(crm.ana), deal, {});
    EXPECT_EQ(bare.get(deal.name), "Deal of 2026-11-23");
    EXPECT_EQ(bare.get(deal.status), "open");
    EXPECT_EQ(bare.get(deal.currency), "EUR");
    EXPECT_EQ(bare.get(deal.probability), money("10"));
    EXPECT_EQ(bare.version, 1);
    auto const laptop = crm.create(crm.kontor(), catalog::product, { { catalog::product.name, "GTX Pro" } });
    auto const imported = crm.create_from(crm.as(crm.ana), deal,
        "{\"external_id\": \"1C1I7A6R\", \"account\": \"" + crm.acme.id.to_string() + "\", \"products\": [\""
            + laptop.id.to_string() + "\"]}");
    EXPECT_EQ(imported.get(deal.name), "Acme, GTX Pro");
    EXPECT_EQ(crm.create_from(crm.as(crm.ana), deal, R"({"external_id": "Z063OYW0"})").get(deal.name), "Z063OYW0");
}

TEST(deals, status_and_probability_follow_the_stage)
{
    Sale crm;
    auto renewal = crm.deal_in("offer", { { deal.amount, money("125000") } });
    EXPECT_EQ(renewal.get(deal.probability), money("55"));
    EXPECT_EQ(renewal.get(deal.weighted_amount), money("68750"));
    EXPECT_EQ(renewal.get(deal.forecast_category), "best");
    renewal = crm.update(crm.as(crm.ana), renewal, { { deal.probability, money("80") } });
    EXPECT_EQ(renewal.get(deal.weighted_amount), money("100000"));
    renewal = crm.update(crm.as(crm.ana), renewal, { { deal.stage, Key { "negotiation" } } });
    EXPECT_EQ(renewal.get(deal.probability), money("75"));
    EXPECT_EQ(crm.now(crm.acme).get(account.open_deal_amount), money("125000"));
    crm.update(crm.as(crm.ana), renewal, { { deal.stage, Key { "won" } } });
    EXPECT_EQ(crm.now(renewal).get(deal.status), "won");
    EXPECT_EQ(crm.now(crm.acme).get(account.open_deal_amount), Decimal {});
}

TEST(deals, a_lost_deal_must_say_why)
{
    Sale crm;
    auto const renewal = crm.deal_in("offer");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), renewal, { { deal.stage, Key { "lost" } } });
    }),
        "lost_reason: required_when_lost");
    EXPECT_EQ(crm.now(renewal).version, 1);
    auto const result = crm.act(crm.as(crm.ana), renewal, "lose",
        R"({"lost_reason": "price", "note": "Globex was 8 % cheaper", "retry_on": "2027-03-01"})");
    EXPECT_EQ(result.message, "Deal lost.");
    ASSERT_EQ(result.created.size(), 1u);
    EXPECT_EQ(crm.all(activity).at(0).get(activity.due_on), Day::parse("2027-03-01"));
    EXPECT_EQ(crm.now(renewal).get(deal.lost_note), "Globex was 8 % cheaper");
    EXPECT_EQ(crm.now(renewal).get(deal.closed_on), Day::parse("2026-11-23"));
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), renewal, "win"); }), "not_in_this_state");
}

TEST(deals, a_won_deal_says_what_it_was_worth_and_makes_a_client)
{
    Sale crm;
    auto const renewal = crm.deal_in("lead", { { deal.started_on, Day::parse("2026-11-01") } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), renewal, "win"); }), "amount: required_when_won");
    auto const task = crm.create(
        crm.as(crm.ana), activity, { { activity.subject, "Send the offer" }, { activity.deal, renewal.id } });
    auto const call
        = crm.create(crm.as(crm.ana), activity, { { activity.kind, "call" }, { activity.deal, renewal.id } });
    auto const result = crm.act(
        crm.as(crm.ana), renewal, "win", R"({"amount": "9000", "won_reason": "quality", "closed_on": "2026-11-20"})");
    EXPECT_EQ(result.message, "Deal won. Open tasks stopped: 1.");
    EXPECT_EQ(crm.now(task).get(activity.lifecycle.status), "cancelled");
    EXPECT_EQ(crm.now(call).get(activity.lifecycle.status), "planned");
    EXPECT_EQ(crm.now(crm.acme).get(account.lifecycle.status), "client");
    EXPECT_EQ(crm.now(crm.acme).get(account.became_client_on), Day::parse("2026-11-20"));
}

TEST(deals, the_client_is_named_before_the_stages_that_need_it)
{
    Sale crm;
    auto const lead = crm.create(crm.as(crm.ana), deal, { { deal.name, "Somebody asked" } });
    EXPECT_EQ(refusal([&] { crm.update(crm.as(crm.ana), lead, { { deal.stage, Key { "need" } } }); }), "");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), lead, { { deal.stage, Key { "offer" } } });
    }),
        "account: account_required");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), lead, { { deal.stage, Key { "lost" } } });
    }),
        "account: account_required, lost_reason: required_when_lost");
    auto const offered = crm.deal_in("offer");
    EXPECT_EQ(refusal([&] { crm.update_from(crm.as(crm.ana), offered, R"({"account": null})"); }),
        "account: account_required");
}

TEST(deals, a_stage_may_ask_for_more_and_does_not_lock_what_stands_there)
{
    Sale crm;
    auto const standing = crm.deal_in("negotiation");
    auto const negotiation = crm.keyed(stage, "negotiation");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), negotiation, { { stage.required_fields, JsonText { R"(["closing"])" } } });
    }),
        "required_fields: bad_format");
    crm.update(crm.kontor(), negotiation, { { stage.required_fields, JsonText { R"(["account", "closes_on"])" } } });
    EXPECT_EQ(refusal([&] { crm.update(crm.as(crm.ana), standing, { { deal.name, "Renewal" } }); }), "");
    EXPECT_EQ(refusal([&] { crm.deal_in("negotiation"); }), "closes_on: required_when_negotiation");
}

TEST(deals, may_be_born_closed_with_the_days_they_came_with)
{
    Sale crm;
    auto const old = crm.deal_in("won",
        { { deal.amount, money("1054") }, { deal.started_on, Day::parse("2016-10-20") },
            { deal.closed_on, Day::parse("2017-03-01") } });
    EXPECT_EQ(old.get(deal.status), "won");
    EXPECT_EQ(old.get(deal.closed_on), Day::parse("2017-03-01"));
    auto const undated
        = crm.deal_in("won", { { deal.amount, money("1") }, { deal.closed_on, Day::parse("2017-03-01") } });
    EXPECT_FALSE(undated.get(deal.started_on));
    auto const open = crm.deal_in("contact", { { deal.closed_on, Day::parse("2027-03-01") } });
    EXPECT_EQ(open.get(deal.closes_on), Day::parse("2027-03-01"));
    EXPECT_FALSE(open.get(deal.closed_on));
    EXPECT_EQ(refusal([&] {
        crm.deal_in("won",
            { { deal.amount, money("1") }, { deal.started_on, Day::parse("2017-03-02") },
                { deal.closed_on, Day::parse("2017-03-01") } });
    }),
        "closed_on: dates_reversed");
}

TEST(deals, reopening_forgets_why_it_was_closed)
{
    Sale crm;
    auto const renewal = crm.deal_in("offer");
    crm.act(crm.as(crm.ana), renewal, "lose", R"({"lost_reason": "price"})");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), renewal, "reopen"); }), "reason: required");
    EXPECT_EQ(
        refusal([&] { crm.act(crm.as(crm.ana), renewal, "reopen", R"({"reason": "They called.", "stage": "won"})"); }),
        "stage: not_allowed_move");
    crm.act(crm.as(crm.ana), renewal, "reopen", R"({"reason": "They called.", "stage": "need"})");
    auto const open = crm.now(renewal);
    EXPECT_EQ(open.get(deal.stage), crm.keyed(stage, "need").id);
    EXPECT_FALSE(open.get(deal.lost_reason));
    EXPECT_FALSE(open.get(deal.closed_on));
    EXPECT_EQ(crm.all(accounts::note).at(0).get(accounts::note.text), "Reopened: They called.");
    crm.act(crm.as(crm.ana), renewal, "lose", R"({"lost_reason": "price"})");
    crm.act(crm.as(crm.ana), renewal, "reopen", R"({"reason": "Again."})");
    EXPECT_EQ(crm.now(renewal).get(deal.stage), crm.keyed(stage, "negotiation").id);
}

TEST(deals, moving_the_day_later_is_counted)
{
    Sale crm;
    auto renewal = crm.deal_in("offer", { { deal.closes_on, Day::parse("2026-12-01") } });
    renewal = crm.update(crm.as(crm.ana), renewal, { { deal.closes_on, Day::parse("2026-12-20") } });
    renewal = crm.update(crm.as(crm.ana), renewal, { { deal.closes_on, Day::parse("2026-12-10") } });
    renewal = crm.update(crm.as(crm.ana), renewal, { { deal.closes_on, Day::parse("2027-01-10") } });
    EXPECT_EQ(renewal.get(deal.push_count), 2);
}

TEST(deals, the_amount_is_the_sum_of_the_products_until_somebody_writes_one)
{
    Sale crm;
    auto const laptop = crm.create(crm.kontor(), catalog::product, { { catalog::product.name, "Laptop" } });
    auto const priced = [&](std::string_view price) {
        return "{\"products\": [{\"id\": \"" + laptop.id.to_string()
            + "\", \"quantity\": \"3\", \"discount_percent\": \"10\", \"price\": \"" + std::string { price } + "\"}]}";
    };
    auto const wanted = crm.create_from(crm.as(crm.ana), deal, priced("1000"));
    EXPECT_EQ(wanted.get(deal.amount), money("2700"));
    EXPECT_EQ(crm.update_from(crm.as(crm.ana), wanted, priced("2000")).get(deal.amount), money("5400"));
    auto const fixed = crm.update(crm.as(crm.ana), wanted, { { deal.amount, money("5000") } });
    EXPECT_EQ(fixed.get(deal.is_amount_fixed), true);
    EXPECT_EQ(crm.update_from(crm.as(crm.ana), wanted, priced("3000")).get(deal.amount), money("5000"));
    EXPECT_EQ(crm.update(crm.as(crm.ana), wanted, { { deal.is_amount_fixed, false } }).get(deal.amount), money("8100"));
}

TEST(deals, who_takes_part_brings_his_role_along)
{
    Sale crm;
    auto const ivan = crm.create(crm.as(crm.ana), accounts::contact,
        { { accounts::contact.name, "Ivan" }, { accounts::contact.account, crm.acme.id } });
    crm.update(crm.as(crm.ana), crm.all(accounts::position).at(0), { { accounts::position.buying_role, "champion" } });
    auto const olga = crm.create(crm.as(crm.ana), accounts::contact, { { accounts::contact.name, "Olga" } });
    auto const renewal = crm.deal_in("offer");
    auto const people = crm.update_from(crm.as(crm.ana), renewal,
        "{\"deal_contacts\": [{\"contact\": \"" + ivan.id.to_string() + "\"}, {\"contact\": \"" + olga.id.to_string()
            + "\", \"is_main\": true}]}");
    auto const lines = crm.all(deal_contact);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].get(deal_contact.buying_role), "champion");
    EXPECT_EQ(lines[1].get(deal_contact.buying_role), "influencer");
    EXPECT_EQ(people.get(deal.main_contact), olga.id);
    crm.update_from(
        crm.as(crm.ana), renewal, "{\"deal_contacts\": {\"remove\": [\"" + lines[1].id.to_string() + "\"]}}");
    EXPECT_EQ(crm.now(renewal).get(deal.main_contact), ivan.id);
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.ana), deal_contact,
            { { deal_contact.lines.parent, renewal.id }, { deal_contact.contact, ivan.id } });
    }),
        "contact: not_unique");
}

TEST(deals, a_client_with_open_deals_is_not_put_away)
{
    Sale crm;
    auto const renewal = crm.deal_in("offer");
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), crm.acme); }), "has_open_work");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), crm.acme,
            { { account.lifecycle.status, "rejected" }, { account.rejected_reason, "Bankrupt" } });
    }),
        "status: has_open_work");
    crm.act(crm.as(crm.ana), renewal, "lose", R"({"lost_reason": "no_budget"})");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), crm.acme,
            { { account.lifecycle.status, "rejected" }, { account.rejected_reason, "Bankrupt" } });
    }),
        "");
}

TEST(deals, what_hangs_on_a_deal_moves_to_its_new_client)
{
    Sale crm;
    auto const globex = crm.create(crm.as(crm.ana), account, { { account.name, "Globex" } });
    auto const renewal = crm.deal_in("offer");
    auto const call = crm.create(
        crm.as(crm.ana), activity, { { activity.deal, renewal.id }, { activity.due_on, Day::parse("2026-12-01") } });
    EXPECT_EQ(crm.now(crm.acme).get(account.next_step_on), Day::parse("2026-12-01"));
    crm.update(crm.as(crm.ana), renewal, { { deal.account, globex.id } });
    EXPECT_EQ(crm.now(call).get(activity.account), globex.id);
    EXPECT_EQ(crm.now(globex).get(account.next_step_on), Day::parse("2026-12-01"));
    EXPECT_FALSE(crm.now(crm.acme).get(account.next_step_on));
}

TEST(pipelines, have_one_won_and_one_lost_stage)
{
    Workspace crm;
    auto const renewals = crm.create(crm.kontor(), pipeline, { { pipeline.name, "Renewals" } });
    auto const stages = crm.all(stage, "pipeline = \"" + renewals.id.to_string() + "\"");
    ASSERT_EQ(stages.size(), 3u);
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), stage,
            { { stage.pipeline, renewals.id }, { stage.name, "Signed" }, { stage.base_status, "won" } });
    }),
        "base_status: needs_won_and_lost");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), stages[1], { { stage.base_status, "open" } });
    }),
        "base_status: needs_won_and_lost");
    EXPECT_EQ(refusal([&] {
        crm.create(
            crm.kontor(), stage, { { stage.pipeline, renewals.id }, { stage.name, "Second" }, { stage.key, "won" } });
    }),
        "key: not_unique");
    auto const due = crm.create(crm.kontor(), deal, { { deal.pipeline, renewals.id } });
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), stages[0]); }), "stage_in_use");
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), stages[1]); }), "needs_won_and_lost");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), due, { { deal.stage, crm.keyed(stage, "offer").id } });
    }),
        "stage: stage_of_other_pipeline, account: account_required");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), due, { { deal.pipeline, crm.keyed(pipeline, "sales").id } });
    }),
        "");
    EXPECT_EQ(crm.now(due).get(deal.stage), crm.all(stage, "pipeline.key = \"sales\" AND key = \"lead\"").at(0).id);
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), renewals); }), "");
}

TEST(pipelines, the_shipped_one_has_its_stages_in_order)
{
    Workspace crm { Language::ru };
    auto const sales = crm.keyed(pipeline, "sales");
    EXPECT_EQ(sales.get(pipeline.name), "Продажи");
    auto stages = crm.all(stage, "pipeline = \"" + sales.id.to_string() + "\"");
    std::ranges::sort(stages, {}, [](Record const& step) { return step.get(stage.rank).value(); });
    auto keys = std::vector<std::string> {};
    for (auto const& step : stages)
        keys.push_back(step.get(stage.key).value());
    EXPECT_EQ(keys, (std::vector<std::string> { "lead", "contact", "need", "offer", "negotiation", "won", "lost" }));
}

}
