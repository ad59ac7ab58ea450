#include "api/admin_api.h"
#include "api/stream.h"
#include "base/utf8.h"
#include "model/formula.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/meta.h"
#include "records/roll_up.h"
#include "records/search.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

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

// "sum(lines.total)", "count(deals, stage = \"won\")": the relation's child and link are looked up in the Schema.
std::optional<RollUp> read_roll_up(Schema const&, EntityInfo const& entity, std::string const& text)
{
    static constexpr std::pair<std::string_view, RollUpFunction> functions[] = { { "sum(", RollUpFunction::sum },
        { "count(", RollUpFunction::count }, { "min(", RollUpFunction::min }, { "max(", RollUpFunction::max } };
    for (auto const& [prefix, function] : functions) {
        if (!text.starts_with(prefix) || !text.ends_with(")"))
            continue;
        auto inside = text.substr(prefix.size(), text.size() - prefix.size() - 1);
        auto const comma = inside.find(',');
        auto const head = std::string { trim(inside.substr(0, comma)) };
        auto const dot = head.find('.');
        auto const* relation = entity.find_relation(head.substr(0, dot));
        if (!relation || relation->kind != Relation::Kind::to_many)
            return {};
        static std::mutex mutex;
        static std::vector<std::unique_ptr<std::string>> kept; // a RollUp holds views for the life of the process
        auto const lock = std::scoped_lock { mutex };
        auto const keep = [&](std::string value) -> std::string_view {
            return *kept.emplace_back(std::make_unique<std::string>(std::move(value)));
        };
        auto roll_up = RollUp { function, keep(relation->target->plural), keep(relation->via->name()),
            dot == std::string::npos ? std::string_view {} : keep(head.substr(dot + 1)),
            comma == std::string::npos ? std::string_view {} : keep(std::string { trim(inside.substr(comma + 1)) }) };
        if ((function == RollUpFunction::count) != roll_up.field.empty())
            invalid("formula", "formula_syntax", "Write sum(lines.total), min(...), max(...) or count(lines).");
        if (!roll_up.field.empty() && !relation->target->find(roll_up.field))
            invalid("formula", "unknown_field",
                fmt::format("{} have no field \"{}\".", relation->target->label_many.en, roll_up.field));
        return roll_up;
    }
    return {};
}

