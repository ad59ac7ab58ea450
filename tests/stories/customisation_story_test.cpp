#include "tests/support/test_crm.h"

#include <algorithm>

// An administrator makes the workspace his own: fields and objects that the program did not come with.
namespace kontor::test {

namespace {

std::string names_of(Answer const& listed)
{
    auto names = std::string {};
    for (auto const& item : *listed.find("items")->as_array())
        if (*item.find("custom")->as_bool())
            names += *item.find("name")->as_string() + (*item.find("retired")->as_bool() ? "(retired) " : " ");
    return names;
}

}

STORY(custom_fields_are_ordered_renamed_and_keep_both_languages)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    for (auto const* name : { "x_one", "x_two", "x_three" })
        adam.create("meta/deals/fields", R"({"name":")" + std::string { name } + R"(","type":"text"})");
    EXPECT_EQ(adam.patch("/meta/deals/fields/x_three", R"({"place":{"before":"x_one"}})").status, 200);
    EXPECT_EQ(
        adam.patch("/meta/deals/fields/x_one", R"({"place":{"after":"x_two"},"label":{"en":"First","ru":"Первое"}})")
            .status,
        200);
    EXPECT_EQ(names_of(adam.get("/meta/deals/fields")), "x_three x_two x_one ");
    auto const listed = adam.get("/meta/deals/fields").text;
    EXPECT_NE(listed.find(R"("label":{"en":"First","ru":"Первое"})"), std::string::npos);
    EXPECT_EQ(
        adam.patch("/meta/deals/fields/x_one", R"({"place":{"before":"name"}})").problem("place"), "no_such_field");
    EXPECT_EQ(adam.patch("/meta/deals/fields/name", R"({"searchable":false})").problem("searchable"), "read_only");
    EXPECT_EQ(crm.as("ana").get("/meta/deals/fields").status, 403);
}

STORY(a_field_that_becomes_searchable_is_found_by_what_it_holds_already)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    adam.create("meta/accounts/fields", R"({"name":"x_motto","type":"text"})");
    adam.create("accounts", R"({"name":"Acme","x_motto":"Perseverance"})");
    auto const found = [&] { return adam.get("/search?q=perseverance").text.find("Acme") != std::string::npos; };
    EXPECT_FALSE(found());
    EXPECT_EQ(adam.patch("/meta/accounts/fields/x_motto", R"({"searchable":true})").status, 200);
    EXPECT_TRUE(found());
    EXPECT_EQ(adam.patch("/meta/accounts/fields/x_motto", R"({"searchable":false})").status, 200);
    EXPECT_FALSE(found());
}

STORY(a_field_only_becomes_wider)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    adam.create("meta/accounts/fields", R"({"name":"x_motto","type":"text","max":20})");
    auto const change = [&](std::string_view body) { return adam.patch("/meta/accounts/fields/x_motto", body); };
    EXPECT_EQ(change(R"({"max":10})").at("code"), "cannot_convert");
    EXPECT_EQ(change(R"({"type":"whole"})").at("code"), "cannot_convert");
    auto const acme = adam.create("accounts", R"({"name":"Acme","x_motto":"Perseverance"})");
    auto const lines = R"({"x_motto":"Perseverance\nand patience beyond twenty characters"})";
    EXPECT_EQ(adam.patch("/accounts/" + acme, lines).status, 422);
    EXPECT_EQ(change(R"({"type":"long_text"})").status, 200);
    EXPECT_EQ(adam.get("/accounts/" + acme).at("x_motto"), "Perseverance");
    EXPECT_EQ(adam.patch("/accounts/" + acme, lines).status, 200);
}

STORY(choices_stand_in_the_order_they_were_given_and_none_is_lost)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto const values = [&] {
        auto text = std::string {};
        auto const listed = adam.get("/meta/deals/fields");
        for (auto const& field : *listed.find("items")->as_array())
            if (*field.find("name")->as_string() == "x_risk")
                for (auto const& choice : *field.find("choices")->as_array())
                    text += *choice.find("value")->as_string() + " ";
        return text;
    };
    adam.create(
        "meta/deals/fields", R"({"name":"x_risk","type":"choice","choices":[{"value":"low"},{"value":"high"}]})");
    EXPECT_EQ(
        adam.patch("/meta/deals/fields/x_risk", R"({"choices":[{"value":"high"},{"value":"middle"}]})").status, 200);
    EXPECT_EQ(values(), "high middle low ");
}

