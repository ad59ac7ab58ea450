#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/note.h"
#include "modules/accounts/position.h"
#include "modules/people/user.h"
#include "modules/platform/notification.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::accounts {

using test::refusal;
using test::Workspace;

TEST(accounts, an_account_needs_its_name_only)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager");
    auto const acme = crm.create(crm.as(ana), account, { { account.name, "Acme" } });
    EXPECT_EQ(acme.get(account.owned.owner), ana);
    EXPECT_EQ(acme.get(account.lifecycle.status), "suspect");
    EXPECT_EQ(acme.get(account.currency), "EUR");
    EXPECT_EQ(acme.get(account.contact_due_on), Day::parse("2027-01-22")); // 60 days for standard clients
    EXPECT_EQ(acme.get(account.open_deal_amount), Decimal {});
}

TEST(accounts, one_manager_serves_one_kind_of_client)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(ana), account, { { account.name, "Corner shop" }, { account.kind, "retail" } });
    }),
        "owner: serves_conflict");
    auto const acme = crm.create(crm.as(ana), account, { { account.name, "Acme" } });
    auto const rita = crm.hire("rita", "account_manager"), head = crm.hire("hana", "head");
    crm.update(crm.kontor(), crm.all(people::user, "name = \"rita\"").at(0), { { people::user.serves, "retail" } });
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(head), account_member,
            { { account_member.account, acme.id }, { account_member.member, rita },
                { account_member.team_role, "deputy" } });
    }),
        "member: serves_conflict");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(head), account_member,
            { { account_member.account, acme.id }, { account_member.member, rita },
                { account_member.team_role, "engineer" } });
    }),
        "");
}

TEST(accounts, somebody_is_in_a_team_once_in_each_role)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), ben = crm.hire("ben", "account_manager"),
               head = crm.hire("hana", "head");
    auto const acme = crm.create(crm.as(ana), account, { { account.name, "Acme" } });
    auto const membership = Values { { account_member.account, acme.id }, { account_member.member, ben } };
    crm.create(crm.as(head), account_member, membership);
    EXPECT_EQ(refusal([&] { crm.create(crm.as(head), account_member, membership); }), "member: not_unique");
}

TEST(accounts, leaving_and_rejecting_say_why)
{
    Workspace crm;
    auto const acme
        = crm.create(crm.kontor(), account, { { account.name, "Acme" }, { account.lifecycle.status, "client" } });
    EXPECT_EQ(acme.get(account.became_client_on), Day::parse("2026-11-23"));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), acme, { { account.lifecycle.status, "former_client" } });
    }),
        "former_reason: required_when_former_client");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), acme, { { account.lifecycle.status, "rejected" } });
    }),
        "rejected_reason: required_when_rejected");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), acme, { { account.lifecycle.status, "prospect" } });
    }),
        "status: not_allowed_move");
}

TEST(accounts, a_russian_tax_number_is_checked_and_others_are_not)
{
    Workspace crm;
    auto const with = [&](std::string country, std::string number) {
        return refusal([&] {
            crm.create(crm.kontor(), account,
                { { account.name, "A" }, { account.country, country }, { account.tax_number, number } });
        });
    };
    EXPECT_EQ(with("RU", "7707083893"), "");
    EXPECT_EQ(with("ru", "7707083894"), "tax_number: wrong_checksum");
    EXPECT_EQ(with("DE", "7707083894"), "");
    EXPECT_EQ(with("XX", "1"), "country: bad_format");
}

TEST(accounts, a_second_one_of_the_same_name_is_told_of_but_not_refused)
{
    Workspace crm;
    crm.create(crm.kontor(), account, { { account.name, "Acme" } });
    EXPECT_TRUE(crm.warnings.empty());
    crm.create(crm.kontor(), account, { { account.name, "ACME" } });
    ASSERT_EQ(crm.warnings.size(), 1u);
    EXPECT_NE(crm.warnings[0].find("Acme"), std::string::npos);
}

