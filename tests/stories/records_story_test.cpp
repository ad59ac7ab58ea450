#include "tests/support/test_crm.h"

#include <fmt/format.h>

namespace kontor::test {

STORY(an_account_needs_its_name_only_and_comes_back_as_it_was_sent)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");

    auto const made = ana.post("/accounts", R"({"name":"  Acme \"Nord\" ООО "})");

    EXPECT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.at("name"), "  Acme \"Nord\" ООО ");
    EXPECT_EQ(made.at("version"), "1");
    EXPECT_EQ(made.at("owner.title"), "ana");
    EXPECT_EQ(made.header("location"), "/api/v1/accounts/" + made.at("id"));
    auto const read = ana.get("/accounts/" + made.at("id"));
    EXPECT_EQ(read.text, made.text);
    EXPECT_EQ(read.header("etag"), made.header("etag"));
}

STORY(a_colleague_of_another_team_does_not_see_what_is_not_his)
{
    auto crm = TestCrm {};
    auto const acme = crm.as("ana").create("accounts", R"({"name":"Acme"})");

    EXPECT_EQ(crm.as("carl").get("/accounts/" + acme).status, 404);
    EXPECT_EQ(crm.as("carl").get("/accounts?count=exact").at("total"), "0");
    EXPECT_EQ(crm.as("carl").patch("/accounts/" + acme, R"({"name":"Mine"})").status, 404);
    EXPECT_EQ(crm.as("carl").patch("/accounts/" + acme, "{}").status, 404);
    EXPECT_EQ(crm.as("carl").remove("/accounts/" + acme).status, 404);
    EXPECT_EQ(crm.as("carl").get("/search?q=acme").count("groups"), 0U);
    EXPECT_EQ(crm.as("carl").get("/accounts/aggregate").at("groups.0.count"), "0");
    EXPECT_EQ(crm.as("carl").get("/accounts/" + acme + "/timeline").status, 404);
    EXPECT_EQ(crm.as("guest").get("/accounts/" + acme).status, 401);
    EXPECT_EQ(crm.as("guest").get("/nowhere").status, 401);
    EXPECT_EQ(crm.as("ben").get("/accounts/" + acme).status, 200) << "the head sees his subtree";
    EXPECT_EQ(crm.as("ana").get("/accounts/" + acme).at("version"), "1") << "refused writes changed nothing";
    EXPECT_EQ(crm.audit_count(acme), 1);
}

STORY(a_stale_version_is_refused_and_an_unchanged_record_makes_no_version)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");

    EXPECT_EQ(ana.patch("/accounts/" + acme, R"({"name":"Acme"})").at("version"), "1");
    EXPECT_EQ(crm.audit_count(acme), 1);
    EXPECT_EQ(ana.patch("/accounts/" + acme, R"({"name":"Acme AG"})", { { "If-Match", "\"1\"" } }).at("version"), "2");
    auto const late = ana.patch("/accounts/" + acme, R"({"name":"Acme SE"})", { { "If-Match", "\"1\"" } });
    EXPECT_EQ(late.status, 412) << late.text;
    EXPECT_EQ(late.at("code"), "version_conflict");
    EXPECT_EQ(late.at("current_version"), "2");
    EXPECT_EQ(ana.get("/accounts/" + acme).at("name"), "Acme AG");
}

STORY(a_retried_request_has_one_effect)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");

    auto const first = ana.post("/accounts", R"({"name":"Acme"})", { { "Idempotency-Key", "k1" } });
    auto const second = ana.post("/accounts", R"({"name":"Acme"})", { { "Idempotency-Key", "\"k1\"" } });
    auto const other = ana.post("/accounts", R"({"name":"Globex"})", { { "Idempotency-Key", "k1" } });

    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.text, first.text);
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.at("code"), "idempotency_key_reused");
    EXPECT_EQ(ana.get("/accounts?count=exact").at("total"), "1");
}

