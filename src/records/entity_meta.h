#pragma once

#include "base/json.h"
#include "records/field_meta.h"
#include "records/store.h"

#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// Fields that lift an entity above a table: what is its title, its state, its amount. Declared, or derived from names
// and types; only what the reader sees.
struct EntityRoles {
    std::vector<std::pair<std::string, std::string>> fields; // { "title", "name" }
    std::vector<std::string> highlight;                      // header, hover card, phone
    std::vector<std::string> card;                           // on a board

    [[nodiscard]] std::string_view field_of(std::string_view role) const; // empty without one
};
EntityRoles roles_of(Schema const&, Actor const&, EntityInfo const&);

// The actor sees the field, and, of a link, it is there at all.
bool sees_field(Schema const&, Actor const&, EntityInfo const&, std::string_view name);
// Relations that lead to many records which the reader may see.
std::vector<Relation const*> readable_relations(Schema const&, Actor const&, EntityInfo const&);
// Declared actions of the entity that the actor may start on some record.
std::vector<Action const*> permitted_actions(Schema const&, Registry const&, Actor const&, EntityInfo const&);

// Writes one entity as meta describes it.
class EntityMeta {
public:
    EntityMeta(Reading& reading, Registry const& registry, JsonWriter& json, FieldMeta& fields)
        : m_reading(reading)
        , m_registry(registry)
        , m_json(json)
        , m_fields(fields)
    {
    }
    void write(EntityInfo const&);

private:
    void write_roles(EntityRoles const&);
    void write_fields(EntityInfo const&);
    void write_relations(EntityInfo const&);
    void write_lifecycle(EntityInfo const&, EntityRoles const&);
    void write_actions(EntityInfo const&);
    void write_layouts(EntityInfo const&, EntityRoles const&);
    void write_views(EntityInfo const&, EntityRoles const&);
    void write_view(EntityInfo const&, ViewDeclaration const&);
    void write_permissions(EntityInfo const&);
    void write_list(std::string_view key, std::vector<std::string> const&);
    [[nodiscard]] std::string label(Label const& text) const
    {
        return std::string { text.in(m_reading.actor.language) };
    }
    [[nodiscard]] bool sees(EntityInfo const& entity, std::string_view name) const
    {
        return sees_field(m_reading.schema, m_reading.actor, entity, name);
    }

    Reading& m_reading;
    Registry const& m_registry;
    JsonWriter& m_json;
    FieldMeta& m_fields;
};

}
