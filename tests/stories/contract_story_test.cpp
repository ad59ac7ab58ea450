#include "api/openapi.h"
#include "app/modules.h"
#include "records/audit.h"
#include "records/tables.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_crm.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <thread>

namespace kontor::test {

namespace {

// Compares with tests/golden/<name>; with KONTOR_UPDATE_GOLDENS the file is written anew, and the difference is read in
// review.
void expect_golden(std::string const& name, std::string const& text)
{
    auto const path = repository_root().value() / "tests/golden" / name;
    if (std::getenv("KONTOR_UPDATE_GOLDENS")) {
        auto file = std::ofstream { path, std::ios::binary };
        file << text;
        return;
    }
    ASSERT_TRUE(std::filesystem::exists(path)) << "Run with KONTOR_UPDATE_GOLDENS=1 to write " << path;
    EXPECT_TRUE(read_file(path) == text) << name
                                         << " is stale: run with KONTOR_UPDATE_GOLDENS=1 and look at the difference.";
}

}

STORY(the_contract_is_as_its_golden_says)
{
    auto registry = Registry {};
    register_modules(registry);
    auto const document = api::openapi(*Schema::assemble(registry, {}), registry, records::Actor::system());
    auto const parsed = parse_json(document, { .depth = 200, .keys_per_object = 100'000 });
    ASSERT_TRUE(std::holds_alternative<Json>(parsed));
    expect_golden("openapi.json", std::get<Json>(parsed).to_pretty_text() + "\n");
}

STORY(every_entity_has_its_table_and_nothing_is_left_to_migrate)
{
    auto crm = TestCrm {};
    crm.store().database().read([&](db::Connection& connection) {
        EXPECT_TRUE(records::difference(connection, *crm.store().schema()).empty());
        for (auto const& entity : crm.store().schema()->entities())
            EXPECT_TRUE(records::table_exists(connection, entity->plural)) << entity->plural;
    });
    EXPECT_TRUE(crm.store().migrate().empty());
}

STORY(every_collection_is_listed_counted_and_described_and_no_stranger_comes_in)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    for (auto const& entity : crm.store().schema()->entities()) {
        if (entity->plural == "files")
            continue; // files are reached through the records that they hang on
        auto const path = "/" + entity->plural;
        EXPECT_EQ(adam.get(path + "?count=exact").status, 200) << path;
        EXPECT_EQ(adam.get(path + "/aggregate").status, 200) << path;
        EXPECT_EQ(adam.get("/meta/" + entity->plural).status, 200) << path;
        EXPECT_EQ(adam.get("/exports/" + entity->plural + ".csv").status, 200) << path;
        for (auto const* door : { "", "/aggregate", "/1", "/1/timeline", "/1/history", "/1/comments", "/1/files" })
            EXPECT_EQ(crm.as("guest").get(path + door).status, 401) << path << door;
        for (auto const* door : { "", "/query", "/batch", "/bulk", "/duplicates", "/1/restore", "/1/revert" })
            EXPECT_EQ(crm.as("guest").post(path + door).status, 401) << path << door;
    }
}

STORY(a_cross_site_request_with_a_cookie_is_refused)
{
    auto crm = TestCrm {};
    auto browser = HttpClient { crm.port() };
    auto const signed_in = browser.send("POST", "/api/v1/session",
        { { "Content-Type", "application/json" }, { "Origin", fmt::format("http://127.0.0.1:{}", crm.port()) },
            { "Sec-Fetch-Site", "same-origin" } },
        R"({"email":"ana@kontor.test","password":"a long password"})");
    ASSERT_EQ(signed_in.status, 200) << signed_in.body;
    EXPECT_NE(signed_in.body.find("\"token\":null"), std::string::npos) << "scripts in a page never hold the token";
    auto const set_cookie = signed_in.header("set-cookie");
    EXPECT_NE(set_cookie.find("HttpOnly"), std::string::npos);
    auto const cookie = set_cookie.substr(0, set_cookie.find(';'));
    auto const post = [&](Headers headers) {
        headers.emplace_back("Cookie", cookie);
        headers.emplace_back("Content-Type", "application/json");
        return browser.send("POST", "/api/v1/accounts", headers, R"({"name":"Forged"})").status;
    };

    EXPECT_EQ(post({ { "Sec-Fetch-Site", "cross-site" } }), 403);
    EXPECT_EQ(post({ { "Origin", "https://evil.example" } }), 403);
    EXPECT_EQ(crm.as("ana").get("/accounts?count=exact").at("total"), "0");
    EXPECT_EQ(post({ { "Sec-Fetch-Site", "same-origin" } }), 201);
}

STORY(guessing_passwords_is_stopped_after_ten_failures_and_a_person_who_signs_out_is_out)
{
    auto crm = TestCrm {};
    auto& guest = crm.as("guest");
    for (auto i = 0; i < 10; ++i)
        EXPECT_EQ(guest.post("/session", R"({"email":"ana@kontor.test","password":"wrong password"})").at("code"),
            "sign_in_failed");
    auto const eleventh = guest.post("/session", R"({"email":"ana@kontor.test","password":"a long password"})");
    EXPECT_EQ(eleventh.status, 429);
    EXPECT_FALSE(eleventh.header("retry-after").empty());

    auto& carl = crm.as("carl");
    EXPECT_EQ(carl.get("/session").at("user.title"), "carl");
    EXPECT_EQ(carl.remove("/session").status, 200);
    EXPECT_EQ(carl.get("/session").status, 401);
}

STORY(a_custom_field_is_at_once_in_lists_filters_exports_and_the_contract)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    EXPECT_EQ(crm.as("ana").post("/meta/deals/fields", R"({"name":"x_risk","type":"text"})").status, 403);
    auto const made = adam.post("/meta/deals/fields",
        R"({"name":"x_risk","type":"choice","label":{"en":"Risk","ru":"Риск"},"choices":[{"value":"low"},{"value":"high","colour":"red"}]})");
    ASSERT_EQ(made.status, 201) << made.text;
    auto const deal = adam.create("deals", R"({"name":"Renewal","x_risk":"high"})");

    EXPECT_EQ(adam.get("/deals/" + deal).at("x_risk"), "high");
    EXPECT_EQ(adam.get("/deals?count=exact&filter=" + encoded(R"(x_risk = "high")")).at("total"), "1");
    EXPECT_EQ(adam.get("/deals/aggregate?group_by=x_risk").at("groups.0.x_risk"), "high");
    EXPECT_NE(adam.get("/exports/deals.csv").text.find("x_risk"), std::string::npos);
    EXPECT_NE(adam.get("/openapi.json").text.find("x_risk"), std::string::npos);
    EXPECT_EQ(adam.patch("/deals/" + deal, R"({"x_risk":"none"})").problem("x_risk"), "no_such_choice");
    EXPECT_EQ(adam.remove("/meta/deals/fields/x_risk").status, 200);
    EXPECT_FALSE(adam.get("/deals/" + deal).has("x_risk"));
    EXPECT_EQ(adam.post("/meta/deals/fields/x_risk/restore").status, 200);
    EXPECT_EQ(adam.get("/deals/" + deal).at("x_risk"), "high");
}

STORY(a_custom_object_is_a_collection_like_any_other)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    ASSERT_EQ(adam.post("/meta/entities",
                      R"({"name":"x_projects","singular":"x_project","label":{"one":"Project","many":"Projects"}})")
                  .status,
        201);
    ASSERT_EQ(adam.post("/meta/x_projects/fields", R"({"name":"x_budget","type":"money"})").status, 201);

