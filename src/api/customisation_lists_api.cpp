#include "api/admin_api.h"
#include "api/customisation.h"
#include "records/field_meta.h"

namespace kontor::api {

namespace {

void write_text(JsonWriter& json, std::string_view key, OwnedLabel const& label)
{
    json.key(key);
    if (label.en.empty() && label.ru.empty())
        json.null();
    else
        json.begin_object().member("en", label.en).member("ru", label.ru).end_object();
}

// "sum(lines.total)", as it was written.
std::string formula_of(EntityInfo const& entity, FieldDefinition const& field)
{
    if (!field.roll_up)
        return field.formula;
    static constexpr std::string_view functions[] = { "sum", "count", "min", "max" };
    auto const& roll_up = *field.roll_up;
    auto name = std::string { roll_up.of };
    for (auto const& relation : entity.relations)
        if (relation.via && relation.target->plural == roll_up.of && relation.via->name() == roll_up.via)
            name = relation.name;
    auto text = std::string { functions[static_cast<std::size_t>(roll_up.function)] } + "(" + name;
    if (!roll_up.field.empty())
        text += "." + std::string { roll_up.field };
    if (!roll_up.where.empty())
        text += ", " + std::string { roll_up.where };
    return text + ")";
}

void write_field(
    JsonWriter& json, Schema const& schema, EntityInfo const& entity, FieldDefinition const& field, std::string_view at)
{
    json.begin_object().member("name", field.name).member("type", records::wire_type(field.type));
    write_text(json, "label", field.label);
    write_text(json, "help", field.help);
    json.member("custom", field.is_custom).member("required", field.required).member("unique", field.unique);
    json.member("searchable", field.searchable).member("read_only", field.computed);
    json.member("max", static_cast<std::int64_t>(field.max));
    auto const text_or_null = [&](std::string_view key, std::string_view text) {
        json.key(key);
        if (text.empty())
            json.null();
        else
            json.string(text);
    };
    text_or_null("default", field.default_value);
    text_or_null("formula", formula_of(entity, field));
    auto const* target = field.target.empty() ? nullptr : schema.find_singular(field.target);
    text_or_null("entity", target ? std::string_view { target->plural } : std::string_view {});
    json.key("choices").begin_array();
    for (auto const& choice : field.choices) {
        json.begin_object().member("value", choice.value);
        write_text(json, "label", choice.label);
        json.member("colour", choice.colour).member("retired", choice.is_retired).end_object();
    }
    json.end_array().member("retired", !at.empty());
    text_or_null("retired_at", at);
    json.end_object();
}

}

http::Response list_fields(Call const& call, Rooms&)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto gone = std::vector<Retired> {};
    call.store.database().read([&](db::Connection& connection) { gone = retired(connection); });
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object().key("items").begin_array();
    for (auto const* field : entity.fields)
        if (field->definition().base_of.empty())
            write_field(json, call.schema(), entity, field->definition(), {});
    for (auto const& kept : gone)
        if (kept.name.starts_with(entity.plural + "."))
            for (auto const& field : kept.what.fields)
                write_field(json, call.schema(), entity, field.definition, kept.at);
    json.end_array().end_object();
    return ok(std::move(body));
}

http::Response list_objects(Call const& call, Rooms&)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto gone = std::vector<Retired> {};
    call.store.database().read([&](db::Connection& connection) { gone = retired(connection); });
    auto body = std::string {};
    auto json = JsonWriter { body };
    auto const write = [&](CustomEntity const& object, std::string_view at) {
        json.begin_object().member("name", object.plural).member("singular", object.singular);
        json.member("icon", object.icon).key("label").begin_object();
        write_text(json, "one", object.label_one);
        write_text(json, "many", object.label_many);
        json.end_object().member("retired", !at.empty()).key("retired_at");
        if (at.empty())
            json.null();
        else
            json.string(at);
        json.end_object();
    };
    json.begin_object().key("items").begin_array();
    for (auto const& object : call.schema().customisation().entities)
        write(object, {});
    for (auto const& kept : gone)
        for (auto const& object : kept.what.entities)
            write(object, kept.at);
    json.end_array().end_object();
    return ok(std::move(body));
}

}