STORY(bad_bodies_are_told_with_their_place_and_write_nothing)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");

    auto const unknown = ana.post("/accounts", R"({"name":"Acme","no_such_field":1,"version":7,"id":"5"})");
    EXPECT_EQ(unknown.status, 400);
    EXPECT_EQ(unknown.problem("no_such_field"), "unknown_field");
    EXPECT_EQ(unknown.problem("version"), "read_only");
    EXPECT_EQ(unknown.problem("id"), "read_only");
    EXPECT_EQ(ana.post("/accounts", "{\"name\":").at("code"), "malformed_json");
    EXPECT_EQ(ana.post("/accounts", "[]").status, 400);
    EXPECT_EQ(ana.post("/accounts", R"({"name":"a","name":"b"})").problem("name"), "duplicate_field");
    EXPECT_EQ(ana.post("/accounts", R"({})").problem("name"), "required");
    EXPECT_EQ(ana.post("/accounts", "{\"name\":\"a\\u0000b\"}").status, 422);
    EXPECT_EQ(
        ana.post("/accounts", fmt::format(R"({{"name":"{}"}})", std::string(256, 'x'))).problem("name"), "too_long");
    EXPECT_EQ(ana.send("POST", "/accounts", { { "Content-Type", "text/plain" } }, R"({"name":"a"})").status, 415);
    EXPECT_EQ(ana.get("/accounts?page_size=501").status, 400);
    EXPECT_EQ(ana.get("/accounts?nonsense=1").at("code"), "unknown_parameter");
    EXPECT_EQ(ana.get("/accounts?count=exact").at("total"), "0");
}

STORY(filters_find_what_people_mean_in_both_alphabets)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    ana.create("accounts", R"({"name":"Ёлка Плюс","segment":"large","annual_revenue":"1500000"})");
    ana.create("accounts", R"({"name":"Łódź Metal","segment":"small","annual_revenue":"900000.5"})");
    ana.create("accounts", R"({"name":"Globex"})");
    auto const names = [&](std::string_view filter) {
        auto const answer = ana.get("/accounts?fields=name&order_by=name&filter=" + encoded(filter));
        EXPECT_EQ(answer.status, 200) << filter << "\n" << answer.text;
        auto text = std::string {};
        for (std::size_t i = 0; i < answer.count("items"); ++i)
            text += answer.at(fmt::format("items.{}.name", i)) + ";";
        return text;
    };

    EXPECT_EQ(names(R"(name : "елка")"), "Ёлка Плюс;");
    EXPECT_EQ(names(R"(name : "LODZ")"), "Łódź Metal;");
    EXPECT_EQ(names(R"(segment = "large")"), "Ёлка Плюс;");
    EXPECT_EQ(names(R"(segment != "large")"), "Globex;Łódź Metal;");
    EXPECT_EQ(names(R"(NOT segment = "large" AND segment != null)"), "Łódź Metal;");
    EXPECT_EQ(names("annual_revenue > 900000"), "Łódź Metal;Ёлка Плюс;");
    EXPECT_EQ(names("owner = me()"), "Globex;Łódź Metal;Ёлка Плюс;");
    EXPECT_EQ(names("deals = null"), "Globex;Łódź Metal;Ёлка Плюс;");
    EXPECT_EQ(names(R"(any(deals, status = "won"))"), "");
    auto const wrong = ana.get("/accounts?filter=" + encoded(R"(sgment = "large")"));
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.at("code"), "filter_unknown_field");
    EXPECT_EQ(wrong.at("detail"), R"(Accounts have no field "sgment". Did you mean "segment"?)");
    EXPECT_EQ(wrong.at("at.column"), "1");
}

