#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/position.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/duties.h"
#include "modules/contracts/obligation.h"
#include "modules/conversations/activity.h"
#include "modules/deals/deal.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::contracts {

using accounts::account;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }
Day day(std::string_view text) { return *Day::parse(text); }

// Ana and Mila of Acme come to terms.
struct Table : Workspace {
    Id ana = hire("ana", "account_manager");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record mila = create(as(ana), accounts::contact,
        { { accounts::contact.first_name, "Mila" }, { accounts::contact.last_name, "Novak" } });
    Record director = create(as(ana), accounts::position,
        { { accounts::position.account, acme.id }, { accounts::position.contact, mila.id },
            { accounts::position.title, "Director" }, { accounts::position.may_sign, true } });

    Record drafted(Values values = {})
    {
        values.set(contract.account, acme.id);
        values.set(contract.name, "Tea 2027");
        return create(as(ana), contract, values);
    }
    Record active(std::string_view starts, std::string_view ends, Values values = {})
    {
        values.set(contract.starts_on, day(starts));
        values.set(contract.ends_on, day(ends));
        values.set(contract.lifecycle.status, "active");
        return drafted(values);
    }
    std::string terms(std::string_view signed_on)
    {
        return fmt::format(R"({{"signed_on":"{}","our_signatory":"{}","their_signatory":"{}"}})", signed_on, ana.value,
            director.id.value);
    }
    void run_duties(std::string_view at)
    {
        clock.set(*Instant::parse(std::string { at } + "T09:00:00Z"));
        auto duties = jobs::Duties { store() };
        add_duties(duties);
        duties.run();
    }
};

}

TEST(contracts, signing_needs_both_signatories_and_an_amount)
{
    Table crm;
    auto const draft = crm.drafted();
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), draft, "sign", R"({"signed_on":"2026-11-20"})"); }),
        "our_signatory: required_when_signed, their_signatory: required_when_signed, amount: required_when_signed");
    auto const priced = crm.update(crm.as(crm.ana), draft, { { contract.amount, money("10000") } });
    auto const globex = crm.create(crm.as(crm.ana), account, { { account.name, "Globex" } });
    auto const stranger = crm.create(crm.as(crm.ana), accounts::position,
        { { accounts::position.account, globex.id }, { accounts::position.title, "Director" } });
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), priced, { { contract.their_signatory, stranger.id } });
    }),
        "their_signatory: position_of_other_account");
    crm.act(crm.as(crm.ana), priced, "sign", crm.terms("2026-11-20"));
    auto const signed_one = crm.now(draft);
    EXPECT_EQ(signed_one.get(contract.lifecycle.status), "active");
    EXPECT_EQ(signed_one.get(contract.numbered.number), "CT-2026-0001");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), signed_one, { { contract.starts_on, day("2020-01-01") } });
    }),
        "starts_on: locked");
    EXPECT_EQ(refusal([&] { crm.remove(crm.as(crm.hire("adam", "administrator")), signed_one); }), "locked");
}

TEST(contracts, what_is_signed_begins_on_its_first_day)
{
    Table crm;
    auto const draft = crm.drafted({ { contract.amount, money("1") }, { contract.starts_on, day("2027-01-01") } });
    crm.act(crm.as(crm.ana), draft, "sign", crm.terms("2026-11-20"));
    EXPECT_EQ(crm.now(draft).get(contract.lifecycle.status), "signed");
    crm.run_duties("2026-12-31");
    EXPECT_EQ(crm.now(draft).get(contract.lifecycle.status), "signed");
    crm.run_duties("2027-01-01");
    EXPECT_EQ(crm.now(draft).get(contract.lifecycle.status), "active");
}

