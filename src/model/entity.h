#pragma once

#include "model/field.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

// Something that declares fields: an entity, or the input of an action.
struct FieldSet {
    explicit FieldSet(std::string_view singular) : singular_name(singular) { }
    FieldSet(FieldSet const&) = delete;
    FieldSet& operator=(FieldSet const&) = delete;

    std::string singular_name;
    std::vector<Field const*> fields; // in declared order
};

// How a record lets people in (ENGINE.md 3, rights as arms).
enum class AccessKind {
    everyone,   // levels none and all only: lists kept for the house (products, stages)
    owned,      // owner and department of the record itself
    of_account, // through the record's account
    lines,      // through its parent
};

struct LabelPair {
    Label one {};
    Label many {};
};

struct ViewDeclaration {
    std::string_view name;
    Label label {};
    std::string_view filter {};
    std::string_view order_by {};
    std::string_view kind = "list";
    std::string_view group_by {};
};

// What a generic page needs to know of an entity; names of fields. Empty ones are derived.
struct EntityOptions {
    std::string_view module {};
    LabelPair label {};
    std::string_view icon = "database";
    std::string_view colour = "grey";
    std::string_view title = "name";
    bool keyed = false;  // short administered lists: JSON and filters take the record's `key`
    bool hidden = false; // not in the navigation (lines, small lists)
    // Owned records: links to the persons who read and act on it beside its owner, as if it were their own.
    std::vector<std::string_view> also_of {};
    std::string_view order_by = "id desc";                               // the page's first order
    std::vector<std::string_view> list {};                               // columns of the first list
    std::vector<std::string_view> highlight {};                          // header, hover card, phone
    std::vector<std::string_view> form {};                               // the create form
    std::vector<std::pair<std::string_view, std::string_view>> roles {}; // { "amount", "amount" }
    std::vector<ViewDeclaration> views {};
    bool ordered = false; // keeps `rank`, and takes the write-only `place`
};

// A state may follow another one.
struct Move {
    std::string_view from;
    std::string_view to;
};

// An entity's declaration: const for the life of the process. Constructors are defined in .cpp files (ENGINE.md 1).
struct Entity : FieldSet {
    Entity(std::string_view singular, std::string_view plural, EntityOptions options);

    std::string plural_name;
    EntityOptions options;

    // Set by traits.
    std::vector<std::string_view> traits;
    AccessKind access = AccessKind::everyone;
    std::string account_field; // of_account, and owned records below an account
    std::string parent_field;  // lines
    std::string lines_name;    // lines: the relation's name in the parent
    Field const* lifecycle_field = nullptr;
    std::vector<Move> lifecycle_moves;

    // What every record has, after the declared fields.
    std::vector<Field const*> system_fields;
    Text const& external_id() const { return *m_external_id; }

private:
    std::vector<std::unique_ptr<Field>> m_owned_fields;
    std::unique_ptr<Text> m_external_id;
};

// Fields that one module adds to another module's entity: struct OffersOnAccount : Extension { ... }.
struct Extension : FieldSet {
    explicit Extension(std::string_view entity_singular) : FieldSet(entity_singular) { }
};

// The input of an action, declared like an entity declares fields.
struct Input : FieldSet {
    Input() : FieldSet("input") { }
};

}