FieldDefinition read_definition(Call const& call, EntityInfo const& entity, Json const& body)
{
    auto definition = FieldDefinition {};
    definition.is_custom = true;
    auto type = std::string {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "name")
            definition.name = demand_text("name", value);
        else if (key == "type")
            type = demand_text("type", value);
        else if (key == "label")
            definition.label = read_label("label", value);
        else if (key == "help")
            definition.help = read_label("help", value);
        else if (key == "required" && value.as_bool())
            definition.required = *value.as_bool();
        else if (key == "unique" && value.as_bool())
            definition.unique = *value.as_bool();
        else if (key == "searchable" && value.as_bool())
            definition.searchable = *value.as_bool();
        else if (key == "choices")
            definition.choices = read_choices("choices", value);
        else if (key == "entity") {
            auto const* target = call.schema().find(demand_text("entity", value));
            if (!target)
                invalid("entity", "no_such_record", "There is no such collection.");
            definition.target = target->singular;
        } else if (key == "formula")
            definition.formula = demand_text("formula", value);
        else if (key == "max" && value.as_whole())
            definition.max = static_cast<std::size_t>(std::clamp<std::int64_t>(*value.as_whole(), 1, 100'000));
        else if (key == "default" && (value.as_string() || value.as_number() || value.as_bool() || value.is_null()))
            definition.default_value = value.as_string() ? *value.as_string() : value.is_null() ? "" : value.to_text();
        else
            throw Problem::bad_request({ { key, "unknown_field", fmt::format("\"{}\" does not fit a field.", key) } });
    }
    demand_name(definition.name);
    if (entity.find(definition.name))
        invalid("name", "not_unique",
            fmt::format("{} have a field \"{}\" already.", entity.label_many.en, definition.name));
    auto const known = field_type_by_name(type);
    if (!known || *known == FieldType::any_link)
        invalid("type", "no_such_choice",
            "The type is one of text, long_text, rich_text, email, phone, url, whole, number, percent, money, day, "
            "instant, duration, flag, choice, choices, link, links, file, address, json.");
    definition.type = *known;
    if (definition.label.en.empty())
        definition.label.en = definition.name.substr(2);
    if (definition.type == FieldType::choice || definition.type == FieldType::choices) {
        if (definition.choices.empty())
            invalid("choices", "required", "A choice needs its choices.");
    } else if (!definition.choices.empty())
        invalid("choices", "bad_format", "Only choices have choices.");
    if ((definition.type == FieldType::link || definition.type == FieldType::links) == definition.target.empty())
        invalid("entity", "required", "A link names the entity that it leads to, and nothing else does.");
    definition.on_delete = OnDelete::clear;
    if (definition.type == FieldType::long_text || definition.type == FieldType::rich_text)
        definition.max = std::max<std::size_t>(definition.max, 10'000);
    if (definition.type == FieldType::money)
        definition.currency_field = entity.find("currency") ? "currency" : "";
    if (!definition.formula.empty()) {
        definition.computed = true;
        if (auto roll_up = read_roll_up(call.schema(), entity, definition.formula)) {
            definition.roll_up = *roll_up;
            definition.formula.clear();
        } else {
            auto const formula = Formula::parse(definition.formula);
            for (auto const& name : formula.names())
                if (name == definition.name)
                    invalid("formula", "cycle", fmt::format("{} would be computed from itself.", name));
            auto const result = formula.type_check([&](std::string_view name) -> std::optional<FieldType> {
                auto const* source = entity.find(name);
                return source ? std::optional { source->type() } : std::nullopt;
            });
            if (auto const* fault = std::get_if<FormulaFault>(&result))
                throw fault->problem();
            if (!Formula::fits(std::get<FieldType>(result), definition.type))
                invalid("type", "cannot_convert",
                    fmt::format("The formula gives {}, which does not fit a field of type {}.",
                        name_of(std::get<FieldType>(result)), type));
        }
    }
    return definition;
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

// A computed field added later is filled for the records that are there, in slices.
void fill_computed(Call const& call, std::string_view plural)
{
    auto const schema = call.store.schema();
    auto const& entity = *schema->find(plural);
    for (auto last = std::int64_t { 0 };;) {
        auto done = std::size_t { 0 };
        call.store.write(
            records::Actor::system(),
            [&](records::Transaction& transaction) { done = records::recompute_slice(transaction, entity, last, 500); },
            db::Lane::background);
        if (done == 0)
            return;
    }
}

}

http::Response create_entity(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const body = call.body();
    auto custom = CustomEntity {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "name")
            custom.plural = demand_text("name", value);
        else if (key == "singular")
            custom.singular = demand_text("singular", value);
        else if (key == "icon")
            custom.icon = demand_text("icon", value);
        else if (key == "label" && value.as_object()) {
            for (auto const& [form, text] : *value.as_object())
                if (form == "one")
                    custom.label_one = read_label("label.one", text);
                else if (form == "many")
                    custom.label_many = read_label("label.many", text);
                else
                    throw Problem::bad_request({ { "label." + form, "unknown_field", "A label has one and many." } });
        } else if (key == "traits" && value.as_array())
            continue; // every custom object is owned, and has a timeline, documents and comments
        else
            throw Problem::bad_request(
                { { key, "unknown_field", fmt::format("\"{}\" does not fit an object.", key) } });
    }
    demand_name(custom.plural);
    if (custom.singular.empty())
        custom.singular = custom.plural + "_item";
    demand_name(custom.singular);
    if (custom.label_one.en.empty())
        custom.label_one.en = custom.singular.substr(2);
    if (custom.label_many.en.empty())
        custom.label_many.en = custom.plural.substr(2);
    if (call.schema().find(custom.plural) || call.schema().find_singular(custom.singular)
        || custom.plural == custom.singular)
        invalid("name", "not_unique", "There is an object of this name already.");
    if (call.schema().customisation().entities.size() >= 100)
        invalid("name", "too_many", "A workspace has at most 100 objects of its own.");
    if (call.flag("dry_run"))
        return ok(fmt::format("{{\"creates\":{{\"table\":\"{}\"}},\"dry_run\":true}}", custom.plural));
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        wanted.entities.push_back(custom);
        return wanted;
    });
    audit(call, "object_created", custom.plural, custom.label_many.en);
    announce(call, rooms);
    auto response = no_store(http::Response::json(201, field_answer(call, custom.plural)));
    response.with_header("Location", "/api/v1/meta/" + custom.plural);
    return response;
}

