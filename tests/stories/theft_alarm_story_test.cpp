#include "tests/support/test_crm.h"
#include "tests/support/waiting.h"

#include <fmt/format.h>

// The client base is not carried out (RELIABILITY.md, P20).
namespace kontor::test {

namespace {

// Contacts of Ana's: her role, account manager, may read 200 in a day before anybody is told.
void give_contacts(TestCrm& crm, int count)
{
    for (auto done = 0; done < count; done += 100) {
        auto operations = std::string {};
        for (auto i = 0; i < 100; ++i)
            operations += fmt::format(R"({}{{"op":"create","values":{{"last_name":"Number {:04}","owner":"{}"}}}})",
                i ? "," : "", done + i, crm.id_of("ana"));
        auto const answer = crm.as("adam").post("/contacts/batch", fmt::format(R"({{"operations":[{}]}})", operations));
        ASSERT_EQ(answer.status, 200) << answer.text.substr(0, 400);
    }
}

Answer page_of_contacts(Person& person, int page)
{
    return person.get(fmt::format("/contacts?page_size=100&offset={}&order_by=last_name&fields=last_name", page * 100));
}

std::size_t alarms(Person& reader, std::string_view consequence)
{
    return reader.get("/theft_alarms?filter=" + encoded(fmt::format("consequence = \"{}\"", consequence)))
        .count("items");
}

}

STORY(who_reads_far_more_than_he_may_is_reported_then_asked_for_his_password_then_stopped)
{
    auto crm = TestCrm {};
    give_contacts(crm, 900);
    auto& ana = crm.as("ana");
    auto& ben = crm.as("ben");
    ASSERT_EQ(crm.as("adam")
                  .patch("/departments/" + crm.id_of("corporate"), fmt::format(R"({{"head":"{}"}})", crm.id_of("ben")))
                  .status,
        200);

    EXPECT_EQ(page_of_contacts(ana, 0).status, 200);
    EXPECT_EQ(page_of_contacts(ana, 0).status, 200) << "the same page again tells nothing new";
    EXPECT_EQ(page_of_contacts(ana, 1).status, 200) << "at the limit she is reported, not hindered";
    wait_for([&] { return alarms(ben, "notify") == 1; });
    auto const alarm = ben.get("/theft_alarms");
    EXPECT_EQ(alarm.at("items.0.measure"), "contacts");
    EXPECT_EQ(alarm.at("items.0.counted"), "200");
    EXPECT_EQ(alarm.at("items.0.door"), "list");
    EXPECT_EQ(ben.get("/notifications").at("items.0.kind"), "alarm");
    EXPECT_EQ(ana.get("/theft_alarms").status, 404) << "who is watched is not told";
    EXPECT_EQ(ana.get("/notifications").count("items"), 0U);

    EXPECT_EQ(page_of_contacts(ana, 2).status, 200);
    auto const held = page_of_contacts(ana, 3);
    EXPECT_EQ(held.status, 403);
    EXPECT_EQ(held.at("code"), "step_up_required");
    EXPECT_FALSE(held.has("items")) << "nothing leaves with the refusal";
    EXPECT_EQ(ana.get("/session").status, 200);
    EXPECT_EQ(ana.post("/contacts", R"({"last_name":"Zoe"})").status, 201) << "work goes on";

    EXPECT_EQ(ana.post("/session/step_up", R"({"password":"not this one"})").problem("password"), "wrong_password");
    EXPECT_EQ(page_of_contacts(ana, 3).status, 403);
    EXPECT_EQ(ana.post("/session/step_up", R"({"password":"a long password"})").status, 200);
    EXPECT_EQ(page_of_contacts(ana, 3).status, 200);
    for (auto page = 4; page < 7; ++page)
        EXPECT_EQ(page_of_contacts(ana, page).status, 200);
    EXPECT_EQ(page_of_contacts(ana, 7).at("code"), "reading_stopped");
    EXPECT_EQ(page_of_contacts(ana, 0).at("code"), "reading_stopped") << "what she has read already is closed, too";
    EXPECT_EQ(ana.post("/session/step_up", R"({"password":"a long password"})").status, 200);
    EXPECT_EQ(page_of_contacts(ana, 7).status, 403) << "the password does not help any more";
    EXPECT_EQ(crm.as("eva").get("/contacts").status, 200) << "nobody else is hindered";

    wait_for([&] { return alarms(ben, "block") == 1; });
    auto const stopped = ben.get("/theft_alarms?filter=" + encoded("consequence = \"block\"")).at("items.0.id");
    EXPECT_EQ(ben.post("/theft_alarms/" + stopped + "/explain", "{}").problem("note"), "required");
    EXPECT_EQ(
        ben.post("/theft_alarms/" + stopped + "/explain", R"({"note":"A mailing, agreed with me."})").status, 200);
    wait_for([&] { return page_of_contacts(ana, 7).status == 200; });
    EXPECT_EQ(alarms(ben, "notify") + alarms(ben, "step_up") + alarms(ben, "block"), 3U) << "each is told once";
}

STORY(a_notice_period_and_a_token_leave_less_room)
{
    auto crm = TestCrm {};
    give_contacts(crm, 200);
    auto& ana = crm.as("ana");
    auto& ben = crm.as("ben");
    auto const token = ana.post("/tokens", R"({"name":"Sync","scopes":["read"]})").at("token");
    ASSERT_FALSE(token.empty());
    EXPECT_EQ(ana.post("/users/" + crm.id_of("ana") + "/end_notice").status, 403);
    EXPECT_EQ(
        ben.post("/users/" + crm.id_of("ana") + "/start_notice", R"({"leaves_on":"2001-01-01"})").problem("leaves_on"),
        "too_small");
    EXPECT_EQ(ben.post("/users/" + crm.id_of("ana") + "/start_notice", R"({"leaves_on":"2099-12-31"})").status, 200);

    auto program = Person { crm.port(), token };
    EXPECT_EQ(program.get("/contacts?page_size=30").status, 200);
    EXPECT_EQ(program.get("/contacts?page_size=50").at("code"), "step_up_required") << "a token cannot step up";
    EXPECT_EQ(program.post("/session/step_up", R"({"password":"a long password"})").status, 403);
    EXPECT_EQ(ana.get("/exports/contacts.csv").status, 403) << "a tenth of one export a day is none";
}

STORY(one_export_more_than_the_role_has_is_the_heads_decision_and_hinders_nothing_else)
{
    auto crm = TestCrm {};
    auto const role = crm.as("adam").create("roles",
        R"({"name":"Seller","grants":{"accounts":{"read":"all","export":"all"}},"limits":{"daily_exports":1}})");
    crm.as("adam").create("accounts", R"({"name":"Acme"})");
    crm.as("adam").patch("/users/" + crm.id_of("ana"), fmt::format(R"({{"role":"{}"}})", role));
    auto& ana = crm.as("ana");
    EXPECT_EQ(ana.get("/exports/accounts.csv").status, 200);
    auto const refused = ana.get("/exports/accounts.csv");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.at("code"), "export_limit_reached");
    EXPECT_EQ(ana.post("/exports", R"({"entity":"accounts","format":"csv","reason":"Mailing"})").at("code"),
        "export_limit_reached");
    EXPECT_EQ(ana.get("/accounts").count("items"), 1U);
    auto& adam = crm.as("adam");
    wait_for([&] { return alarms(adam, "block") == 1; });
    auto const alarm = adam.get("/theft_alarms").at("items.0.id");
    EXPECT_EQ(adam.get("/theft_alarms").at("items.0.measure"), "exports");
    EXPECT_EQ(adam.post("/theft_alarms/" + alarm + "/explain", R"({"note":"Agreed."})").status, 200);
    wait_for([&] { return ana.get("/exports/accounts.csv").status == 200; });
}