TEST(contracts, a_contract_prolongs_itself_until_notice_is_given_or_it_may_no_more)
{
    Table crm;
    auto const automatic = Values { { contract.prolongation, "automatic" }, { contract.prolong_months, 12 },
        { contract.max_prolongations, 2 } };
    auto const agreed = crm.active("2026-01-01", "2026-12-31", automatic);
    auto const ending = crm.active("2026-01-01", "2026-12-31");
    auto const noticed = crm.active("2026-01-01", "2026-12-31", automatic);
    EXPECT_EQ(agreed.get(contract.notice_until_on), day("2026-12-01"));
    crm.act(crm.as(crm.ana), noticed, "give_notice", R"({"reason":"Too dear"})");
    crm.run_duties("2026-12-31");
    EXPECT_EQ(crm.now(agreed).get(contract.ends_on), day("2026-12-31")) << "it still runs on its last day";
    crm.run_duties("2027-01-01");
    EXPECT_EQ(crm.now(agreed).get(contract.ends_on), day("2027-12-31"));
    EXPECT_EQ(crm.now(agreed).get(contract.notice_until_on), day("2027-12-01"));
    EXPECT_EQ(crm.now(agreed).get(contract.prolonged_count), 1);
    EXPECT_EQ(crm.now(ending).get(contract.lifecycle.status), "ended");
    EXPECT_EQ(crm.now(noticed).get(contract.lifecycle.status), "ended");
    crm.run_duties("2029-06-01");
    EXPECT_EQ(crm.now(agreed).get(contract.lifecycle.status), "ended") << "twice and no more";
    EXPECT_EQ(crm.now(agreed).get(contract.ends_on), day("2028-12-31"));
    EXPECT_EQ(refusal([&] {
        crm.drafted({ { contract.prolongation, "automatic" } });
    }),
        "prolong_months: required_when_automatic");
}

TEST(contracts, today_tells_before_the_day_of_notice_and_a_renewal_ends_it)
{
    Table crm;
    auto const agreed = crm.active(
        "2026-01-01", "2026-12-31", { { contract.prolongation, "automatic" }, { contract.prolong_months, 12 } });
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("Prolongs itself on 2026-12-31 unless you give notice by 2026-12-01."),
        std::string::npos);
    crm.act(crm.as(crm.ana), agreed, "start_renewal");
    auto const renewal = crm.all(deals::deal).at(0);
    EXPECT_EQ(renewal.get(deals::deal.kind), "renewal");
    EXPECT_EQ(crm.now(agreed).get(contract.renewal_deal), renewal.id);
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("\"T17\""), std::string::npos);
}

TEST(contracts, an_end_before_the_beginning_or_the_present_end_is_refused)
{
    Table crm;
    EXPECT_EQ(refusal([&] { crm.active("2026-12-31", "2026-01-01"); }), "ends_on: dates_reversed");
    auto const agreed = crm.active("2026-01-01", "2026-12-31");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), agreed, "prolong", R"({"ends_on":"2026-06-30"})"); }),
        "ends_on: dates_reversed");
    crm.act(crm.as(crm.ana), agreed, "prolong", R"({"ends_on":"2027-06-30"})");
    EXPECT_EQ(crm.now(agreed).get(contract.ends_on), day("2027-06-30"));
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(agreed), "terminate"); }), "reason: required");
    crm.act(crm.as(crm.ana), crm.now(agreed), "terminate", R"({"reason":"breach"})");
    EXPECT_EQ(crm.now(agreed).get(contract.lifecycle.status), "terminated");
    EXPECT_EQ(crm.now(agreed).get(contract.terminates_on), day("2026-11-23"));
}

TEST(contracts, an_obligation_is_told_in_time_proved_and_comes_again)
{
    Table crm;
    auto const agreed = crm.active("2026-01-01", "2026-12-31");
    auto const owed = crm.create(crm.as(crm.ana), obligation,
        { { obligation.contract, agreed.id }, { obligation.name, "Quarterly report" },
            { obligation.due_on, day("2026-11-28") }, { obligation.every_months, 3 },
            { obligation.repeat_until_on, day("2027-03-31") }, { obligation.needs_evidence, true } });
    EXPECT_EQ(owed.get(obligation.account), crm.acme.id);
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("We owe by 2026-11-28: Quarterly report."), std::string::npos);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), owed, "fulfil"); }), "evidence: evidence_missing");
    crm.run_duties("2026-11-29");
    EXPECT_EQ(crm.now(owed).get(obligation.lifecycle.status), "breached");
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("We are 1 days late: Quarterly report."), std::string::npos);
    crm.update(crm.as(crm.ana), crm.now(owed), { { obligation.needs_evidence, false } });
    crm.act(crm.as(crm.ana), crm.now(owed), "fulfil");
    auto const next = crm.all(obligation, "status = \"open\"");
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next.at(0).get(obligation.due_on), day("2027-02-28"));
    EXPECT_EQ(next.at(0).get(obligation.owned.owner), crm.ana);
    crm.act(crm.as(crm.ana), next.at(0), "waive", R"({"reason":"Not asked for"})");
    EXPECT_TRUE(crm.all(obligation, "status = \"open\"").empty()) << "the next would come after its last day";
    auto const theirs = crm.create(crm.as(crm.ana), obligation,
        { { obligation.contract, agreed.id }, { obligation.party, "theirs" }, { obligation.name, "Prepayment" },
            { obligation.due_on, day("2026-11-20") } });
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("They are 9 days late: Prepayment."), std::string::npos);
    EXPECT_EQ(crm.now(theirs).get(obligation.lifecycle.status), "open");
}