http::Response create_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const definition = read_definition(call, entity, call.body());
    auto const present_count = std::ranges::count_if(
        call.schema().customisation().fields, [&](CustomField const& field) { return field.entity == entity.plural; });
    if (present_count >= 200)
        invalid("name", "too_many", "An entity has at most 200 custom fields.");
    if (call.flag("dry_run"))
        return ok(
            fmt::format("{{\"creates\":{{\"field\":\"{}.{}\"}},\"dry_run\":true}}", entity.plural, definition.name));
    auto const plural = entity.plural;
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        wanted.fields.push_back({ plural, definition });
        return wanted;
    });
    if (definition.computed)
        fill_computed(call, plural);
    audit(call, "field_created", plural, definition.name);
    announce(call, rooms);
    auto response = no_store(http::Response::json(201, field_answer(call, plural)));
    response.with_header("Location", fmt::format("/api/v1/meta/{}/fields/{}", plural, definition.name));
    return response;
}

http::Response update_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const* field = entity.find(call.path_parameter("name"));
    if (!field || field->definition().is_system)
        throw Problem::not_found();
    auto const body = call.body();
    auto change = FieldOverride {};
    change.entity = entity.plural;
    change.field = field->name();
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "label")
            change.label = read_label("label", value);
        else if (key == "help")
            change.help = read_label("help", value);
        else if (key == "required" && value.as_bool())
            change.required = *value.as_bool();
        else if (key == "choices") {
            if (field->type() != FieldType::choice && field->type() != FieldType::choices)
                invalid("choices", "bad_format", "Only choices have choices.");
            change.choices = read_choices("choices", value);
        } else if (key == "type")
            throw Problem::unprocessable(
                "cannot_convert", "The type of a field with values cannot be changed here; make a new field.");
        else
            throw Problem::bad_request(
                { { key, "unknown_field", "label, help, required and choices can be changed." } });
    }
    if (field->definition().computed && change.required)
        invalid("required", "read_only", "A computed field cannot be required.");
    auto const is_custom = field->definition().is_custom;
    auto const plural = entity.plural, name = field->name();
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        if (is_custom) {
            for (auto& custom : wanted.fields)
                if (custom.entity == plural && custom.definition.name == name) {
                    if (change.label)
                        custom.definition.label = *change.label;
                    if (change.help)
                        custom.definition.help = *change.help;
                    if (change.required)
                        custom.definition.required = *change.required;
                    for (auto const& choice : change.choices) {
                        auto found = std::ranges::find(custom.definition.choices, choice.value, &ChoiceOption::value);
                        if (found == custom.definition.choices.end())
                            custom.definition.choices.push_back(choice);
                        else
                            *found = choice;
                    }
                }
            return wanted;
        }
        std::erase_if(wanted.overrides, [&](FieldOverride const& other) {
            return other.entity == plural && other.field == name && (other.choices.empty() || !change.choices.empty());
        });
        wanted.overrides.push_back(change);
        return wanted;
    });
    audit(call, "field_changed", plural, name);
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

namespace {

http::Response take_away_or_back(Call const& call, Rooms& rooms, bool is_restore)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const name = call.path_parameter("name");
    auto const plural = entity.plural;
    auto const setting = fmt::format("retired_field.{}.{}", plural, name);
    if (!is_restore) {
        auto const* field = entity.find(name);
        if (!field)
            throw Problem::not_found();
        if (!field->definition().is_custom)
            throw Problem::forbidden("Built-in fields stay; hide them by role instead.");
        if (call.flag("dry_run"))
            return ok(fmt::format("{{\"removes\":{{\"field\":\"{}.{}\"}},\"dry_run\":true}}", plural, name));
    }
    // The field leaves the Schema first; its column stays in the table and can be brought back.
    auto done = false;
    auto kept = std::optional<std::string> {};
    call.store.database().read([&](db::Connection& connection) { kept = call.store.setting(connection, setting); });
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        done = false;
        if (is_restore) {
            if (!kept || kept->empty())
                return wanted;
            for (auto const& field : records::customisation_from_json(*kept).fields)
                wanted.fields.push_back(field), done = true;
            return wanted;
        }
        for (auto const& field : present.fields)
            if (field.entity == plural && field.definition.name == name) {
                auto alone = Customisation {};
                alone.fields.push_back(field);
                kept = records::to_json(alone);
                done = true;
            }
        std::erase_if(wanted.fields,
            [&](CustomField const& field) { return field.entity == plural && field.definition.name == name; });
        return wanted;
    });
    if (!done)
        throw Problem::not_found();
    call.store.write(call.actor, [&](records::Transaction& transaction) {
        call.store.set_setting(transaction.connection(), setting, is_restore ? "" : *kept);
        records::write_audit(transaction, is_restore ? "field_restored" : "field_removed", plural, {}, name, "[]");
    });
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

}

http::Response delete_field(Call const& call, Rooms& rooms) { return take_away_or_back(call, rooms, false); }
http::Response restore_field(Call const& call, Rooms& rooms) { return take_away_or_back(call, rooms, true); }

}
