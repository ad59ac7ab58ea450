#include "records/input_fixture.h"

#include <gtest/gtest.h>

namespace kontor::records {

using namespace input_fixture;

namespace {

std::optional<Problem> problem_of(
    std::string_view body, Entity const& entity = account, Actor const& actor = seller({}), std::string_view path = {})
{
    try {
        read(body, entity, actor, path);
    } catch (Problem const& problem) {
        return problem;
    }
    return {};
}

// "field: code", one a fault, in the order told.
std::string faults_of(
    std::string_view body, Entity const& entity = account, Actor const& actor = seller({}), std::string_view path = {})
{
    auto const problem = problem_of(body, entity, actor, path);
    if (!problem)
        return "none";
    auto text = std::to_string(problem->status());
    for (auto const& fault : problem->fields())
        text += " " + fault.field + ":" + fault.code;
    return text;
}

Value value_of(Field const& field, std::string_view body)
{
    auto const values = read(body);
    auto const* found = values.find(field);
    if (!found)
        throw std::runtime_error("the field was not read");
    return found->value;
}

}

TEST(input, reads_the_named_fields_and_nothing_else)
{
    auto const values = read(R"({"name": "Acme", "employees": 120, "is_key": true})");
    ASSERT_EQ(values.assignments.size(), 3u);
    EXPECT_EQ(std::get<std::string>(values.find(account.name)->value), "Acme");
    EXPECT_EQ(std::get<std::int64_t>(values.find(account.employees)->value), 120);
    EXPECT_TRUE(std::get<bool>(values.find(account.is_key)->value));
    EXPECT_EQ(values.find(account.notes), nullptr);
    EXPECT_TRUE(read("{}").is_empty());
}

TEST(input, null_empties_a_field)
{
    for (auto const* field : assemble()->of(account).fields) {
        if (field->is_read_only() || field->definition().sensitive || field->type() == FieldType::links)
            continue;
        EXPECT_TRUE(is_empty(value_of(*field, "{\"" + field->name() + "\": null}"))) << field->name();
    }
    auto const values = read(R"({"tags": null})");
    ASSERT_EQ(values.links.size(), 1u);
    EXPECT_TRUE(values.links[0].replaces);
    EXPECT_TRUE(values.links[0].add.empty());
}

TEST(input, an_unknown_field_is_named_with_the_nearest_known_one)
{
    auto const problem = problem_of(R"({"no_such_field": 1, "sgment": "large"})");
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->status(), 400);
    EXPECT_EQ(problem->code(), "bad_request");
    ASSERT_EQ(problem->fields().size(), 2u);
    EXPECT_EQ(problem->fields()[0].code, "unknown_field");
    EXPECT_EQ(problem->fields()[0].message, "Accounts have no field \"no_such_field\".");
    EXPECT_EQ(problem->fields()[1].message, "Accounts have no field \"sgment\". Did you mean \"segment\"?");
}

TEST(input, a_hidden_field_is_an_unknown_one_and_no_hint_betrays_it)
{
    EXPECT_EQ(faults_of(R"({"margin_note": "x"})"), "400 margin_note:unknown_field");
    auto const problem = problem_of(R"({"margin_not": "x"})");
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->fields()[0].message, "Accounts have no field \"margin_not\".");

    auto const opened
        = seller(with_fields({ { "margin_note", FieldAccess::write }, { "segment", FieldAccess::hidden } }));
    EXPECT_EQ(faults_of(R"({"margin_note": "x"})", account, opened), "none");
    EXPECT_EQ(faults_of(R"({"segment": "large"})", account, opened), "400 segment:unknown_field");
}

TEST(input, what_may_only_be_read_is_refused)
{
    EXPECT_EQ(faults_of(R"({"id": "1", "version": 2, "created_at": null, "updated_by": "1", "score": "1",
                            "revenue_base": "1", "department": "3"})"),
        "400 id:read_only version:read_only created_at:read_only updated_by:read_only score:read_only "
        "revenue_base:read_only department:read_only");
    EXPECT_EQ(faults_of(R"({"segment": "large"})", account, seller(with_fields({ { "segment", FieldAccess::read } }))),
        "400 segment:read_only");
    EXPECT_EQ(faults_of(R"({"score": "1"})", account, Actor::system()), "400 score:read_only");
}

TEST(input, the_same_field_twice_is_refused)
{
    EXPECT_EQ(faults_of(R"({"name": "Acme", "name": "Globex"})"), "400 name:duplicate_field");
    EXPECT_EQ(faults_of(R"({"address": {"city": "Oslo", "city": "Rome"}})"), "400 address.city:duplicate_field");
}

