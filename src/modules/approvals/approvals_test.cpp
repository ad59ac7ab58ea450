#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/approvals/duties.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/people/department.h"
#include "modules/people/user.h"
#include "modules/platform/notification.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::approvals {

using accounts::account;
using offers::offer;
using offers::offer_line;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }

// Ana sells; Ben heads her department, Dora the company. Discounts above ten percent are Ben's to allow.
struct Desk : Workspace {
    Record company = keyed(people::department, "company");
    Record team = create(kontor(), people::department,
        { { people::department.name, "Team" }, { people::department.parent, company.id } });
    Id ana = hire("ana", "account_manager", team.id);
    Id ben = hire("ben", "head", team.id);
    Id dora = hire("dora", "head", company.id);
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record mila = create(as(ana), accounts::contact,
        { { accounts::contact.first_name, "Mila" }, { accounts::contact.last_name, "Novak" } });

    Desk()
    {
        update(kontor(), now(team), { { people::department.head, ben } });
        update(kontor(), now(company), { { people::department.head, dora } });
    }
    Record rule(std::string_view name, std::string_view condition, Values values = {})
    {
        values.set(approval_rule.name, std::string { name });
        values.set(approval_rule.entity, "offers");
        values.set(approval_rule.condition, std::string { condition });
        return create(kontor(), approval_rule, values);
    }
    Record drafted(std::string_view discount)
    {
        auto const made = create(as(ana), offer, { { offer.account, acme.id }, { offer.contact, mila.id } });
        create(as(ana), offer_line,
            { { offer_line.lines.parent, made.id }, { offer_line.priced.description, "Tea" },
                { offer_line.priced.price, money("100") }, { offer_line.priced.discount_percent, money(discount) },
                { offer_line.priced.discount_reason, "Large order" } });
        return now(made);
    }
    std::string send(Record const& draft)
    {
        return refusal([&] { act(as(ana), now(draft), "send"); });
    }
    Record asked(Record const& draft)
    {
        act(as(ana), now(draft), "request_approval", R"({"reason":"They buy for a year"})");
        return all(approval, "status = \"waiting\"").back();
    }
    std::string status(Record const& draft) { return now(draft).get(offer.approvable.approval_status).value_or(""); }
};

}

TEST(approvals, what_passes_a_limit_waits_for_the_head_and_then_goes_out)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    auto const small = crm.drafted("10");
    EXPECT_EQ(crm.send(small), "");
    auto const large = crm.drafted("12");
    EXPECT_EQ(crm.send(large), "status: needs_approval");
    EXPECT_EQ(crm.now(large).get(offer.lifecycle.status), "draft");
    EXPECT_FALSE(crm.now(large).get(offer.numbered.number)) << "a refused move draws no number";
    auto const asked = crm.asked(large);
    EXPECT_EQ(asked.get(approval.approver), crm.ben);
    EXPECT_EQ(asked.get(approval.asked_by), crm.ana);
    EXPECT_EQ(asked.get(approval.asked_value), money("12"));
    EXPECT_EQ(asked.get(approval.limit_amount), money("10"));
    EXPECT_EQ(crm.status(large), "waiting");
    EXPECT_EQ(crm.send(large), "status: needs_approval");
    EXPECT_NE(crm.today(crm.as(crm.ben)).find("12, limit 10: They buy for a year"), std::string::npos);
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("\"T16\""), std::string::npos)
        << "it is not hers to decide, and not late";
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), asked, "approve"); }), "own_approval");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dora), asked, "approve"); }), "forbidden");
    crm.act(crm.as(crm.ben), asked, "approve", R"({"comment":"Once"})");
    EXPECT_EQ(crm.status(large), "approved");
    EXPECT_EQ(crm.today(crm.as(crm.ben)).find("\"T16\""), std::string::npos);
    EXPECT_EQ(crm.send(large), "");
    EXPECT_EQ(crm.now(large).get(offer.lifecycle.status), "sent");
}

TEST(approvals, a_refusal_says_why_and_stops_it_until_it_is_asked_again)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    auto const draft = crm.drafted("12");
    auto const asked = crm.asked(draft);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ben), asked, "refuse"); }), "comment: required");
    EXPECT_EQ(crm.status(draft), "waiting");
    crm.act(crm.as(crm.ben), asked, "refuse", R"({"comment":"Too much"})");
    EXPECT_EQ(crm.status(draft), "refused");
    EXPECT_EQ(crm.send(draft), "status: needs_approval");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ben), crm.now(asked), "approve"); }), "not_in_this_state");
    auto const line = crm.all(offer_line).at(0);
    crm.update(crm.as(crm.ana), line, { { offer_line.priced.discount_percent, money("9") } });
    crm.act(crm.as(crm.ana), crm.now(draft), "request_approval", R"({"reason":"Nine then"})");
    EXPECT_EQ(crm.status(draft), "none") << "nine percent are hers to give";
    EXPECT_EQ(crm.send(draft), "");
}

TEST(approvals, what_was_approved_and_then_changed_is_not_approved)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    auto const draft = crm.drafted("12");
    auto const first = crm.asked(draft);
    auto const line = crm.all(offer_line).at(0);
    crm.update(crm.as(crm.ana), line, { { offer_line.priced.discount_percent, money("40") } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ben), first, "approve"); }), "status: changed_since");
    EXPECT_EQ(crm.now(first).get(approval.lifecycle.status), "waiting");
    auto const second = crm.asked(draft);
    EXPECT_EQ(crm.now(first).get(approval.lifecycle.status), "withdrawn") << "one question at a time";
    crm.act(crm.as(crm.ben), second, "approve");
    crm.update(crm.as(crm.ana), crm.now(line), { { offer_line.priced.discount_percent, money("90") } });
    EXPECT_EQ(crm.send(draft), "status: changed_since");
    EXPECT_EQ(crm.now(draft).get(offer.lifecycle.status), "draft");
}

