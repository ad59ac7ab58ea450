#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/note.h"
#include "modules/conversations/activity.h"
#include "modules/deals/deal.h"
#include "records/integrity.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::conversations {

using accounts::account;
using accounts::contact;
using deals::deal;
using test::refusal;
using test::Workspace;

namespace {

struct Talks : Workspace {
    Id ana = hire("ana", "account_manager");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record ivan = create(as(ana), contact, { { contact.name, "Ivan" }, { contact.account, acme.id } });
    Record renewal = create(as(ana), deal, { { deal.name, "Renewal" }, { deal.account, acme.id } });

    Record plan(std::string kind, std::string_view day)
    {
        auto values = Values { { activity.kind, std::move(kind) }, { activity.due_on, Day::parse(day) },
            { activity.deal, renewal.id } };
        values.links.push_back({ &activity.contacts, true, { { ivan.id } } });
        return create(as(ana), activity, values);
    }
};

}

TEST(activities, know_their_client_by_what_they_are_about)
{
    Talks crm;
    auto const call = crm.plan("call", "2026-11-25");
    EXPECT_EQ(call.get(activity.account), crm.acme.id);
    EXPECT_EQ(call.get(activity.about), crm.renewal.id);
    EXPECT_EQ(call.get(activity.subject), "Call");
    EXPECT_EQ(call.get(activity.planned_on), Day::parse("2026-11-25"));
    auto const visit = crm.create_from(crm.as(crm.ana), activity,
        "{\"kind\": \"visit\", \"starts_at\": \"2026-11-24T23:30:00+02:00\", \"about\": {\"entity\": \"contacts\", "
        "\"id\": \""
            + crm.ivan.id.to_string() + "\"}}");
    EXPECT_EQ(visit.get(activity.account), crm.acme.id);
    EXPECT_EQ(visit.get(activity.planned_on), Day::parse("2026-11-24"));
}

TEST(activities, tell_clients_and_deals_what_comes_next)
{
    Talks crm;
    auto const later = crm.plan("meeting", "2026-12-05");
    auto const sooner = crm.create(crm.as(crm.ana), activity,
        { { activity.subject, "Send samples" }, { activity.due_on, Day::parse("2026-11-25") },
            { activity.deal, crm.renewal.id } });
    EXPECT_EQ(crm.now(crm.renewal).get(deal.next_step), "Send samples");
    EXPECT_EQ(crm.now(crm.acme).get(account.next_step_on), Day::parse("2026-11-25"));
    EXPECT_EQ(crm.now(crm.acme).version, 1); // nobody's edit
    crm.act(crm.as(crm.ana), sooner, "complete");
    EXPECT_EQ(crm.now(crm.renewal).get(deal.next_step), "Meeting");
    EXPECT_EQ(crm.now(crm.renewal).get(deal.next_step_on), Day::parse("2026-12-05"));
    EXPECT_EQ(crm.now(crm.renewal).get(deal.last_activity_at), crm.clock.now());
    crm.remove(crm.as(crm.ana), later);
    EXPECT_FALSE(crm.now(crm.renewal).get(deal.next_step));
    EXPECT_FALSE(crm.now(crm.acme).get(account.next_step_on));
}

TEST(activities, a_meeting_is_not_done_without_an_outcome)
{
    Talks crm;
    auto const meeting = crm.plan("meeting", "2026-11-23");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), meeting, "complete"); }), "outcome: outcome_missing");
    auto const result = crm.act(crm.as(crm.ana), meeting, "complete",
        R"({"outcome": "They want delivery in January.", "result": "agreed", "next_kind": "call", "next_subject": "Ask about January", "next_on": "2026-11-30"})");
    ASSERT_EQ(result.created.size(), 1u);
    EXPECT_EQ(result.created[0].title, "Ask about January");
    auto const next = crm.all(activity, "status = \"planned\"").at(0);
    EXPECT_EQ(next.get(activity.deal), crm.renewal.id);
    EXPECT_EQ(crm.all(activity, "contacts = \"" + crm.ivan.id.to_string() + "\"").size(), 2u);
    EXPECT_EQ(crm.now(crm.ivan).get(contact.last_contact_at), crm.clock.now());
    EXPECT_EQ(crm.now(crm.acme).get(account.contact_due_on), Day::parse("2027-01-22"));
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), meeting, "complete", R"({"outcome": "Again"})"); }),
        "not_in_this_state");
}

TEST(activities, are_done_when_they_were_held_and_not_when_they_are_ticked_off)
{
    Talks crm;
    auto const held = crm.create(crm.as(crm.ana), activity,
        { { activity.kind, "meeting" }, { activity.account, crm.acme.id }, { activity.outcome, "Agreed." },
            { activity.starts_at, Instant::parse("2026-11-20T10:00:00Z") },
            { activity.ends_at, Instant::parse("2026-11-20T11:00:00Z") }, { activity.lifecycle.status, "done" } });
    EXPECT_EQ(held.get(activity.completed_at), Instant::parse("2026-11-20T11:00:00Z"));
    EXPECT_EQ(crm.now(crm.acme).get(account.last_contact_at), Instant::parse("2026-11-20T11:00:00Z"));
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.ana), activity,
            { { activity.starts_at, Instant::parse("2026-11-20T10:00:00Z") },
                { activity.ends_at, Instant::parse("2026-11-20T09:00:00Z") } });
    }),
        "ends_at: dates_reversed");
}

TEST(activities, keep_their_length_when_they_move_and_count_it)
{
    Talks crm;
    auto const meeting = crm.create(crm.as(crm.ana), activity,
        { { activity.kind, "meeting" }, { activity.account, crm.acme.id },
            { activity.starts_at, Instant::parse("2026-11-24T10:00:00Z") },
            { activity.ends_at, Instant::parse("2026-11-24T11:30:00Z") } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), meeting, "reschedule"); }), "due_on: required");
    crm.act(
        crm.as(crm.ana), meeting, "reschedule", R"({"starts_at": "2026-11-26T09:00:00Z", "reason": "Ivan is ill."})");
    auto const moved = crm.now(meeting);
    EXPECT_EQ(moved.get(activity.ends_at), Instant::parse("2026-11-26T10:30:00Z"));
    EXPECT_EQ(moved.get(activity.rescheduled_count), 1);
    EXPECT_EQ(crm.all(accounts::note).at(0).get(accounts::note.account), crm.acme.id);
    crm.act(crm.as(crm.ana), meeting, "cancel", R"({"reason": "No longer needed."})");
    EXPECT_EQ(crm.now(meeting).get(activity.lifecycle.status), "cancelled");
    EXPECT_FALSE(crm.now(crm.acme).get(account.next_step_on));
}

TEST(activities, that_are_overdue_stand_on_today)
{
    Talks crm;
    crm.plan("task", "2026-11-21");
    auto const today = crm.today(crm.as(crm.ana));
    EXPECT_NE(today.find("Task overdue by 2 days."), std::string::npos);
}

TEST(activities, leave_every_sum_as_it_is_defined)
{
    Talks crm;
    auto const call = crm.plan("call", "2026-11-25");
    crm.plan("task", "2026-11-24");
    crm.act(crm.as(crm.ana), call, "complete");
    crm.update(crm.as(crm.ana), crm.renewal, { { deal.amount, Decimal::from_whole(700) } });
    crm.create(crm.as(crm.ana), account, { { account.name, "Globex" } });
    crm.remove(crm.kontor(), crm.renewal);
    auto const found = records::check_integrity(crm.store(), [](std::string_view) { return std::string {}; });
    EXPECT_EQ(found.faults, std::vector<std::string> {});
}

}
