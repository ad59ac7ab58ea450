#pragma once

#include "base/problem.h"
#include "model/record.h"
#include "records/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// One record about to be written: what it was, what it will be, who does it. Rules read and mend it before it is saved.
class Change {
public:
    enum class Kind { create, update, remove, restore };

    Change(Transaction& transaction, Kind kind, Record before, Record after);

    [[nodiscard]] Transaction& transaction() { return m_transaction; }
    [[nodiscard]] Actor const& actor() const { return m_transaction.actor(); }
    [[nodiscard]] EntityInfo const& entity() const { return after.entity(); }
    [[nodiscard]] bool is_creation() const { return kind == Kind::create; }
    [[nodiscard]] bool is_removal() const { return kind == Kind::remove; }

    Kind kind;
    Record before; // the record as it was; for a creation a record of empty fields
    Record after;
    Values const* values = nullptr; // what the caller asked for; null for removals

    // Many-to-many fields that this write touched; their ids are not in the record's slots.
    struct LinksChange {
        Field const* field;
        std::vector<Id> before;
        std::vector<Id> after;
        bool data_changed = false; // a column of the tie itself
    };
    std::vector<LinksChange> links;

    // True when the value differs from before (a creation: when it is not empty).
    [[nodiscard]] bool changes(Field const& field) const;
    // True when the caller named the field.
    [[nodiscard]] bool names(Field const& field) const;
    [[nodiscard]] bool lacks(Field const& field) const { return kontor::is_empty(after.value(field)); }
    // True when a choice, or a link to a keyed record, becomes `key`.
    [[nodiscard]] bool moves(Field const& field, std::string_view key);
    // The key of the keyed record that a link points to after the change; empty without one.
    std::string key_of(Field const& link);

    template<typename T> [[nodiscard]] std::optional<T> get(TypedField<T> const& field) const
    {
        return after.get(field);
    }
    template<typename T> void set(TypedField<T> const& field, std::type_identity_t<T> value)
    {
        after.set(field, std::move(value));
    }
    void clear(Field const& field) { after.clear(field); }

    // All faults of a write are gathered and told together; nothing is written.
    void reject(Field const& field, std::string code, std::string message);
    void reject(std::string path, std::string code, std::string message);
    void reject(Field const& field, std::string code, Label sentence); // in the actor's language
    // Told in the answer; the write goes on.
    void warn(std::string message);
    void warn(Label sentence);
    [[nodiscard]] std::vector<FieldFault> const& faults() const { return m_faults; }
    void throw_if_rejected() const; // Problem::invalid

    // The record that a link points to, whoever asks; nothing without one.
    std::optional<Record> find(Link const& link) const;

private:
    Transaction& m_transaction;
    std::vector<FieldFault> m_faults;
};

}