TEST(input, the_wrong_type_is_told_for_every_field_at_once)
{
    EXPECT_EQ(faults_of(R"({"name": 1, "employees": "12", "revenue": true, "founded_on": 2026, "called_at": [],
                            "is_key": "yes", "segment": 1, "channels": "mail", "parent": 17, "people": "5",
                            "about": "17", "logo": 9, "address": "Oslo", "currency": 978})"),
        "400 name:wrong_type employees:wrong_type revenue:wrong_type founded_on:wrong_type called_at:wrong_type "
        "is_key:wrong_type segment:wrong_type "
        "channels:wrong_type parent:wrong_type people:wrong_type about:wrong_type logo:wrong_type address:wrong_type "
        "currency:wrong_type");
    EXPECT_EQ(faults_of(R"(["name"])"), "400 :wrong_type");
    EXPECT_EQ(faults_of("17", account, seller({}), "operations[3].values."), "400 operations[3].values:wrong_type");
}

TEST(input, shape_and_meaning_together_are_a_400_that_tells_both)
{
    EXPECT_EQ(faults_of(R"({"email": "nobody", "colour": "red"})"), "400 colour:unknown_field email:bad_format");
}

TEST(input, a_path_stands_before_every_fault)
{
    EXPECT_EQ(faults_of(R"({"colour": 1, "address": {"country": "XX"}})", account, seller({}), "operations[3]."),
        "400 operations[3].colour:unknown_field operations[3].address.country:bad_format");
}

TEST(input, text_comes_back_as_sent_and_white_space_alone_is_nothing)
{
    EXPECT_EQ(as_json(account.name, value_of(account.name, R"({"name": "  Acme  "})")), "\"  Acme  \"");
    EXPECT_TRUE(is_empty(value_of(account.name, R"({"name": "  \u00a0 "})")));
    EXPECT_TRUE(is_empty(value_of(account.email, R"({"email": ""})")));
}

TEST(input, control_characters_are_refused_but_long_text_has_lines)
{
    EXPECT_EQ(faults_of(R"({"name": "A\nB"})"), "422 name:bad_characters");
    EXPECT_EQ(faults_of(R"({"name": "A\u0000B"})"), "422 name:bad_characters");
    EXPECT_EQ(faults_of(R"({"notes": "A\nB\tC"})"), "none");
    EXPECT_EQ(faults_of(R"({"notes": "A\u0000B"})"), "422 notes:bad_characters");
    EXPECT_EQ(faults_of(R"({"address": {"city": "Os\nlo"}})"), "422 address.city:bad_characters");
}

TEST(input, length_counts_code_points)
{
    auto yo = std::string {};
    for (auto i = 0; i < 40; ++i)
        yo += "ё";
    EXPECT_EQ(faults_of("{\"name\": \"" + yo + "\"}"), "none");
    auto const problem = problem_of("{\"name\": \"" + yo + "ё\"}");
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->status(), 422);
    EXPECT_EQ(problem->fields()[0].code, "too_long");
    EXPECT_EQ(problem->fields()[0].params, (std::vector<std::pair<std::string, std::string>> { { "max", "40" } }));
}

TEST(input, email_addresses)
{
    for (auto const* good : { "ana@acme.test", "first.last+tag@sub.acme.test", "a@b", "ж@почта.рф", "o'neil@acme.test",
             "\\\"a b\\\"@acme.test", "a@[127.0.0.1]" })
        EXPECT_EQ(faults_of(std::string { R"({"email": ")" } + good + "\"}"), "none") << good;
    for (auto const* bad : { "nobody", "@acme.test", "ana@", "a..b@acme.test", ".a@acme.test", "a.@acme.test",
             "ana@-acme.test", "ana@acme..test", "ana acme@acme.test", "ana@acme.test, ben@acme.test", "ana@ac,me",
             "a@[300.0.0.1]", " ana@acme.test" })
        EXPECT_EQ(faults_of(std::string { R"({"email": ")" } + bad + "\"}"), "422 email:bad_format") << bad;
}