STORY(pages_see_every_row_once_whatever_is_inserted_meanwhile)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    for (auto i = 0; i < 25; ++i)
        ana.create("accounts", fmt::format(R"({{"name":"Account {:02}"}})", i));
    auto seen = std::vector<std::string> {};
    auto token = std::string {};
    do {
        auto const page = ana.get(
            "/accounts?fields=name&order_by=name&page_size=10" + (token.empty() ? "" : "&page_token=" + token));
        ASSERT_EQ(page.status, 200) << page.text;
        for (std::size_t i = 0; i < page.count("items"); ++i)
            seen.push_back(page.at(fmt::format("items.{}.name", i)));
        token = page.at("next_page_token");
        ana.create("accounts", R"({"name":"AAA inserted before the page"})");
    } while (!token.empty());

    EXPECT_EQ(seen.size(), 25U);
    EXPECT_EQ(seen.front(), "Account 00");
    EXPECT_EQ(seen.back(), "Account 24");
    auto const first = ana.get("/accounts?order_by=name&page_size=10");
    EXPECT_EQ(
        ana.get("/accounts?order_by=id&page_token=" + first.at("next_page_token")).at("code"), "page_token_mismatch");
    EXPECT_EQ(ana.get("/accounts?page_token=AAAA").at("code"), "page_token_invalid");
    EXPECT_EQ(crm.as("ben").get("/accounts?order_by=name&page_token=" + first.at("next_page_token")).status, 400);
}

STORY(what_goes_to_the_bin_comes_back_with_what_the_same_delete_took)
{
    auto crm = TestCrm {};
    auto& ben = crm.as("ben");
    auto const deal = ben.create("deals", R"({"name":"Renewal"})");
    auto const person = ben.create("contacts", R"({"last_name":"Petrov","email":"i@acme.test"})");
    ASSERT_EQ(ben.patch("/deals/" + deal,
                     fmt::format(R"({{"deal_contacts":[{{"contact":"{}","buying_role":"champion"}}]}})", person))
                  .status,
        200);

    EXPECT_EQ(ben.remove("/deals/" + deal).status, 200);
    EXPECT_EQ(ben.get("/deals/" + deal).at("code"), "in_bin");
    EXPECT_EQ(ben.get("/deal_contacts?count=exact").at("total"), "0");
    EXPECT_EQ(ben.get("/deals?bin=only&count=exact").at("total"), "1");
    EXPECT_EQ(ben.post("/deals/" + deal + "/restore").status, 200);
    EXPECT_EQ(ben.get("/deals/" + deal).status, 200);
    EXPECT_EQ(ben.get("/deal_contacts?count=exact").at("total"), "1");
}

STORY(a_change_can_be_taken_back_until_somebody_else_has_changed_it_too)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const change = ana.patch("/accounts/" + acme, R"({"name":"Acme AG","tier":"key"})").header("kontor-change");

    ASSERT_EQ(ana.post("/changes/" + change + "/undo").status, 200);
    EXPECT_EQ(ana.get("/accounts/" + acme).at("name"), "Acme");
    auto const second = ana.patch("/accounts/" + acme, R"({"name":"Acme SE"})").header("kontor-change");
    ana.patch("/accounts/" + acme, R"({"name":"Acme NV"})");
    auto const late = ana.post("/changes/" + second + "/undo");
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.at("code"), "changed_since");
    EXPECT_EQ(ana.get("/accounts/" + acme).at("name"), "Acme NV");
    EXPECT_EQ(crm.as("carl").post("/changes/" + change + "/undo").status, 404);
}

STORY(a_member_of_the_team_is_one_from_his_first_day_to_his_last_and_changes_what_he_may)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto& carl = crm.as("carl");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const deal = ana.create("deals", R"({"name":"Renewal","account":")" + acme + R"("})");
    auto const member = crm.as("adam").create("account_members",
        fmt::format(
            R"({{"account":"{}","member":"{}","team_role":"engineer","may_edit":false}})", acme, crm.id_of("carl")));

    EXPECT_EQ(carl.get("/accounts/" + acme).status, 200);
    EXPECT_EQ(carl.get("/deals/" + deal).status, 200);
    EXPECT_EQ(carl.patch("/accounts/" + acme, R"({"industry":null})").status, 403) << "he is there to look";
    EXPECT_EQ(carl.patch("/deals/" + deal, R"({"need_summary":"Looked at it"})").status, 403);
    EXPECT_EQ(carl.remove("/deals/" + deal).status, 403);

    auto const change = [&](std::string_view body) {
        EXPECT_EQ(crm.as("adam").patch("/account_members/" + member, body).status, 200) << body;
    };
    change(R"({"may_edit":true})");
    EXPECT_EQ(carl.patch("/deals/" + deal, R"({"need_summary":"Looked at it"})").status, 200);
    change(R"({"ends_on":"2020-01-31"})");
    EXPECT_EQ(carl.get("/accounts/" + acme).status, 404);
    EXPECT_EQ(carl.get("/deals?count=exact").at("total"), "0");
    EXPECT_EQ(carl.patch("/deals/" + deal, R"({"need_summary":"Again"})").status, 404);
    change(R"({"ends_on":null,"starts_on":"2999-01-01"})");
    EXPECT_EQ(carl.get("/deals/" + deal).status, 404);
    change(R"({"starts_on":"2020-01-01","ends_on":"2999-12-31"})");
    EXPECT_EQ(carl.get("/deals?count=exact").at("total"), "1");
}