TEST(contracts, whoever_has_no_right_to_sign_does_not_sign)
{
    Table crm;
    auto const draft = crm.drafted({ { contract.amount, money("10000") } });
    crm.update(crm.as(crm.ana), crm.now(crm.director), { { accounts::position.signing_limit, money("5000") } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), draft, "sign", crm.terms("2026-11-20")); }),
        "their_signatory: nobody_may_sign");
    crm.update(crm.as(crm.ana), crm.now(crm.director), { { accounts::position.may_sign, false } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), draft, "sign", crm.terms("2026-11-20")); }),
        "their_signatory: nobody_may_sign");
    EXPECT_EQ(crm.now(draft).get(contract.lifecycle.status), "draft");
    EXPECT_FALSE(crm.now(draft).get(contract.signed_on));
    crm.update(crm.as(crm.ana), crm.now(crm.director),
        { { accounts::position.may_sign, true }, { accounts::position.signing_limit, money("10000") } });
    crm.act(crm.as(crm.ana), draft, "sign", crm.terms("2026-11-20"));
    EXPECT_EQ(crm.now(draft).get(contract.lifecycle.status), "active");
}

TEST(contracts, what_is_late_costs_a_penalty_up_to_its_cap_and_theirs_is_claimed)
{
    Table crm;
    auto const agreed = crm.active("2026-01-01", "2026-12-31",
        { { contract.penalty_percent_day, money("0.5") }, { contract.penalty_cap_percent, money("2") } });
    auto const owed = [&](std::string_view due) {
        return crm.create(crm.as(crm.ana), obligation,
            { { obligation.contract, agreed.id }, { obligation.party, "theirs" }, { obligation.name, "Prepayment" },
                { obligation.amount, money("1000") }, { obligation.due_on, day(due) } });
    };
    auto const in_time = owed("2026-11-23"), late = owed("2026-11-21"), long_late = owed("2026-10-01");
    crm.run_duties("2026-11-23");
    for (auto const& one : { in_time, late, long_late })
        crm.act(crm.as(crm.ana), crm.now(one), "fulfil", R"({"done_on":"2026-11-23"})");
    EXPECT_FALSE(crm.now(in_time).get(obligation.penalty_amount));
    EXPECT_EQ(crm.now(late).get(obligation.penalty_amount), money("10"));
    EXPECT_EQ(crm.now(long_late).get(obligation.penalty_amount), money("20")) << "two percent are the most";
    auto const coming = owed("2026-11-30"), never = owed("2026-11-20");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), coming, "claim"); }), "not_in_this_state");
    crm.run_duties("2026-11-23");
    crm.act(crm.as(crm.ana), crm.now(never), "claim", R"({"note":"Pay now"})");
    auto const letter = crm.all(conversations::activity).at(0);
    EXPECT_EQ(letter.get(conversations::activity.subject), "Claim: Prepayment");
    EXPECT_EQ(letter.get(conversations::activity.account), crm.acme.id);
    EXPECT_EQ(letter.get(conversations::activity.due_on), day("2026-11-30"));
    EXPECT_EQ(crm.now(never).get(obligation.claimed_on), day("2026-11-23"));
}

TEST(contracts, a_contract_is_suspended_for_a_reason)
{
    Table crm;
    auto const agreed = crm.active("2026-01-01", "2026-12-31");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), agreed, "suspend"); }), "reason: required");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), agreed, { { contract.lifecycle.status, "suspended" } });
    }),
        "suspend_reason: required_when_suspended");
    crm.act(crm.as(crm.ana), agreed, "suspend", R"({"reason":"They do not pay"})");
    EXPECT_EQ(crm.now(agreed).get(contract.lifecycle.status), "suspended");
    crm.act(crm.as(crm.ana), crm.now(agreed), "resume");
    EXPECT_EQ(crm.now(agreed).get(contract.lifecycle.status), "active");
}

}
