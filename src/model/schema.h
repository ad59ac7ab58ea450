#pragma once

#include "model/entity.h"
#include "model/registry.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kontor {

class EntityInfo;

// Something that leads from a record to others: a link of its own, or links of others to it.
struct Relation {
    enum class Kind { to_one, to_many, many_to_many } kind;
    std::string name; // "account", "activities"
    EntityInfo const* target = nullptr;
    Field const* via = nullptr; // to_one, many_to_many forwards: the own field; to_many: the target's link field
    bool backwards = false;     // many_to_many: through the target's `links` field
    bool is_lines = false;
};

// An entity as one workspace has it: its declaration, the extensions and the custom fields.
class EntityInfo {
public:
    std::string singular, plural;
    OwnedLabel label_one, label_many;
    std::string icon, colour, module;
    Entity const* declaration = nullptr; // null for a custom object
    std::vector<std::string> traits;
    AccessKind access = AccessKind::everyone;
    std::string account_field, parent_field, lines_name, title_field;
    std::vector<std::string> also_of; // owned: links to persons who have it beside its owner
    bool is_keyed = false, is_hidden = false, is_custom = false, is_ordered = false;
    int order = 0;                              // the registry's order: locks are taken in it
    std::uint64_t const serial = next_serial(); // of no other entity in any Schema of this process: for what is cached

    std::vector<Field const*> fields;        // declared, then custom; slots 0..n-1
    std::vector<Field const*> system_fields; // after them: slots n..
    std::vector<Relation> relations;

    [[nodiscard]] Field const* find(std::string_view name) const; // declared, custom and system fields
    [[nodiscard]] Relation const* find_relation(std::string_view name) const;
    [[nodiscard]] int slot_of(Field const&) const; // -1 when the field is not of this entity
    [[nodiscard]] std::size_t slot_count() const { return fields.size() + system_fields.size(); }
    [[nodiscard]] Field const& field_at(std::size_t slot) const
    {
        return slot < fields.size() ? *fields[slot] : *system_fields[slot - fields.size()];
    }
    [[nodiscard]] bool has_trait(std::string_view trait) const;
    [[nodiscard]] Field const& title() const;

    // Roll-ups that other entities keep over this one's records.
    struct KeptBy {
        EntityInfo const* parent;
        Field const* field;
        Field const* via;
    };
    std::vector<KeptBy> kept_roll_ups;

    void index_fields(); // after the vectors changed

private:
    static std::uint64_t next_serial();

    struct NameHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const { return std::hash<std::string_view> {}(name); }
    };
    std::unordered_map<std::string, Field const*, NameHash, std::equal_to<>> m_by_name;
    std::vector<std::int16_t> m_slots; // by the field's number; -1 where it has none
};

// Custom fields and objects as the workspace stores them.
struct CustomEntity {
    std::string plural, singular, icon;
    OwnedLabel label_one, label_many;
    std::vector<std::string> traits;
};
struct CustomField {
    std::string entity; // plural
    FieldDefinition definition;
};
// What an administrator changed on a built-in field: label, help, required, choices.
struct FieldOverride {
    std::string entity;
    std::string field;
    std::optional<OwnedLabel> label, help;
    std::optional<bool> required;
    std::vector<ChoiceOption> choices; // added or changed, by value
};
struct Customisation {
    std::int64_t version = 0;
    std::vector<CustomEntity> entities;
    std::vector<CustomField> fields;
    std::vector<FieldOverride> overrides;
};

// What a workspace really has. Immutable, held by shared_ptr, swapped as a whole (ENGINE.md 1).
class Schema {
public:
    // Throws std::runtime_error with a sentence when a name does not fit.
    static std::shared_ptr<Schema const> assemble(Registry const&, Customisation const&);

    [[nodiscard]] std::int64_t version() const { return m_version; }
    [[nodiscard]] std::vector<std::unique_ptr<EntityInfo>> const& entities() const { return m_entities; }
    [[nodiscard]] EntityInfo const* find(std::string_view plural) const;
    [[nodiscard]] EntityInfo const* find_singular(std::string_view singular) const;
    [[nodiscard]] EntityInfo const& of(FieldSet const& declaration) const; // a bug when it is not there
    [[nodiscard]] EntityInfo const* target_of(Field const& link) const;
    [[nodiscard]] Customisation const& customisation() const { return m_customisation; }
    // The fields of an action's input as this workspace has them: a choice of the same name as one of the entity's
    // offers that one's present choices.
    [[nodiscard]] std::vector<Field const*> const& input_of(FieldSet const& input) const;

private:
    std::int64_t m_version = 0;
    Customisation m_customisation;
    std::vector<std::unique_ptr<EntityInfo>> m_entities;
    std::vector<std::unique_ptr<Field>> m_made_fields;             // custom ones, `_base` companions
    std::vector<std::unique_ptr<Entity>> m_made_entities;          // what a custom object stands on
    std::map<FieldSet const*, std::vector<Field const*>> m_inputs; // of actions
    std::map<std::string, EntityInfo const*, std::less<>> m_by_plural;
    std::map<std::string, EntityInfo const*, std::less<>> m_by_singular;
};

// Words that a name may not be, because both databases reserve them (MODEL.md 0).
bool is_reserved_word(std::string_view name);

}
