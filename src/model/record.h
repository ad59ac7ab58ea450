#pragma once

#include "model/schema.h"

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace kontor {

// One record as read or about to be written: a slot for each field of its entity in its Schema.
class Record {
public:
    Record() = default;
    Record(std::shared_ptr<Schema const> schema, EntityInfo const& entity)
        : m_schema(std::move(schema))
        , m_entity(&entity)
        , m_values(entity.slot_count())
    {
    }

    [[nodiscard]] bool is_empty() const { return m_entity == nullptr; }
    [[nodiscard]] EntityInfo const& entity() const { return *m_entity; }
    [[nodiscard]] std::shared_ptr<Schema const> const& schema() const { return m_schema; }

    Id id;
    std::int64_t version = 0;

    // Typed: record.get(deal.amount) is an optional<Decimal>; record.set(deal.amount, "lots") does not compile.
    template<typename T> [[nodiscard]] std::optional<T> get(TypedField<T> const& field) const
    {
        auto const& found = value(field);
        if (auto const* typed = std::get_if<T>(&found))
            return *typed;
        return {};
    }
    template<typename T> void set(TypedField<T> const& field, std::type_identity_t<T> value)
    {
        set_value(field, std::move(value));
    }
    void clear(Field const& field) { set_value(field, {}); }

    // By key made at run time. Reading a field that the entity does not have is empty.
    [[nodiscard]] Value const& value(Field const& field) const;
    void set_value(Field const& field, Value value);
    [[nodiscard]] Value const& at(std::size_t slot) const { return m_values[slot]; }
    void set_at(std::size_t slot, Value value) { m_values[slot] = std::move(value); }

    // The collection that an any_link points into; empty without one.
    [[nodiscard]] std::string entity_of(Field const& any_link) const;
    void set_any(Field const& any_link, std::string plural, Id target);
    [[nodiscard]] std::string const& any_entity_at(std::size_t slot) const;

private:
    std::shared_ptr<Schema const> m_schema;
    EntityInfo const* m_entity = nullptr;
    std::vector<Value> m_values;
    std::vector<std::pair<std::size_t, std::string>> m_any_entities;
};

// One assignment of a write. Built with typed keys: Values { { deal.name, "Renewal" }, { deal.account, acme } }.
struct Assignment {
    template<typename T>
    Assignment(TypedField<T> const& key, std::type_identity_t<T> data) : field(&key)
                                                                       , value(std::move(data))
    {
    }
    template<typename T> Assignment(TypedField<T> const& key, std::optional<T> data) : field(&key)
    {
        if (data)
            value = std::move(*data);
    }
    Assignment(TypedField<Id> const& key, Key data) : field(&key), value(std::move(data)) { }
    Assignment(Field const& key, Value data, int)
        : field(&key)
        , value(std::move(data)) { } // untyped: the reader of bodies

    Field const* field;
    Value value;
    std::string any_entity {};        // any_link: the collection
    std::optional<unsigned> parts {}; // address: a bit for each part that is named; the others stay. All without it.
};

struct LinkedRecord {
    Id id;
    std::string new_name {}; // tags: { "name": "vip" } finds or makes the tag
    std::vector<std::pair<std::string, Value>> data {};
};
// A change of a many-to-many field.
struct LinksEdit {
    Field const* field;
    bool replaces = false;
    std::vector<LinkedRecord> add {}; // the whole list when it replaces
    std::vector<LinkedRecord> update {};
    std::vector<Id> remove {};
};

struct Values;
struct LineEdit {
    Id id; // empty: a new line
    std::shared_ptr<Values> values;
    std::size_t position = 0; // in the request, for the fault's path
};
struct LinesEdit {
    EntityInfo const* lines;
    bool replaces = false;
    std::vector<LineEdit> edits {};
    std::vector<Id> remove {};
};

struct Place {
    enum class Kind { first, last, before, after } kind;
    Id neighbour {};
};

// What a write sets. Missing fields are left alone; an empty value empties.
struct Values {
    Values() = default;
    Values(std::initializer_list<Assignment> list) : assignments(list) { }

    std::vector<Assignment> assignments;
    std::vector<LinksEdit> links;
    std::vector<LinesEdit> lines;
    std::optional<Place> place;

    template<typename T> Values& set(TypedField<T> const& field, std::type_identity_t<T> value)
    {
        assignments.emplace_back(field, std::move(value));
        return *this;
    }
    [[nodiscard]] Assignment const* find(Field const&) const;
    [[nodiscard]] bool is_empty() const { return assignments.empty() && links.empty() && lines.empty() && !place; }
};

}
