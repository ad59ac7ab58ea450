#include "api/customisation.h"

#include "api/stream.h"
#include "base/check.h"
#include "base/utf8.h"
#include "records/audit.h"
#include "records/meta.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

[[noreturn]] void invalid(std::string field, std::string code, std::string message)
{
    throw Problem::invalid(std::move(field), std::move(code), std::move(message));
}

void demand_name(std::string const& name)
{
    auto const fits = name.size() >= 3 && name.size() <= 50 && name.starts_with("x_")
        && std::ranges::all_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!fits)
        invalid("name", "bad_format", "A name begins with x_ and has 3 to 50 small letters, digits and underscores.");
}

std::string demand_text(std::string const& path, Json const& json)
{
    if (auto const* text = json.as_string(); text && !trim(*text).empty() && count_code_points(*text) <= 255
        && !has_control_characters(*text, LineBreaks::refused))
        return std::string { trim(*text) };
    throw Problem::bad_request({ { path, "wrong_type", "A text of up to 255 characters is expected." } });
}

// A label is a string or {"en","ru"}.
OwnedLabel read_label(std::string const& path, Json const& json)
{
    if (json.as_string())
        return { demand_text(path, json), "" };
    if (!json.as_object())
        throw Problem::bad_request({ { path, "wrong_type", "A label is a text or {\"en\": ..., \"ru\": ...}." } });
    auto label = OwnedLabel {};
    for (auto const& [language, text] : *json.as_object()) {
        if (language == "en")
            label.en = demand_text(path + ".en", text);
        else if (language == "ru")
            label.ru = demand_text(path + ".ru", text);
        else
            throw Problem::bad_request({ { path + "." + language, "unknown_field", "The languages are en and ru." } });
    }
    if (label.en.empty())
        label.en = label.ru;
    return label;
}

std::vector<ChoiceOption> read_choices(std::string const& path, Json const& json)
{
    if (!json.as_array() || json.as_array()->empty() || json.as_array()->size() > 200)
        throw Problem::bad_request({ { path, "wrong_type", "A list of 1 to 200 choices is expected." } });
    auto choices = std::vector<ChoiceOption> {};
    for (std::size_t i = 0; i < json.as_array()->size(); ++i) {
        auto const& item = (*json.as_array())[i];
        auto const here = fmt::format("{}[{}]", path, i);
        auto choice = ChoiceOption {};
        if (!item.as_object())
            throw Problem::bad_request({ { here, "wrong_type", "A choice is {\"value\", \"label\", \"colour\"}." } });
        for (auto const& [key, value] : *item.as_object()) {
            if (key == "value")
                choice.value = demand_text(here + ".value", value);
            else if (key == "label")
                choice.label = read_label(here + ".label", value);
            else if (key == "colour")
                choice.colour = demand_text(here + ".colour", value);
            else if (key == "retired" && value.as_bool())
                choice.is_retired = *value.as_bool();
            else
                throw Problem::bad_request(
                    { { here + "." + key, "unknown_field", "A choice has value, label, colour and retired." } });
        }
        auto const is_slug = !choice.value.empty() && choice.value.size() <= 50
            && std::ranges::all_of(
                choice.value, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
        if (!is_slug)
            invalid(here + ".value", "bad_format", "A choice's value has small letters, digits and underscores.");
        if (std::ranges::find(choices, choice.value, &ChoiceOption::value) != choices.end())
            invalid(here + ".value", "not_unique", "This value is there twice.");
        if (choice.label.en.empty())
            choice.label.en = choice.value;
        choices.push_back(std::move(choice));
    }
    return choices;
}

namespace {

constexpr std::string_view prefix = "retired.";

}

std::vector<Retired> retired(db::Connection& connection)
{
    auto found = std::vector<Retired> {};
    auto rows = connection.query(
        "select \"key\", \"value\" from \"kontor_setting\" where \"key\" >= 'retired.' and \"key\" < 'retired/' "
        "and \"value\" <> '' order by \"id\"");
    while (rows->next()) {
        auto const parsed = parse_json(rows->text(1), { .depth = 32, .keys_per_object = 10'000 });
        auto const* json = std::get_if<Json>(&parsed);
        check(json && json->find("at") && json->find("what"), "what was taken away is stored whole");
        found.push_back({ std::string { rows->text(0).substr(prefix.size()) }, *json->find("at")->as_string(),
            records::customisation_from_json(json->find("what")->to_text()) });
    }
    return found;
}

Retired find_retired(Call const& call, std::string const& name)
{
    auto all = std::vector<Retired> {};
    call.store.database().read([&](db::Connection& connection) { all = retired(connection); });
    auto const found = std::ranges::find(all, name, &Retired::name);
    if (found == all.end())
        throw Problem::not_found();
    return *found;
}

void keep_retired(records::Transaction& transaction, std::string const& name, Customisation const& what)
{
    transaction.store().set_setting(transaction.connection(), std::string { prefix } + name,
        fmt::format(R"({{"at":"{}","what":{}}})", transaction.now().to_string(), records::to_json(what)));
}

void forget_retired(records::Transaction& transaction, std::string const& name)
{
    transaction.store().set_setting(transaction.connection(), std::string { prefix } + name, "");
}

void announce(Call const& call, Rooms& rooms)
{
    rooms.streams.send({}, "meta.changed", fmt::format("{{\"version\":\"{}\"}}", call.store.schema()->version()));
}

void audit(Call const& call, std::string_view event, std::string_view entity, std::string_view name)
{
    call.store.write(call.actor,
        [&](records::Transaction& transaction) { records::write_audit(transaction, event, entity, {}, name, "[]"); });
}

std::string field_answer(Call const& call, std::string_view plural)
{
    auto body = std::string {};
    auto const schema = call.store.schema();
    call.store.read(call.actor, [&](records::Reading& reading) {
        body = records::meta_of(reading, call.store.registry(), *schema->find(plural)).value_or("{}");
    });
    return body;
}

}
