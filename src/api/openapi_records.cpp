#include "api/openapi_entities.h"

#include <algorithm>

namespace kontor::api {

namespace {

Json nullable_with(std::string_view type, std::string_view key, Json value)
{
    auto schema = nullable(type);
    schema.set(key, std::move(value));
    return schema;
}

// Retired values may still be read, and are no longer written.
JsonArray values_of(FieldDefinition const& field, bool with_retired)
{
    auto values = JsonArray {};
    for (auto const& choice : field.choices)
        if (with_retired || !choice.is_retired)
            values.emplace_back(choice.value);
    return values;
}

Json choice_schema(FieldDefinition const& field, bool with_retired)
{
    auto values = values_of(field, with_retired);
    values.emplace_back(nullptr);
    return nullable_with("string", "enum", std::move(values));
}

Json choices_schema(FieldDefinition const& field, bool with_retired)
{
    return nullable_with(
        "array", "items", JsonObject { { "type", "string" }, { "enum", values_of(field, with_retired) } });
}

Json whole_schema(FieldDefinition const& field)
{
    auto schema = nullable("integer");
    auto set_bound = [&](std::string_view key, std::optional<Decimal> const& bound) {
        if (bound)
            schema.set(key, JsonNumber { bound->to_string() });
    };
    set_bound("minimum", field.min_value);
    set_bound("maximum", field.max_value);
    return schema;
}

Json text_of(FieldDefinition const& field)
{
    return nullable_with("string", "maxLength", static_cast<std::int64_t>(field.max));
}

}

Json RecordSchemas::readable(FieldDefinition const& field) const
{
    switch (field.type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url: return text_of(field);
    case FieldType::whole:
    case FieldType::duration: return nullable("integer");
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return schema_ref("Decimal");
    case FieldType::day: return nullable_with("string", "format", "date");
    case FieldType::instant: return nullable_with("string", "format", "date-time");
    case FieldType::flag: return nullable("boolean");
    case FieldType::choice: return choice_schema(field, true);
    case FieldType::choices: return choices_schema(field, true);
    case FieldType::link: return schema_ref("Link");
    case FieldType::links: return array_of(schema_ref("Link"));
    case FieldType::any_link: return schema_ref("AnyLink");
    case FieldType::file: return schema_ref("FileValue");
    case FieldType::address: return schema_ref("AddressValue");
    case FieldType::currency: return nullable_with("string", "pattern", "^[A-Z]{3}$");
    case FieldType::json: return JsonObject {};
    }
    return JsonObject {};
}

Json RecordSchemas::writable(FieldDefinition const& field) const
{
    switch (field.type) {
    case FieldType::whole:
    case FieldType::duration: return whole_schema(field);
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return schema_ref("DecimalInput");
    case FieldType::choice: return choice_schema(field, false);
    case FieldType::choices: return choices_schema(field, false);
    case FieldType::link: return schema_ref("LinkInput");
    case FieldType::links: return schema_ref("LinksInput");
    case FieldType::any_link: return schema_ref("AnyLinkInput");
    case FieldType::file: return schema_ref("LinkInput");
    default: return readable(field);
    }
}

Json RecordSchemas::with_label(Json schema, FieldDefinition const& field) const
{
    schema.set("title", std::string_view { field.label.in(m_actor.language) });
    if (auto const& help = field.help.in(m_actor.language); !help.empty())
        schema.set("description", std::string_view { help });
    return schema;
}

JsonObject RecordSchemas::writable_fields(EntityInfo const& entity, std::string_view without) const
{
    auto properties = JsonObject {};
    for (auto const* field : entity.fields)
        if (!field->is_read_only() && field->name() != without
            && m_actor.access(m_schema, entity, *field) == records::FieldAccess::write)
            properties.emplace_back(field->name(), with_label(writable(field->definition()), field->definition()));
    auto const is_placed = entity.is_ordered || entity.access == AccessKind::lines;
    if (is_placed && !entity.find("place"))
        properties.emplace_back("place", schema_ref("PlaceInput"));
    return properties;
}

// Lines are written with their parent: the whole list in its order, or one by one.
Json RecordSchemas::lines_schema(EntityInfo const& lines) const
{
    auto const line = schema_ref(name_of(lines) + "InParent");
    auto edit = closed_object_of(
        { { "add", array_of(line) }, { "update", array_of(line) }, { "remove", array_of(schema_ref("Id")) } });
    auto const nothing = Json { JsonObject { { "type", "null" } } };
    return JsonObject { { "oneOf", JsonArray { array_of(line), std::move(edit), nothing } } };
}

void RecordSchemas::add(EntityInfo const& entity)
{
    auto const name = name_of(entity);
    auto read = JsonObject { { "id", schema_ref("Id") },
        { "version", JsonObject { { "type", "integer" }, { "minimum", 1 } } } };
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot) {
        auto const& field = entity.field_at(slot);
        if (!m_actor.sees(m_schema, entity, field))
            continue;
        auto schema = with_label(readable(field.definition()), field.definition());
        if (field.is_read_only())
            schema.set("readOnly", true);
        read.emplace_back(field.name(), std::move(schema));
    }
    m_schemas.emplace_back(name, object_of(std::move(read), { "id", "version" }));
    m_schemas.emplace_back(name + "Page",
        object_of({ { "items", array_of(schema_ref(name)) }, { "next_page_token", text_schema() },
                      { "total", JsonObject { { "type", "integer" } } },
                      { "total_estimated", JsonObject { { "type", "boolean" } } },
                      { "offset", JsonObject { { "type", "integer" } } } },
            { "items", "next_page_token" }));

    auto written = writable_fields(entity, {});
    auto required = JsonArray {};
    for (auto const* field : entity.fields)
        if (field->definition().required && field->definition().default_value.empty()
            && Json { written }.find(field->name()))
            required.emplace_back(field->name());
    for (auto const& relation : entity.relations)
        if (relation.is_lines
            && m_actor.level(m_schema, *relation.target, records::Right::read) != records::Level::none)
            written.emplace_back(relation.name, lines_schema(*relation.target));
    if (entity.access == AccessKind::lines) {
        auto in_parent = JsonObject { { "id", schema_ref("Id") } };
        for (auto& property : writable_fields(entity, entity.parent_field))
            in_parent.push_back(std::move(property));
        m_schemas.emplace_back(name + "InParent", closed_object_of(std::move(in_parent)));
    }
    m_schemas.emplace_back(name + "Input", closed_object_of(std::move(written)));
    if (!required.empty())
        m_schemas.emplace_back(name + "Create",
            JsonObject { { "allOf", JsonArray { schema_ref(name + "Input") } }, { "required", std::move(required) } });
}

std::string RecordSchemas::create_schema(EntityInfo const& entity) const
{
    auto const name = name_of(entity);
    auto const is_there
        = std::ranges::any_of(m_schemas, [&](JsonMember const& schema) { return schema.first == name + "Create"; });
    return name + (is_there ? "Create" : "Input");
}

void RecordSchemas::add_input(std::string const& name, std::vector<Field const*> const& fields)
{
    auto properties = JsonObject {};
    auto required = std::vector<std::string> {};
    for (auto const* field : fields) {
        properties.emplace_back(field->name(), with_label(writable(field->definition()), field->definition()));
        if (field->definition().required && field->definition().default_value.empty())
            required.push_back(field->name());
    }
    m_schemas.emplace_back(name, closed_object_of(std::move(properties), std::move(required)));
}

}
