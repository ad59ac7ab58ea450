#include "model/entity.h"

namespace kontor {

namespace {

std::unique_ptr<Field> system_field(std::string_view name, FieldType type, Label label, std::string_view target = {})
{
    auto definition = FieldDefinition {};
    definition.name = name;
    definition.type = type;
    definition.label = label;
    definition.is_system = true;
    definition.target = target;
    return std::make_unique<Field>(std::move(definition));
}

}

Entity::Entity(std::string_view singular, std::string_view plural, EntityOptions entity_options)
    : FieldSet(singular)
    , plural_name(plural)
    , options(std::move(entity_options))
{
    // Where a record came from: the key of imports and of partners' systems.
    m_external_id = std::make_unique<Text>(*this, "external_id",
        FieldOptions { .label = { "External id", "Внешний код" }, .unique = true, .exact = true });
    m_owned_fields.push_back(system_field("created_at", FieldType::instant, { "Created", "Создано" }));
    m_owned_fields.push_back(system_field("created_by", FieldType::link, { "Created by", "Кем создано" }, "user"));
    m_owned_fields.push_back(system_field("updated_at", FieldType::instant, { "Updated", "Изменено" }));
    m_owned_fields.push_back(system_field("updated_by", FieldType::link, { "Updated by", "Кем изменено" }, "user"));
    m_owned_fields.push_back(system_field("deleted_at", FieldType::instant, { "Deleted", "Удалено" }));
    m_owned_fields.push_back(system_field("deleted_by", FieldType::link, { "Deleted by", "Кем удалено" }, "user"));
    for (auto const& field : m_owned_fields)
        system_fields.push_back(field.get());
}

}