TEST(accounts, groups_of_companies_do_not_close_on_themselves)
{
    Workspace crm;
    auto const head = crm.create(crm.kontor(), account, { { account.name, "Head" } });
    auto const branch = crm.create(crm.kontor(), account, { { account.name, "Branch" }, { account.parent, head.id } });
    EXPECT_EQ(refusal([&] { crm.update(crm.kontor(), head, { { account.parent, branch.id } }); }), "parent: cycle");
    EXPECT_EQ(refusal([&] { crm.update(crm.kontor(), head, { { account.parent, head.id } }); }), "parent: cycle");
}

TEST(accounts, a_sole_proprietor_comes_with_the_person_who_decides)
{
    Workspace crm;
    auto const shop
        = crm.create(crm.kontor(), account, { { account.name, "Ivan Petrov" }, { account.kind, "sole_proprietor" } });
    auto const people_there = crm.all(contact, "account = \"" + shop.id.to_string() + "\"");
    ASSERT_EQ(people_there.size(), 1u);
    EXPECT_EQ(people_there[0].get(contact.last_name), "Petrov");
    EXPECT_EQ(crm.all(position).at(0).get(position.buying_role), "decision_maker");
}

TEST(contacts, a_name_is_given_whole_or_in_parts)
{
    Workspace crm;
    auto const whole = crm.create(crm.kontor(), contact, { { contact.name, "Ivan Petrov" } });
    EXPECT_EQ(whole.get(contact.first_name), "Ivan");
    EXPECT_EQ(whole.get(contact.last_name), "Petrov");
    auto const parts
        = crm.create(crm.kontor(), contact, { { contact.first_name, "Elena" }, { contact.last_name, "Markova" } });
    EXPECT_EQ(parts.get(contact.name), "Elena Markova");
    EXPECT_EQ(crm.update(crm.kontor(), parts, { { contact.last_name, "Orlova" } }).get(contact.name), "Elena Orlova");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), contact, { { contact.email, "x@acme.test" } });
    }),
        "name: required");
}

TEST(contacts, the_company_of_a_person_is_that_of_the_main_position)
{
    Workspace crm;
    auto const acme = crm.create(crm.kontor(), account, { { account.name, "Acme" } });
    auto const globex = crm.create(crm.kontor(), account, { { account.name, "Globex" } });
    auto const ivan = crm.create(crm.kontor(), contact,
        { { contact.name, "Ivan Petrov" }, { contact.account, acme.id }, { contact.title, "Buyer" } });
    auto const job = crm.all(position).at(0);
    EXPECT_EQ(job.get(position.account), acme.id);
    EXPECT_EQ(job.get(position.title), "Buyer");
    EXPECT_EQ(job.get(position.is_main), true);

    crm.update(crm.kontor(), job, { { position.title, "Head of purchasing" } });
    EXPECT_EQ(crm.now(ivan).get(contact.title), "Head of purchasing");
    EXPECT_EQ(crm.now(ivan).version, 1); // nobody's edit

    auto const second = crm.create(crm.kontor(), position,
        { { position.contact, ivan.id }, { position.account, globex.id }, { position.title, "Director" },
            { position.is_main, true } });
    EXPECT_EQ(crm.now(ivan).get(contact.account), globex.id);
    EXPECT_EQ(crm.now(job).get(position.is_main), false);

    crm.update(crm.kontor(), second, { { position.ends_on, Day::parse("2026-11-01") } });
    EXPECT_EQ(crm.now(ivan).get(contact.account), acme.id);
    crm.update(crm.kontor(), job, { { position.ends_on, Day::parse("2026-11-01") } });
    EXPECT_EQ(crm.now(ivan).get(contact.left_company), true);
    EXPECT_FALSE(crm.now(ivan).get(contact.account));
}