STORY(a_patch_of_an_address_leaves_the_parts_that_it_does_not_name)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const acme
        = ana.create("accounts", R"({"name":"Acme","legal_address":{"street":"Main 1","city":"Oslo","country":"NO"}})");
    auto const patched = ana.patch("/accounts/" + acme, R"({"legal_address":{"city":"Bergen","street":null}})");
    EXPECT_EQ(patched.at("legal_address.city"), "Bergen");
    EXPECT_EQ(patched.at("legal_address.country"), "NO");
    EXPECT_EQ(patched.at("legal_address.street"), "");
    EXPECT_EQ(ana.patch("/accounts/" + acme, R"({"legal_address":{"city":null,"country":null}})")
                  .find("legal_address")
                  ->to_text(),
        "null");
}

STORY(a_choice_that_an_administrator_added_is_offered_and_taken_by_actions)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto& ana = crm.as("ana");
    EXPECT_EQ(adam.patch("/meta/deals/fields/lost_reason", R"({"choices":[{"value":"moved_abroad"}]})").status, 200);
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const deal = ana.create("deals", R"({"name":"Renewal","account":")" + acme + R"("})");
    EXPECT_EQ(ana.post("/deals/" + deal + "/lose", R"({"lost_reason":"never_heard"})").problem("lost_reason"),
        "no_such_choice");
    auto const lost = ana.post("/deals/" + deal + "/lose", R"({"lost_reason":"moved_abroad"})");
    EXPECT_EQ(lost.at("record.lost_reason"), "moved_abroad") << lost.text;
    auto const actions = ana.get("/meta/deals").find("actions")->to_text();
    EXPECT_NE(actions.find("moved_abroad"), std::string::npos);
}

STORY(what_a_person_owns_moves_with_him_to_his_new_department)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const colleague = crm.as("adam").create("roles", R"({"name":"Colleague","grants":{"*":{"read":"team"}}})");
    for (auto const* name : { "carl", "eva" })
        crm.as("adam").patch("/users/" + crm.id_of(name), R"({"role":")" + colleague + R"("})");
    auto& carl = crm.as("carl");
    auto& eva = crm.as("eva");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const deal = ana.create("deals", R"({"name":"Renewal","account":")" + acme + R"("})");
    auto const version = ana.get("/deals/" + deal).at("version");
    ASSERT_EQ(eva.get("/deals/" + deal).status, 200) << "eva is of ana's team";
    ASSERT_EQ(carl.get("/deals/" + deal).status, 404);
    auto const carls = crm.as("adam").get("/users/" + crm.id_of("carl")).at("department.id");
    EXPECT_EQ(crm.as("adam").patch("/users/" + crm.id_of("ana"), R"({"department":")" + carls + R"("})").status, 200);
    EXPECT_EQ(carl.get("/deals/" + deal).status, 200);
    EXPECT_EQ(carl.get("/accounts?count=exact").at("total"), "1");
    EXPECT_EQ(eva.get("/deals/" + deal).status, 404);
    EXPECT_EQ(ana.get("/deals/" + deal).at("version"), version) << "nobody changed the deal";
}

}
