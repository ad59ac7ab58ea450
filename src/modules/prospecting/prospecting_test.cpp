#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/catalog/product.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/prospecting/enquiry.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::prospecting {

using accounts::account;
using accounts::contact;
using deals::deal;
using test::refusal;
using test::Workspace;

namespace {

struct Queue : Workspace {
    Id ana = hire("ana", "account_manager");

    Record written(std::string_view company = "Acme")
    {
        return create(as(ana), enquiry,
            { { enquiry.subject, "Laptops" }, { enquiry.channel, "web_form" }, { enquiry.email, "ivan@acme.test" },
                { enquiry.contact_name, "Ivan Petrov" }, { enquiry.company_name, std::string { company } },
                { enquiry.budget, Decimal::from_whole(9'000) } });
    }
};

}

TEST(enquiries, that_come_in_by_themselves_wait_for_somebody)
{
    Queue crm;
    auto const asked = crm.written();
    EXPECT_FALSE(asked.get(enquiry.owned.owner));
    EXPECT_FALSE(asked.get(enquiry.owned.department));
    EXPECT_EQ(asked.get(enquiry.respond_by_at), Instant::parse("2026-11-23T13:00:00Z"));
    auto const told
        = crm.create(crm.as(crm.ana), enquiry, { { enquiry.subject, "Call" }, { enquiry.phone, "+49 30 1" } });
    EXPECT_EQ(told.get(enquiry.owned.owner), crm.ana);
    crm.act(crm.as(crm.ana), asked, "take");
    EXPECT_EQ(crm.now(asked).get(enquiry.owned.owner), crm.ana);
    EXPECT_EQ(crm.now(asked).get(enquiry.lifecycle.status), "working");
}

TEST(enquiries, need_a_way_to_answer)
{
    Queue crm;
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.ana), enquiry, { { enquiry.subject, "Hello" } });
    }),
        "email: nothing_to_reach");
}

TEST(enquiries, are_recognised_by_who_wrote_before)
{
    Queue crm;
    auto const acme = crm.create(crm.as(crm.ana), account, { { account.name, "Acme" } });
    auto const ivan = crm.create(crm.as(crm.ana), contact,
        { { contact.name, "Ivan" }, { contact.account, acme.id }, { contact.email, "Ivan@Acme.test" } });
    auto const again = crm.written();
    EXPECT_EQ(again.get(enquiry.contact), ivan.id);
    EXPECT_EQ(again.get(enquiry.account), acme.id);
}

TEST(enquiries, become_a_client_a_person_and_a_deal_in_one_step)
{
    Queue crm;
    auto const asked = crm.written();
    auto const result = crm.act(crm.as(crm.ana), asked, "qualify",
        R"({"account": {"name": "Acme GmbH", "industry": "energy"}, "contact": {"name": "Ivan Petrov"}, "deal": {"name": "Laptops for the office"}})");
    ASSERT_EQ(result.created.size(), 3u);
    auto const acme = crm.all(account).at(0);
    EXPECT_EQ(acme.get(account.lifecycle.status), "prospect");
    EXPECT_EQ(acme.get(account.industry), "energy");
    EXPECT_EQ(acme.get(account.owned.owner), crm.ana);
    auto const ivan = crm.all(contact).at(0);
    EXPECT_EQ(ivan.get(contact.email), "ivan@acme.test");
    EXPECT_EQ(ivan.get(contact.account), acme.id);
    auto const laptops = crm.all(deal).at(0);
    EXPECT_EQ(laptops.get(deal.name), "Laptops for the office");
    EXPECT_EQ(laptops.get(deal.amount), Decimal::from_whole(9'000));
    EXPECT_EQ(laptops.get(deal.main_contact), ivan.id);
    EXPECT_EQ(laptops.get(deal.enquiry), asked.id);
    auto const settled = crm.now(asked);
    EXPECT_EQ(settled.get(enquiry.lifecycle.status), "qualified");
    EXPECT_EQ(settled.get(enquiry.deal), laptops.id);
    EXPECT_EQ(settled.get(enquiry.responded_at), crm.clock.now());
}

TEST(enquiries, are_qualified_with_what_they_say_themselves)
{
    Queue crm;
    auto const asked = crm.written("Globex");
    auto const result = crm.act(crm.as(crm.ana), asked, "qualify", R"({"deal": false})");
    EXPECT_EQ(result.created.size(), 2u);
    EXPECT_EQ(crm.all(account).at(0).get(account.name), "Globex");
    EXPECT_TRUE(crm.all(deal).empty());
    auto const nobody
        = crm.create(crm.as(crm.ana), enquiry, { { enquiry.subject, "Hello" }, { enquiry.phone, "1234567" } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), nobody, "qualify"); }), "account: required");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), nobody, "qualify", R"({"account": "17"})"); }),
        "account: no_such_record");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), nobody, "qualify", R"({"account": {"nam": "Acme"}})"); }),
        "account.nam: unknown_field");
}

