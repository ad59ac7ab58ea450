#include "api/openapi.h"

#include "api/openapi_parts.h"
#include "api/routes.h"
#include "records/action.h"
#include "records/input_fixture.h"
#include "records/report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

namespace kontor::api {

using namespace records::input_fixture;

namespace {

// A collection whose name fixed calls have taken.
struct TestFile : Entity {
    TestFile() : Entity("file", "files", {}) { }
    Text name { *this, "name" };
};
TestFile const file;

Registry const& house()
{
    static auto const registry = [] {
        auto made = Registry {};
        for (auto const* entity : std::initializer_list<Entity const*> {
                 &user, &department, &tag, &stage, &account, &offer, &offer_line, &file })
            made.add(*entity);
        made.action(account, { .name = "lose", .label = { "Mark as lost", "Проиграна" } }, &lose_input,
            [](records::ActionCall&) { return records::ActionResult {}; });
        made.action(account, { .name = "burn", .right = "delete" }, nullptr,
            [](records::ActionCall&) { return records::ActionResult {}; });
        made.report({ "won_lost", { "Won and lost" }, &account, { { .name = "by", .choices = { "month", "year" } } },
            [](records::ReportCall&) { return records::ReportTable {}; } });
        return made;
    }();
    return registry;
}

std::string document_of(records::Actor const& actor)
{
    static auto const schema = Schema::assemble(house(), {});
    return openapi(*schema, house(), actor);
}
Json contract_of(records::Actor const& actor) { return json(document_of(actor)); }

struct Described {
    std::string path, method;
    Json const* operation;
};
std::vector<Described> operations_of(Json const& contract)
{
    auto found = std::vector<Described> {};
    for (auto const& [path, item] : *contract.find("paths")->as_object())
        for (auto const& [method, operation] : *item.as_object())
            if (method != "servers")
                found.push_back({ path, method, &operation });
    return found;
}

Json const* operation(Json const& contract, std::string_view path, std::string_view method)
{
    auto const* item = contract.find("paths")->find(path);
    return item ? item->find(method) : nullptr;
}

Json const& schema(Json const& contract, std::string_view name)
{
    auto const* found = contract.find("components")->find("schemas")->find(name);
    if (!found)
        throw std::runtime_error("the contract has no such schema");
    return *found;
}

void visit(Json const& json, std::function<void(Json const&)> const& seen)
{
    seen(json);
    if (auto const* members = json.as_object())
        for (auto const& [name, value] : *members)
            visit(value, seen);
    if (auto const* elements = json.as_array())
        for (auto const& element : *elements)
            visit(element, seen);
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

std::vector<std::string> segments_of(std::string_view path)
{
    auto segments = std::vector<std::string> {};
    while (!path.empty()) {
        path.remove_prefix(1);
        auto const end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

std::string in_capitals(std::string word)
{
    std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return word;
}

// A described path is a route, or one that the route's parameters stand for: /accounts/{id} is /{entities}/{id}.
bool is_route_of(std::string_view described, std::string_view route)
{
    auto const concrete = segments_of(described), pattern = segments_of(route);
    return std::ranges::equal(concrete, pattern, [](std::string const& segment, std::string const& wanted) {
        return segment == wanted || is_parameter(wanted);
    });
}

}

TEST(openapi, every_reference_leads_somewhere)
{
    auto const contract = contract_of(records::Actor::system());
    auto count = 0;
    visit(contract, [&](Json const& node) {
        auto const* reference = node.find("$ref");
        if (!reference || !reference->as_string())
            return;
        ++count;
        auto const* here = &contract;
        auto const path = reference->as_string()->substr(1); // without '#'
        for (auto const& name : segments_of(path))
            here = here ? here->find(name) : nullptr;
        EXPECT_TRUE(here) << *reference->as_string();
    });
    EXPECT_GT(count, 100);
}

TEST(openapi, every_call_has_a_name_of_its_own_and_says_what_it_is)
{
    auto const contract = contract_of(records::Actor::system());
    auto tags = std::set<std::string> {};
    for (auto const& tag : *contract.find("tags")->as_array())
        EXPECT_TRUE(tags.insert(*tag.find("name")->as_string()).second);
    auto ids = std::set<std::string> {};
    for (auto const& [path, method, call] : operations_of(contract)) {
        auto const& id = *call->find("operationId")->as_string();
        EXPECT_TRUE(ids.insert(id).second) << id;
        EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"), std::string::npos) << id;
        EXPECT_FALSE(call->find("summary")->as_string()->empty()) << id;
        EXPECT_TRUE(tags.contains(*call->find("tags")->as_array()->at(0).as_string())) << id;
        EXPECT_TRUE(call->find("responses")->find("400")) << id;
    }
    for (auto const* id : { "list_accounts", "get_account", "create_account", "update_account", "delete_account",
             "lose_account", "batch_accounts", "sign_in", "report_won_lost" })
        EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(openapi, schemas_have_names_of_their_own)
{
    auto const contract = contract_of(records::Actor::system());
    auto names = std::set<std::string> {};
    for (auto const& [name, described] : *contract.find("components")->find("schemas")->as_object())
        EXPECT_TRUE(names.insert(name).second) << name;
}

TEST(openapi, every_route_is_described)
{
    auto const contract = contract_of(records::Actor::system());
    auto const described = operations_of(contract);
    for (auto const& route : public_routes()) {
        auto const is_found = std::ranges::any_of(described, [&](Described const& call) {
            return in_capitals(call.method) == route.method && is_route_of(call.path, route.path);
        });
        // Comments and files hang on entities that declare them; this house has none.
        auto const needs_a_trait
            = route.path.find("/comments") != std::string::npos || route.path.starts_with("/{entities}/{id}/files");
        EXPECT_NE(is_found, needs_a_trait) << route.method << " " << route.path;
    }
}

TEST(openapi, everything_described_is_a_route)
{
    auto router = http::Router {};
    for (auto const& route : public_routes())
        router.add({ route.method, route.path, route.policy, route.plan, {} });
    auto const contract = contract_of(records::Actor::system());
    for (auto const& call : operations_of(contract)) {
        // These stand outside the table: they come before anybody is known.
        if (call.path == "/healthz" || call.path == "/readyz" || call.path == "/setup" || call.path == "/session"
            || call.path.starts_with("/welcome"))
            continue;
        auto path = std::string {};
        for (auto const& segment : segments_of(call.path))
            path += "/" + (is_parameter(segment) ? std::string { "17" } : segment);
        EXPECT_TRUE(router.find(in_capitals(call.method), path).has_value()) << call.method << " " << path;
    }
}

TEST(openapi, what_is_sent_is_closed_and_what_must_be_sent_is_named)
{
    auto const contract = contract_of(seller({}));
    auto const& input = schema(contract, "AccountInput");
    EXPECT_EQ(input.find("additionalProperties")->to_text(), "false");
    EXPECT_TRUE(input.find("properties")->find("name"));
    for (auto const* name : { "id", "version", "score", "revenue_base", "created_at", "margin_note" })
        EXPECT_FALSE(input.find("properties")->find(name)) << name;
    EXPECT_EQ(schema(contract, "AccountCreate").find("required")->to_text(), R"(["name"])");
    EXPECT_EQ(input.find("properties")->find("segment")->find("enum")->to_text(), R"(["small","large",null])");
    EXPECT_EQ(schema(contract, "LoseAccountAction").find("required")->to_text(), R"(["reason"])");
    auto const& line = schema(contract, "OfferLineInParent");
    EXPECT_TRUE(line.find("properties")->find("quantity"));
    EXPECT_FALSE(line.find("properties")->find("offer")) << "a line does not name its parent";
}

TEST(openapi, what_the_reader_may_not_see_or_do_is_absent)
{
    auto const ana = seller(with_fields({ { "segment", records::FieldAccess::read } }));
    auto const contract = contract_of(ana);
    EXPECT_EQ(document_of(ana).find("margin_note"), std::string::npos);
    EXPECT_TRUE(schema(contract, "Account").find("properties")->find("segment"));
    EXPECT_FALSE(schema(contract, "AccountInput").find("properties")->find("segment"));
    EXPECT_TRUE(operation(contract, "/accounts", "post"));
    EXPECT_FALSE(operation(contract, "/accounts/{id}", "delete"));
    EXPECT_FALSE(operation(contract, "/accounts/{id}/burn", "post"));
    EXPECT_FALSE(operation(contract, "/exports/accounts.csv", "get"));
    EXPECT_FALSE(operation(contract, "/workspace", "patch"));
    EXPECT_FALSE(operation(contract, "/audit", "get"));

    auto stranger = ana;
    auto role = std::make_shared<records::Role>();
    auto reads_only = records::Grant {};
    reads_only.read = records::Level::own;
    role->grants.emplace("offers", reads_only);
    stranger.role = role;
    auto const little = contract_of(stranger);
    EXPECT_FALSE(operation(little, "/accounts", "get"));
    EXPECT_FALSE(operation(little, "/offers", "post"));
    EXPECT_TRUE(operation(little, "/offers", "get"));
    EXPECT_FALSE(operation(little, "/reports/won_lost", "get"));
}

TEST(openapi, every_schema_is_used_whoever_reads)
{
    for (auto const& actor : { records::Actor::system(), seller({}) }) {
        auto const text = document_of(actor);
        auto const contract = json(text);
        for (auto const& [name, described] : *contract.find("components")->find("schemas")->as_object())
            EXPECT_NE(text.find("\"#/components/schemas/" + name + "\""), std::string::npos) << name;
    }
}

TEST(openapi, speaks_the_language_of_the_reader)
{
    auto ana = seller({});
    ana.language = Language::ru;
    EXPECT_EQ(*operation(contract_of(ana), "/accounts/{id}/lose", "post")->find("summary")->as_string(), "Проиграна");
}

TEST(openapi, names_of_schemas_are_in_capitals)
{
    EXPECT_EQ(type_name("offer_line"), "OfferLine");
    EXPECT_EQ(type_name("x_project"), "XProject");
}

}