    auto const id = adam.create("x_projects", R"({"name":"Roll-out","x_budget":"1000"})");

    EXPECT_EQ(adam.get("/x_projects/" + id).at("x_budget"), "1000.00");
    EXPECT_EQ(adam.get("/x_projects/aggregate?sum=x_budget").at("groups.0.sum.x_budget"), "1000.00");
    EXPECT_EQ(adam.remove("/x_projects/" + id).status, 200);
    EXPECT_EQ(crm.as("carl").get("/x_projects").at("items"), "[]");
}

STORY(whoever_seals_the_trail_beside_another_leaves_it_whole)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    for (auto round = 0; round < 5; ++round) {
        for (auto i = 0; i < 20; ++i)
            ana.create("accounts", R"({"name":"Acme"})");
        auto sealers = std::vector<std::jthread> {};
        for (auto i = 0; i < 4; ++i)
            sealers.emplace_back([&] { records::seal_audit(crm.store()); });
    }
    EXPECT_EQ(records::seal_audit(crm.store()), 0U);
    EXPECT_EQ(records::verify_audit(crm.store()), std::vector<std::string> {});
}

STORY(the_trail_is_sealed_and_an_altered_row_is_named)
{
    auto crm = TestCrm {};
    crm.as("ana").create("accounts", R"({"name":"Acme"})");
    while (records::seal_audit(crm.store()) > 0)
        ;
    EXPECT_TRUE(records::verify_audit(crm.store()).empty());
    crm.store().database().write([](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_audit\" set \"title\" = 'Globex' where \"title\" = 'Acme'");
    });
    auto const faults = records::verify_audit(crm.store());
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_NE(faults[0].find("was altered"), std::string::npos);
}

}