TEST(enquiries, offer_who_is_there_already_before_they_make_anybody_anew)
{
    Queue crm;
    auto const acme = crm.create(crm.as(crm.ana), account, { { account.name, "Acme Ltd" } });
    auto const asked = crm.written("ACME");
    auto const offered = crm.act(crm.as(crm.ana), asked, "qualify");
    EXPECT_TRUE(offered.created.empty());
    ASSERT_EQ(offered.more.size(), 1u);
    EXPECT_NE(offered.more[0].second.to_text().find(acme.id.to_string()), std::string::npos);
    EXPECT_EQ(crm.now(asked).get(enquiry.lifecycle.status), "new");
    crm.act(crm.as(crm.ana), asked, "qualify", "{\"account\": \"" + acme.id.to_string() + "\"}");
    EXPECT_EQ(crm.all(account).size(), 1u);
    EXPECT_EQ(crm.now(acme).get(account.lifecycle.status), "prospect");
    auto const second = crm.written("ACME");
    crm.update_from(crm.kontor(), second, R"({"account": null, "contact": null})");
    crm.act(crm.as(crm.ana), second, "qualify", R"({"force": true})");
    EXPECT_EQ(crm.all(account).size(), 2u);
}

TEST(enquiries, that_fail_to_qualify_leave_nothing_behind)
{
    Queue crm;
    auto const asked = crm.written();
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), asked, "qualify", R"({"deal": {"stage": "lost"}})"); }),
        "lost_reason: required_when_lost");
    EXPECT_TRUE(crm.all(account).empty());
    EXPECT_TRUE(crm.all(contact).empty());
}

TEST(enquiries, are_dismissed_with_a_reason_and_taken_up_again)
{
    Queue crm;
    auto const asked = crm.written();
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), asked, "dismiss"); }), "dismiss_reason: required");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), asked, { { enquiry.lifecycle.status, "dismissed" } });
    }),
        "dismiss_reason: required_when_dismissed");
    crm.act(crm.kontor(), asked, "dismiss", R"({"dismiss_reason": "spam"})");
    crm.update(crm.kontor(), asked, { { enquiry.lifecycle.status, "new" } });
    EXPECT_FALSE(crm.now(asked).get(enquiry.dismiss_reason));
}

TEST(enquiries, that_wait_too_long_stand_on_today)
{
    Queue crm;
    crm.written();
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("waits for an answer"), std::string::npos);
    crm.clock.advance(std::chrono::minutes { 16 });
    EXPECT_NE(
        crm.today(crm.as(crm.ana)).find("Enquiry of 09:00 waits for an answer; promised by 13:00."), std::string::npos);
}

TEST(products, are_counted_in_pieces_unless_said_otherwise)
{
    Queue crm;
    auto const& product = catalog::product;
    auto const laptop
        = crm.create(crm.kontor(), product, { { product.name, "Laptop" }, { product.gtin, "4006381333931" } });
    EXPECT_TRUE(laptop.get(product.unit));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), laptop, { { product.gtin, "4006381333932" } });
    }),
        "gtin: wrong_checksum");
    EXPECT_EQ(crm.update(crm.kontor(), laptop, { { product.lifecycle.status, "ended" } }).get(product.ends_on),
        Day::parse("2026-11-23"));
}

}