STORY(whatever_names_a_client_counts)
{
    auto crm = TestCrm {};
    give_contacts(crm, 100);
    auto& adam = crm.as("adam");
    auto const read = [&](std::string_view path) { EXPECT_EQ(crm.as("ana").get(path).status, 200) << path; };
    auto const account = adam.create("accounts", fmt::format(R"({{"name":"Acme","owner":"{}"}})", crm.id_of("ana")));
    adam.create("deals", fmt::format(R"({{"name":"Deal","account":"{}","owner":"{}"}})", account, crm.id_of("ana")));
    auto const told = [&](std::string_view door, std::string_view column) {
        auto count = std::int64_t { 0 };
        crm.application().watch().settle();
        crm.store().database().read([&](db::Connection& connection) {
            auto rows = connection.query(fmt::format("select \"{}\" from \"kontor_read_day\" where \"member\" = ?1 "
                                                     "and \"door\" = ?2",
                                             column),
                { Id::parse(crm.id_of("ana"))->value, std::string { door } });
            count = rows->next() ? rows->whole(0) : 0;
        });
        return count;
    };
    read("/deals");
    EXPECT_EQ(told("list", "accounts"), 1) << "the title of a link is a client's name";
    read("/search?q=Number&entities=contacts&limit=20");
    EXPECT_EQ(told("search", "contacts"), 20);
    read("/deals/aggregate?group_by=account");
    EXPECT_EQ(told("aggregate", "accounts"), 1);
    read("/accounts/" + account + "/timeline");
    EXPECT_EQ(told("timeline", "accounts"), 1);
    EXPECT_EQ(told("", "contacts"), 20);
    EXPECT_EQ(told("", "accounts"), 1) << "the same client at four doors is one client";
    EXPECT_EQ(told("", "fresh"), 21);
}

}