TEST(contacts, find_their_company_again_when_it_comes_back_from_the_bin)
{
    Workspace crm;
    auto const acme = crm.create(crm.kontor(), account, { { account.name, "Acme" } });
    auto const ivan = crm.create(crm.kontor(), contact, { { contact.name, "Ivan" }, { contact.account, acme.id } });
    crm.remove(crm.kontor(), acme);
    EXPECT_FALSE(crm.now(ivan).get(contact.account));
    EXPECT_TRUE(crm.all(position).empty());
    crm.restore(crm.kontor(), acme);
    EXPECT_EQ(crm.now(ivan).get(contact.account), acme.id);
    EXPECT_EQ(crm.now(ivan).get(contact.left_company), false);
}

TEST(positions, superiors_are_found_in_the_same_group_only)
{
    Workspace crm;
    auto const head = crm.create(crm.kontor(), account, { { account.name, "Head" } });
    auto const branch = crm.create(crm.kontor(), account, { { account.name, "Branch" }, { account.parent, head.id } });
    auto const other = crm.create(crm.kontor(), account, { { account.name, "Other" } });
    auto const chief
        = crm.create(crm.kontor(), position, { { position.account, head.id }, { position.title, "Chief" } });
    auto const reporting = [&](Record const& company) {
        return refusal([&] {
            crm.create(crm.kontor(), position,
                { { position.account, company.id }, { position.title, "Buyer" }, { position.reports_to, chief.id } });
        });
    };
    EXPECT_EQ(reporting(branch), "");
    EXPECT_EQ(reporting(other), "reports_to: other_group");
}

TEST(notes, belong_to_the_account_of_what_they_are_about)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), ben = crm.hire("ben", "account_manager");
    auto const acme = crm.create(crm.as(ana), account, { { account.name, "Acme" } });
    auto const ivan = crm.create(crm.as(ana), contact, { { contact.name, "Ivan" }, { contact.account, acme.id } });
    auto const remark = crm.create_from(crm.as(ana), note,
        "{\"about\": {\"entity\": \"contacts\", \"id\": \"" + ivan.id.to_string()
            + "\"}, \"text\": \"\\nLikes tea.\\nNo calls before ten.\", \"mentions\": [\"" + ben.to_string() + "\"]}");
    EXPECT_EQ(remark.get(note.account), acme.id);
    EXPECT_EQ(remark.get(note.title), "Likes tea.");
    auto const told = crm.all(platform::notification);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].get(platform::notification.owned.owner), ben);
}

TEST(assigning, passes_a_client_on_with_what_belongs_to_it)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), ben = crm.hire("ben", "account_manager"),
               head = crm.hire("hana", "head");
    auto const acme = crm.create(crm.as(ana), account, { { account.name, "Acme" } });
    auto const ivan = crm.create(crm.as(ana), contact, { { contact.name, "Ivan" }, { contact.account, acme.id } });
    auto const body = "{\"owner\": \"" + ben.to_string() + "\", \"hand_over\": true, \"note\": \"New territory.\"}";
    EXPECT_EQ(refusal([&] { crm.act(crm.as(ana), acme, "assign", body); }), "forbidden");
    auto const result = crm.act(crm.as(head), acme, "assign", body);
    EXPECT_EQ(result.message, "Assigned to ben.");
    EXPECT_EQ(crm.now(acme).get(account.owned.owner), ben);
    EXPECT_EQ(crm.now(ivan).get(contact.owned.owner), ben);
    EXPECT_EQ(crm.all(note).at(0).get(note.text), "New territory.");
    EXPECT_EQ(crm.all(platform::notification).at(0).get(platform::notification.owned.owner), ben);
}

TEST(today, tells_of_clients_that_nobody_spoke_to)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager");
    crm.create(crm.as(ana), account,
        { { account.name, "Acme" }, { account.lifecycle.status, "client" }, { account.tier, "key" } });
    EXPECT_NE(crm.today(crm.as(ana)).find("Nothing is planned with this key client."), std::string::npos);
    crm.clock.advance(std::chrono::hours { 24 * 46 });
    EXPECT_NE(
        crm.today(crm.as(ana)).find("No contact for 46 days; the rhythm for this client is 21."), std::string::npos);
}

}