TEST(input, web_addresses)
{
    for (auto const* good : { "https://acme.test", "HTTP://acme.test:8080/a?b#c", "acme.test",
             "www.acme.test/shop?next=http://globex.test", "http://localhost", "почта.рф", "http://[::1]/" })
        EXPECT_EQ(faults_of(std::string { R"({"website": ")" } + good + "\"}"), "none") << good;
    for (auto const* bad : { "javascript:alert(1)", "javascript://acme.test/%0aalert(1)", "ftp://acme.test",
             "mailto:ana@acme.test", "data:text/html,x", "acme", "http://", "http:// acme.test", "acme.test:alert" })
        EXPECT_EQ(faults_of(std::string { R"({"website": ")" } + bad + "\"}"), "422 website:bad_format") << bad;
}

TEST(input, phone_numbers)
{
    for (auto const* good :
        { "+49 (30) 123-45.67/8", "8 800 123 45 67 доб. 12", "555-0100 x12", "555-0100 ext. 7", "112" })
        EXPECT_EQ(faults_of(std::string { R"({"phone": ")" } + good + "\"}"), "none") << good;
    for (auto const* bad : { "12", "call me", "+++", "555-0100 or 555-0101" })
        EXPECT_EQ(faults_of(std::string { R"({"phone": ")" } + bad + "\"}"), "422 phone:bad_format") << bad;
}

TEST(input, whole_numbers)
{
    EXPECT_EQ(std::get<std::int64_t>(value_of(account.call_time, R"({"call_time": -9007199254740991})")),
        -9'007'199'254'740'991);
    EXPECT_EQ(faults_of(R"({"call_time": 9007199254740992})"), "422 call_time:too_large");
    EXPECT_EQ(faults_of(R"({"call_time": -99999999999999999999999})"), "422 call_time:too_small");
    EXPECT_EQ(faults_of(R"({"call_time": 1.5})"), "422 call_time:bad_format");
    EXPECT_EQ(faults_of(R"({"call_time": 1e3})"), "422 call_time:bad_format");
    EXPECT_EQ(faults_of(R"({"employees": -1})"), "422 employees:too_small");
}

TEST(input, decimals_are_read_digit_by_digit)
{
    EXPECT_EQ(as_json(account.weight, value_of(account.weight, R"({"weight": "0.1"})")), "\"0.1\"");
    EXPECT_EQ(as_json(account.weight, value_of(account.weight, R"({"weight": 0.3000})")), "\"0.3\"");
    EXPECT_EQ(as_json(account.revenue, value_of(account.revenue, R"({"revenue": 123456789012345.1234})")),
        "\"123456789012345.1234\"");
    EXPECT_EQ(faults_of(R"({"weight": 1e3})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": "1E3"})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": "1,5"})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": "1.23456"})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": "1234567890123456"})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": ""})"), "422 weight:bad_decimal");
    EXPECT_EQ(faults_of(R"({"weight": "999999999999999"})"), "422 weight:too_large");
    EXPECT_EQ(faults_of(R"({"weight": "-999999999999999"})"), "422 weight:too_small");
}

TEST(input, bounds_are_inclusive_and_told)
{
    EXPECT_EQ(faults_of(R"({"discount": "100"})"), "none");
    EXPECT_EQ(faults_of(R"({"discount": "0"})"), "none");
    EXPECT_EQ(faults_of(R"({"discount": "-0.0001"})"), "422 discount:too_small");
    auto const problem = problem_of(R"({"discount": "100.0001"})");
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->fields()[0].code, "too_large");
    EXPECT_EQ(problem->fields()[0].params, (std::vector<std::pair<std::string, std::string>> { { "max", "100" } }));
}

TEST(input, days_and_instants)
{
    EXPECT_EQ(
        as_json(account.founded_on, value_of(account.founded_on, R"({"founded_on": "2024-02-29"})")), "\"2024-02-29\"");
    EXPECT_EQ(faults_of(R"({"founded_on": "2026-02-30"})"), "422 founded_on:no_such_day");
    EXPECT_EQ(faults_of(R"({"founded_on": "23.11.2026"})"), "422 founded_on:bad_format");
    EXPECT_EQ(faults_of(R"({"founded_on": "2026-11-23T10:00:00Z"})"), "422 founded_on:bad_format");
    EXPECT_EQ(as_json(account.called_at, value_of(account.called_at, R"({"called_at": "2026-11-23T12:15:00+03:00"})")),
        "\"2026-11-23T09:15:00.000Z\"");
    EXPECT_EQ(faults_of(R"({"called_at": "2026-11-23 12:15"})"), "422 called_at:bad_format");
}