TEST(approvals, steps_are_asked_one_after_the_other)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    crm.rule("Discount above 30 %", "largest_discount_percent > 30",
        { { approval_rule.step, 2 }, { approval_rule.approver_kind, "person" }, { approval_rule.member, crm.dora } });
    auto const draft = crm.drafted("35");
    auto const first = crm.asked(draft);
    EXPECT_EQ(crm.all(approval).size(), 1U);
    crm.act(crm.as(crm.ben), first, "approve");
    EXPECT_EQ(crm.status(draft), "waiting");
    auto const second = crm.all(approval, "status = \"waiting\"").at(0);
    EXPECT_EQ(second.get(approval.approver), crm.dora);
    crm.act(crm.as(crm.dora), second, "approve");
    EXPECT_EQ(crm.status(draft), "approved");
}

TEST(approvals, who_is_away_is_not_asked_and_who_does_not_answer_is_passed_over)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    auto const deputy = crm.hire("eva", "head", crm.team.id);
    auto const ben = crm.all(people::user, fmt::format("id = \"{}\"", crm.ben.value)).at(0);
    crm.update(crm.kontor(), ben,
        { { people::user.deputy, deputy }, { people::user.away_starts_on, *Day::parse("2026-11-20") },
            { people::user.away_ends_on, *Day::parse("2026-11-30") } });
    auto const draft = crm.drafted("12");
    auto const asked = crm.asked(draft);
    EXPECT_EQ(asked.get(approval.approver), deputy);
    crm.clock.set(*Instant::parse("2026-11-26T09:00:00Z"));
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("Not answered in time."), std::string::npos);
    auto duties = jobs::Duties { crm.store() };
    add_duties(duties);
    duties.run();
    EXPECT_EQ(crm.now(asked).get(approval.lifecycle.status), "escalated");
    auto const now_asked = crm.all(approval, "status = \"waiting\"");
    ASSERT_EQ(now_asked.size(), 1U);
    EXPECT_EQ(now_asked.at(0).get(approval.approver), crm.dora);
    crm.act(crm.as(crm.dora), now_asked.at(0), "delegate", fmt::format(R"({{"member":"{}"}})", deputy.value));
    crm.act(crm.as(deputy), crm.now(now_asked.at(0)), "approve");
    EXPECT_EQ(crm.status(draft), "approved");
}

TEST(approvals, whoever_asked_takes_it_back_and_nobody_else)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    auto const draft = crm.drafted("12");
    auto const asked = crm.asked(draft);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ben), asked, "withdraw"); }), "forbidden");
    crm.act(crm.as(crm.ana), asked, "withdraw");
    EXPECT_EQ(crm.now(asked).get(approval.lifecycle.status), "withdrawn");
    EXPECT_EQ(crm.status(draft), "none");
    EXPECT_EQ(crm.send(draft), "status: needs_approval");
}

TEST(approvals, an_offer_that_is_born_as_sent_is_stopped_too)
{
    Desk crm;
    crm.rule("Discount above 10 %", "largest_discount_percent > 10");
    EXPECT_EQ(refusal([&] {
        crm.create_from(crm.as(crm.ana), offer,
            fmt::format(R"({{"account":"{}","contact":"{}","status":"sent","offer_lines":[{{"description":"Tea",)"
                        R"("price":"1","discount_percent":"50","discount_reason":"Gift"}}]}})",
                crm.acme.id.value, crm.mila.id.value));
    }),
        "status: needs_approval");
    EXPECT_TRUE(crm.all(offer).empty());
    EXPECT_TRUE(crm.all(offer_line).empty());
}

TEST(approvals, a_question_about_margins_does_not_tell_them_to_who_may_not_see_them)
{
    Desk crm;
    crm.rule("Margin is thin", "lowest_margin_percent < 15");
    auto const made
        = crm.create(crm.as(crm.ana), offer, { { offer.account, crm.acme.id }, { offer.contact, crm.mila.id } });
    crm.create(crm.kontor(), offer_line,
        { { offer_line.lines.parent, made.id }, { offer_line.priced.description, "Tea" },
            { offer_line.priced.price, money("100") }, { offer_line.cost.cost, money("95") } });
    EXPECT_EQ(crm.now(made).get(offer.margin.lowest_margin_percent), money("5"));
    auto const asked = crm.asked(crm.now(made));
    EXPECT_FALSE(asked.get(approval.asked_value));
    EXPECT_FALSE(asked.get(approval.limit_amount));
}

TEST(approvals, a_rule_that_cannot_be_read_or_that_asks_nobody_is_refused)
{
    Desk crm;
    EXPECT_EQ(refusal([&] { crm.rule("Odd", "no_such_field > 1"); }), "condition: filter_unknown_field");
    EXPECT_EQ(refusal([&] {
        crm.rule("Odd", "total > 1", { { approval_rule.approver_kind, "person" } });
    }),
        "member: required");
    EXPECT_EQ(refusal([&] {
        crm.create(
            crm.kontor(), approval_rule, { { approval_rule.name, "Odd" }, { approval_rule.entity, "contacts" } });
    }),
        "entity: not_approvable");
    EXPECT_TRUE(crm.all(approval_rule).empty());
}

}
