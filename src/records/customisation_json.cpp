#include "base/check.h"
#include "base/json.h"
#include "records/store.h"

namespace kontor::records {

namespace {

void write_label(JsonWriter& json, std::string_view key, OwnedLabel const& label)
{
    json.key(key).begin_object().member("en", label.en).member("ru", label.ru).end_object();
}

std::string text_of(Json const& object, std::string_view key)
{
    auto const* member = object.find(key);
    return member && member->as_string() ? *member->as_string() : std::string {};
}

bool flag_of(Json const& object, std::string_view key)
{
    auto const* member = object.find(key);
    return member && member->as_bool() && *member->as_bool();
}

OwnedLabel label_of(Json const& object, std::string_view key)
{
    auto const* member = object.find(key);
    return member ? OwnedLabel { text_of(*member, "en"), text_of(*member, "ru") } : OwnedLabel {};
}

void write_choices(JsonWriter& json, std::vector<ChoiceOption> const& choices)
{
    json.key("choices").begin_array();
    for (auto const& choice : choices) {
        json.begin_object()
            .member("value", choice.value)
            .member("colour", choice.colour)
            .member("retired", choice.is_retired);
        write_label(json, "label", choice.label);
        json.end_object();
    }
    json.end_array();
}

std::vector<ChoiceOption> choices_of(Json const& object)
{
    auto choices = std::vector<ChoiceOption> {};
    auto const* list = object.find("choices");
    if (list && list->as_array())
        for (auto const& choice : *list->as_array())
            choices.push_back({ text_of(choice, "value"), label_of(choice, "label"), text_of(choice, "colour"),
                flag_of(choice, "retired") });
    return choices;
}

// The texts of a RollUp are views: those of a custom field are kept for the life of the process.
std::string_view keep(std::string text)
{
    static std::mutex mutex;
    static std::vector<std::unique_ptr<std::string>> kept;
    auto const lock = std::scoped_lock { mutex };
    for (auto const& known : kept)
        if (*known == text)
            return *known;
    kept.push_back(std::make_unique<std::string>(std::move(text)));
    return *kept.back();
}

void write_definition(JsonWriter& json, FieldDefinition const& field)
{
    json.member("name", field.name).member("type", name_of(field.type));
    write_label(json, "label", field.label);
    write_label(json, "help", field.help);
    json.member("required", field.required)
        .member("unique", field.unique)
        .member("searchable", field.searchable)
        .member("indexed", field.indexed);
    json.member("computed", field.computed);
    json.member("max", static_cast<std::int64_t>(field.max))
        .member("default", field.default_value)
        .member("formula", field.formula);
    json.member("target", field.target).member("currency", field.currency_field);
    json.member("on_delete", static_cast<std::int64_t>(field.on_delete));
    if (field.min_value)
        json.member("min", field.min_value->to_string());
    if (field.max_value)
        json.member("max_value", field.max_value->to_string());
    if (field.roll_up) {
        json.key("roll_up").begin_object();
        json.member("function", static_cast<std::int64_t>(field.roll_up->function))
            .member("of", field.roll_up->of)
            .member("via", field.roll_up->via);
        json.member("field", field.roll_up->field).member("where", field.roll_up->where).end_object();
    }
    write_choices(json, field.choices);
}

FieldDefinition definition_of(Json const& object)
{
    auto field = FieldDefinition {};
    field.name = text_of(object, "name");
    auto type = field_type_by_name(text_of(object, "type"));
    check(type.has_value(), "a stored custom field has a known type");
    field.type = *type;
    field.label = label_of(object, "label");
    field.help = label_of(object, "help");
    field.required = flag_of(object, "required");
    field.unique = flag_of(object, "unique");
    field.searchable = flag_of(object, "searchable");
    field.indexed = flag_of(object, "indexed");
    field.computed = flag_of(object, "computed");
    auto number = [&](std::string_view key) {
        auto const* member = object.find(key);
        return member ? member->as_whole().value_or(0) : 0;
    };
    field.max = static_cast<std::size_t>(number("max"));
    field.default_value = text_of(object, "default");
    field.formula = text_of(object, "formula");
    field.target = text_of(object, "target");
    field.currency_field = text_of(object, "currency");
    field.on_delete = static_cast<OnDelete>(number("on_delete"));
    field.min_value = Decimal::parse(text_of(object, "min"));
    field.max_value = Decimal::parse(text_of(object, "max_value"));
    if (auto const* roll_up = object.find("roll_up")) {
        auto const* function = roll_up->find("function");
        field.roll_up = RollUp { static_cast<RollUpFunction>(function ? function->as_whole().value_or(0) : 0),
            keep(text_of(*roll_up, "of")), keep(text_of(*roll_up, "via")), keep(text_of(*roll_up, "field")),
            keep(text_of(*roll_up, "where")) };
    }
    field.choices = choices_of(object);
    field.is_custom = true;
    return field;
}

Json parsed(std::string_view text)
{
    auto result = parse_json(text, { .depth = 32, .keys_per_object = 10'000 });
    auto* json = std::get_if<Json>(&result);
    check(json != nullptr, "a stored setting is valid JSON");
    return std::move(*json);
}

JsonArray const& items_of(Json const& object, std::string_view key)
{
    static JsonArray const none;
    auto const* list = object.find(key);
    return list && list->as_array() ? *list->as_array() : none;
}

}

std::string to_json(Customisation const& customisation)
{
    auto text = std::string {};
    auto json = JsonWriter { text };
    json.begin_object().member("version", customisation.version).key("entities").begin_array();
    for (auto const& entity : customisation.entities) {
        json.begin_object()
            .member("plural", entity.plural)
            .member("singular", entity.singular)
            .member("icon", entity.icon);
        write_label(json, "label_one", entity.label_one);
        write_label(json, "label_many", entity.label_many);
        json.end_object();
    }
    json.end_array().key("fields").begin_array();
    for (auto const& field : customisation.fields) {
        json.begin_object().member("entity", field.entity);
        write_definition(json, field.definition);
        json.end_object();
    }
    json.end_array().key("overrides").begin_array();
    for (auto const& change : customisation.overrides) {
        json.begin_object().member("entity", change.entity).member("field", change.field);
        if (change.label)
            write_label(json, "label", *change.label);
        if (change.help)
            write_label(json, "help", *change.help);
        if (change.required)
            json.member("required", *change.required);
        write_choices(json, change.choices);
        json.end_object();
    }
    json.end_array().end_object();
    return text;
}

Customisation customisation_from_json(std::string_view text)
{
    auto const json = parsed(text);
    auto customisation = Customisation {};
    if (auto const* version = json.find("version"))
        customisation.version = version->as_whole().value_or(0);
    for (auto const& entity : items_of(json, "entities"))
        customisation.entities.push_back({ text_of(entity, "plural"), text_of(entity, "singular"),
            text_of(entity, "icon"), label_of(entity, "label_one"), label_of(entity, "label_many"), {} });
    for (auto const& field : items_of(json, "fields"))
        customisation.fields.push_back({ text_of(field, "entity"), definition_of(field) });
    for (auto const& stored : items_of(json, "overrides")) {
        auto change = FieldOverride {};
        change.entity = text_of(stored, "entity");
        change.field = text_of(stored, "field");
        if (stored.find("label"))
            change.label = label_of(stored, "label");
        if (stored.find("help"))
            change.help = label_of(stored, "help");
        if (stored.find("required"))
            change.required = flag_of(stored, "required");
        change.choices = choices_of(stored);
        customisation.overrides.push_back(std::move(change));
    }
    return customisation;
}

std::string to_json(Workspace const& workspace)
{
    auto text = std::string {};
    auto json = JsonWriter { text };
    json.begin_object()
        .member("name", workspace.name)
        .member("currency", workspace.currency)
        .member("language", code_of(workspace.language));
    json.member("time_zone", workspace.time_zone).member("week_starts", workspace.week_starts).end_object();
    return text;
}

Workspace workspace_from_json(std::string_view text)
{
    auto const json = parsed(text);
    auto workspace = Workspace {};
    workspace.name = text_of(json, "name");
    workspace.currency = text_of(json, "currency");
    workspace.language = language_by_code(text_of(json, "language")).value_or(Language::en);
    workspace.time_zone = text_of(json, "time_zone");
    if (auto const* day = json.find("week_starts"))
        workspace.week_starts = static_cast<int>(day->as_whole().value_or(1));
    return workspace;
}

}