TEST(input, choices_are_keys_of_the_declaration)
{
    auto const problem = problem_of(R"({"segment": "huge"})");
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->fields()[0].code, "no_such_choice");
    EXPECT_EQ(problem->fields()[0].message, "\"huge\" is not one of small, large.");
    EXPECT_EQ(as_json(account.channels, value_of(account.channels, R"({"channels": ["visit", "mail"]})")),
        R"(["visit","mail"])");
    EXPECT_TRUE(is_empty(value_of(account.channels, R"({"channels": []})")));
    EXPECT_EQ(faults_of(R"({"channels": ["mail", "pigeon"]})"), "422 channels:no_such_choice");
    EXPECT_EQ(faults_of(R"({"channels": ["mail", "mail"]})"), "422 channels:not_unique");
}

TEST(input, a_retired_choice_is_not_chosen_anew)
{
    auto registry = Registry {};
    for (auto const* entity :
        { static_cast<Entity const*>(&user), static_cast<Entity const*>(&department), static_cast<Entity const*>(&tag),
            static_cast<Entity const*>(&stage), static_cast<Entity const*>(&account) })
        registry.add(*entity);
    auto customisation = Customisation {};
    customisation.overrides.push_back({ "accounts", "segment", {}, {}, {},
        { { "small", { "Small", "" }, "grey", true }, { "huge", { "Huge", "" }, "red", false } } });
    auto const schema = Schema::assemble(registry, customisation);
    auto read_segment
        = [&](std::string_view body) { return read_values(json(body), schema->of(account), *schema, seller({})); };
    EXPECT_EQ(std::get<std::string>(read_segment(R"({"segment": "huge"})").find(account.segment)->value), "huge");
    EXPECT_THROW(read_segment(R"({"segment": "small"})"), Problem);
}

TEST(input, a_link_is_an_id_or_the_key_of_a_keyed_target)
{
    EXPECT_EQ(std::get<Id>(value_of(account.parent, R"({"parent": "17"})")), Id { 17 });
    EXPECT_EQ(std::get<Id>(value_of(account.parent, R"({"parent": {"id": "17", "title": "Acme"}})")), Id { 17 });
    EXPECT_EQ(std::get<Id>(value_of(account.stage, R"({"stage": "31"})")), Id { 31 });
    EXPECT_EQ(std::get<Key>(value_of(account.stage, R"({"stage": "lost"})")), Key { "lost" });
    EXPECT_EQ(faults_of(R"({"parent": "acme"})"), "422 parent:no_such_record");
    EXPECT_EQ(faults_of(R"({"parent": "0"})"), "422 parent:no_such_record");
    EXPECT_EQ(faults_of(R"({"parent": "99999999999999999999"})"), "422 parent:no_such_record");
    EXPECT_EQ(faults_of(R"({"stage": "-lost"})"), "422 stage:no_such_record");
    EXPECT_EQ(faults_of(R"({"parent": {"title": "Acme"}})"), "400 parent:wrong_type");
    EXPECT_EQ(faults_of(R"({"parent": {"id": "17", "colour": "red"}})"), "400 parent.colour:unknown_field");
}

TEST(input, links_are_replaced_or_edited)
{
    auto const replaced = read(R"({"people": ["5", {"id": "6", "title": "Ben", "role": "champion"}]})");
    ASSERT_EQ(replaced.links.size(), 1u);
    EXPECT_TRUE(replaced.links[0].replaces);
    ASSERT_EQ(replaced.links[0].add.size(), 2u);
    EXPECT_EQ(replaced.links[0].add[1].id, Id { 6 });
    ASSERT_EQ(replaced.links[0].add[1].data.size(), 1u);
    EXPECT_EQ(replaced.links[0].add[1].data[0].first, "role");
    EXPECT_EQ(std::get<std::string>(replaced.links[0].add[1].data[0].second), "champion");

    auto const edited
        = read(R"({"people": {"add": ["5"], "update": [{"id": "6", "role": "blocker"}], "remove": ["7"]}})");
    EXPECT_FALSE(edited.links[0].replaces);
    EXPECT_EQ(edited.links[0].add.size(), 1u);
    EXPECT_EQ(edited.links[0].update.size(), 1u);
    EXPECT_EQ(edited.links[0].remove, std::vector { Id { 7 } });

    EXPECT_EQ(faults_of(R"({"people": ["5", "5"]})"), "422 people[1]:not_unique");
    EXPECT_EQ(faults_of(R"({"people": [{"id": "5", "role": "boss"}]})"), "422 people[0].role:no_such_choice");
    EXPECT_EQ(faults_of(R"({"people": {"set": []}})"), "400 people.set:unknown_field");
    EXPECT_EQ(faults_of(R"({"people": [{"name": "Ben"}]})"), "400 people[0]:wrong_type");
}