STORY(what_is_changed_on_a_built_in_field_adds_up)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    EXPECT_EQ(adam.patch("/meta/deals/fields/need_summary", R"({"label":"Story"})").status, 200);
    EXPECT_EQ(adam.patch("/meta/deals/fields/need_summary", R"({"required":true})").status, 200);
    EXPECT_NE(adam.get("/meta/deals").text.find(R"("label":"Story")"), std::string::npos);
    EXPECT_EQ(adam.post("/deals", R"({"name":"Renewal"})").problem("need_summary"), "required");
}

STORY(a_field_that_is_taken_away_is_listed_and_comes_back_with_its_values)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    adam.create("meta/deals/fields", R"({"name":"x_weight","type":"number"})");
    adam.create("meta/deals/fields", R"({"name":"x_double","type":"number","formula":"x_weight * 2"})");
    auto const deal = adam.create("deals", R"({"name":"Renewal","x_weight":"1.5"})");
    EXPECT_EQ(adam.remove("/meta/deals/fields/x_weight").at("code"), "in_use") << "a formula reads it";
    EXPECT_EQ(adam.remove("/meta/deals/fields/x_double").status, 200);
    EXPECT_EQ(adam.remove("/meta/deals/fields/x_weight").status, 200);
    EXPECT_EQ(names_of(adam.get("/meta/deals/fields")), "x_double(retired) x_weight(retired) ");
    EXPECT_EQ(adam.post("/meta/deals/fields/x_weight/restore").status, 200);
    EXPECT_EQ(adam.patch("/deals/" + deal, R"({"x_weight":"4"})").status, 200);
    EXPECT_EQ(adam.post("/meta/deals/fields/x_double/restore").status, 200);
    EXPECT_EQ(adam.get("/deals/" + deal).at("x_double"), "8");
    EXPECT_EQ(adam.post("/meta/deals/fields/x_double/restore").status, 404);
}

STORY(an_object_is_renamed_taken_away_and_brought_back_with_its_records)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    adam.post("/meta/entities",
        R"({"name":"x_projects","singular":"x_project","label":{"one":"Project","many":"Projects"}})");
    adam.create("meta/x_projects/fields", R"({"name":"x_budget","type":"money"})");
    adam.create("meta/deals/fields", R"({"name":"x_project","type":"link","entity":"x_projects"})");
    auto const id = adam.create("x_projects", R"({"name":"Roll-out","x_budget":"1000"})");

    EXPECT_EQ(
        adam.patch("/meta/x_projects", R"({"label":{"many":{"en":"Undertakings","ru":"Проекты"}},"icon":"rocket"})")
            .status,
        200);
    auto const listed = adam.get("/meta/entities");
    EXPECT_EQ(listed.at("items.0.label.many.en"), "Undertakings");
    EXPECT_EQ(listed.at("items.0.label.one.en"), "Project");

    EXPECT_EQ(adam.remove("/meta/x_projects").at("code"), "in_use");
    EXPECT_EQ(adam.remove("/meta/deals/fields/x_project").status, 200);
    EXPECT_EQ(adam.remove("/meta/x_projects").status, 200);
    EXPECT_EQ(adam.get("/x_projects/" + id).status, 404);
    EXPECT_EQ(adam.get("/meta/entities").at("items.0.retired"), "true");
    EXPECT_EQ(adam.post("/meta/x_projects/restore").status, 200);
    EXPECT_EQ(adam.get("/x_projects/" + id).at("x_budget"), "1000.00");
    EXPECT_EQ(adam.remove("/meta/deals").status, 403);
    EXPECT_EQ(crm.as("ana").remove("/meta/x_projects").status, 403);
}

}
