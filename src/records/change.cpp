#include "records/change.h"

#include "records/writer.h"

namespace kontor::records {

Change::Change(Transaction& transaction, Kind change_kind, Record old_record, Record new_record)
    : kind(change_kind)
    , before(std::move(old_record))
    , after(std::move(new_record))
    , m_transaction(transaction)
{
}

bool Change::changes(Field const& field) const
{
    if (field.type() == FieldType::any_link && before.entity_of(field) != after.entity_of(field))
        return true;
    return before.value(field) != after.value(field);
}

bool Change::names(Field const& field) const { return values && values->find(field); }

bool Change::moves(Field const& field, std::string_view key)
{
    if (!changes(field))
        return false;
    if (auto const* choice = std::get_if<std::string>(&after.value(field)))
        return *choice == key;
    return field.type() == FieldType::link && key_of(field) == key;
}

std::string Change::key_of(Field const& link)
{
    auto const* id = std::get_if<Id>(&after.value(link));
    auto const* target = m_transaction.schema().target_of(link);
    if (!id || !target || !target->is_keyed)
        return {};
    auto rows = m_transaction.connection().query(
        "select \"key\" from " + db::quote(target->plural) + " where \"id\" = ?1", { id->value });
    return rows->next() ? std::string { rows->text(0) } : std::string {};
}

void Change::reject(Field const& field, std::string code, std::string message)
{
    reject(field.name(), std::move(code), std::move(message));
}

void Change::reject(std::string path, std::string code, std::string message)
{
    m_faults.push_back({ std::move(path), std::move(code), std::move(message) });
}

void Change::reject(Field const& field, std::string code, Label sentence)
{
    reject(field.name(), std::move(code), std::string { sentence.in(actor().language) });
}

void Change::warn(Label sentence) { warn(std::string { sentence.in(actor().language) }); }

void Change::warn(std::string message) { m_transaction.warnings.push_back(std::move(message)); }

void Change::throw_if_rejected() const
{
    if (!m_faults.empty())
        throw Problem::invalid(m_faults);
}

std::optional<Record> Change::find(Link const& link) const
{
    auto id = after.get(link);
    auto const* target = m_transaction.schema().target_of(link);
    if (!id || !target)
        return {};
    return load(m_transaction.connection(), m_transaction.shared_schema(), *target, *id, true);
}

}