TEST(input, tags_may_be_named)
{
    auto const values = read(R"({"tags": {"add": [{"name": " vip "}, "8"]}})");
    ASSERT_EQ(values.links[0].add.size(), 2u);
    EXPECT_EQ(values.links[0].add[0].new_name, "vip");
    EXPECT_TRUE(values.links[0].add[0].id.is_empty());
    EXPECT_EQ(faults_of(R"({"tags": [{"name": "a name of more than twenty letters"}]})"), "422 tags[0].name:too_long");
    EXPECT_EQ(faults_of(R"({"tags": [{"name": " "}]})"), "422 tags[0].name:required");
    EXPECT_EQ(faults_of(R"({"tags": {"remove": [{"name": "vip"}]}})"), "400 tags.remove[0]:wrong_type");
}

TEST(input, at_most_a_thousand_links)
{
    auto body = std::string { R"({"people": [)" };
    for (auto i = 1; i <= 1'000; ++i)
        body += (i > 1 ? ",\"" : "\"") + std::to_string(i) + "\"";
    EXPECT_EQ(faults_of(body + "]}"), "none");
    EXPECT_EQ(faults_of(body + ",\"1001\"]}"), "422 people:too_long");
}

TEST(input, a_link_to_any_record_names_its_collection)
{
    auto const values = read(R"({"about": {"entity": "offers", "id": "17"}})");
    EXPECT_EQ(values.find(account.about)->any_entity, "offers");
    EXPECT_EQ(std::get<Id>(values.find(account.about)->value), Id { 17 });
    EXPECT_EQ(faults_of(R"({"about": {"entity": "castles", "id": "17"}})"), "422 about:no_such_record");
    auto ana = seller({});
    auto role = std::make_shared<Role>(*ana.role);
    role->grants.emplace("offers", Grant {});
    ana.role = role;
    EXPECT_EQ(faults_of(R"({"about": {"entity": "offers", "id": "17"}})", account, ana), "422 about:no_such_record");
}

TEST(input, addresses_have_six_parts)
{
    EXPECT_EQ(as_json(account.address,
                  value_of(account.address, R"({"address": {"city": "Oslo", "country": "NO", "street": " "}})")),
        R"({"street":null,"street2":null,"city":"Oslo","region":null,"postal_code":null,"country":"NO"})");
    EXPECT_TRUE(is_empty(value_of(account.address, R"({"address": {"city": null}})")));
    EXPECT_EQ(faults_of(R"({"address": {"zip": "0150"}})"), "400 address.zip:unknown_field");
    EXPECT_EQ(faults_of(R"({"address": {"city": 5}})"), "400 address.city:wrong_type");
    EXPECT_EQ(faults_of(R"({"address": {"country": "Norway"}})"), "422 address.country:bad_format");
}

TEST(input, json_is_kept_within_its_limits_and_the_last_of_equal_keys_counts)
{
    EXPECT_EQ(as_json(account.settings,
                  value_of(account.settings, R"({"settings": {"a": 1, "b": [1.50, {"c": 1, "c": 2}], "a": 3}})")),
        R"({"b":[1.50,{"c":2}],"a":3})");
    EXPECT_EQ(faults_of(R"({"settings": )" + std::string(16, '[') + std::string(16, ']') + "}"), "none");
    EXPECT_EQ(
        faults_of(R"({"settings": )" + std::string(17, '[') + std::string(17, ']') + "}"), "422 settings:too_deep");
    EXPECT_EQ(faults_of(R"({"settings": ")" + std::string(65'534, 'x') + "\"}"), "none");
    EXPECT_EQ(faults_of(R"({"settings": ")" + std::string(65'535, 'x') + "\"}"), "422 settings:too_long");
}

TEST(input, currencies_and_countries_are_iso_codes)
{
    EXPECT_EQ(currency_digits("EUR"), 2);
    EXPECT_EQ(currency_digits("JPY"), 0);
    EXPECT_EQ(currency_digits("KWD"), 3);
    EXPECT_EQ(currency_digits("eur"), std::nullopt);
    EXPECT_EQ(currency_digits("EURO"), std::nullopt);
    EXPECT_TRUE(is_country("RU"));
    EXPECT_FALSE(is_country("ru"));
    EXPECT_FALSE(is_country("XX"));
    EXPECT_EQ(faults_of(R"({"currency": "XYZ"})"), "422 currency:bad_format");
}

TEST(input, lines_replace_the_list_in_its_order)
{
    auto const values = read(R"({"lines": [{"id": "11", "quantity": "3"}, {"text": "Setup", "quantity": 1}]})", offer);
    ASSERT_EQ(values.lines.size(), 1u);
    EXPECT_TRUE(values.lines[0].replaces);
    EXPECT_EQ(values.lines[0].lines->plural, "offer_lines");
    ASSERT_EQ(values.lines[0].edits.size(), 2u);
    EXPECT_EQ(values.lines[0].edits[0].id, Id { 11 });
    EXPECT_TRUE(values.lines[0].edits[1].id.is_empty());
    EXPECT_EQ(values.lines[0].edits[1].position, 1u);
    EXPECT_EQ(std::get<std::string>(values.lines[0].edits[1].values->find(offer_line.text)->value), "Setup");
}

TEST(input, lines_are_edited_one_by_one)
{
    auto const values = read(R"({"lines": {"add": [{"quantity": "1", "place": "first"}],)"
                             R"("update": [{"id": "11", "quantity": "2"}], "remove": ["12"]}})",
        offer);
    EXPECT_FALSE(values.lines[0].replaces);
    ASSERT_EQ(values.lines[0].edits.size(), 2u);
    EXPECT_EQ(values.lines[0].edits[0].values->place->kind, Place::Kind::first);
    EXPECT_EQ(values.lines[0].edits[1].id, Id { 11 });
    EXPECT_EQ(values.lines[0].remove, std::vector { Id { 12 } });
}

TEST(input, a_fault_in_a_line_names_the_line)
{
    EXPECT_EQ(
        faults_of(R"({"lines": [{"quantity": "1"}, {"quantity": "-1"}]})", offer), "422 lines[1].quantity:too_small");
    EXPECT_EQ(faults_of(R"({"lines": [{"price": "1"}]})", offer), "400 lines[0].price:unknown_field");
    EXPECT_EQ(faults_of(R"({"lines": [{"offer": "1"}]})", offer), "400 lines[0].offer:read_only");
    EXPECT_EQ(faults_of(R"({"lines": [{"line_no": 1}]})", offer), "400 lines[0].line_no:read_only");
    EXPECT_EQ(faults_of(R"({"lines": [{"id": "11"}, {"id": "11"}]})", offer), "422 lines[1].id:not_unique");
    EXPECT_EQ(faults_of(R"({"lines": {"update": [{"quantity": "1"}]}})", offer), "422 lines.update[0].id:required");
    EXPECT_EQ(faults_of(R"({"lines": "none"})", offer), "400 lines:wrong_type");
    EXPECT_EQ(faults_of(R"({"offers": []})", account), "400 offers:unknown_field");
}

TEST(input, place_belongs_to_ordered_records)
{
    EXPECT_EQ(read(R"({"place": "last"})", stage).place->kind, Place::Kind::last);
    auto const place = *read(R"({"place": {"before": "11"}})", stage).place;
    EXPECT_EQ(place.kind, Place::Kind::before);
    EXPECT_EQ(place.neighbour, Id { 11 });
    EXPECT_EQ(faults_of(R"({"place": "middle"})", stage), "400 place:wrong_type");
    EXPECT_EQ(faults_of(R"({"place": "last"})", account), "400 place:unknown_field");
}

TEST(input, the_input_of_an_action_is_read_like_a_record)
{
    auto read_lose
        = [](std::string_view body) { return read_input(json(body), lose_input.fields, *assemble(), "lose"); };
    auto codes = [&](std::string_view body) {
        try {
            read_lose(body);
        } catch (Problem const& problem) {
            auto text = std::to_string(problem.status());
            for (auto const& fault : problem.fields())
                text += " " + fault.field + ":" + fault.code;
            return text;
        }
        return std::string { "none" };
    };
    auto const values = read_lose(R"({"reason": "price", "note": "Globex was cheaper\nby 8 %", "watchers": ["5"]})");
    EXPECT_EQ(std::get<std::string>(values.find(lose_input.reason)->value), "price");
    EXPECT_EQ(values.links.size(), 1u);
    EXPECT_EQ(codes("null"), "422 reason:required");
    EXPECT_EQ(codes(R"({"reason": null})"), "422 reason:required");
    EXPECT_EQ(codes(R"({"reason": "luck"})"), "422 reason:no_such_choice");
    EXPECT_EQ(codes(R"({"reason": "price", "why": 1})"), "400 why:unknown_field");
    EXPECT_EQ(codes("[]"), "400 :wrong_type");
}

}
