#include "model/record.h"

#include "base/check.h"

#include <algorithm>

namespace kontor {

Value const& Record::value(Field const& field) const
{
    static Value const nothing {};
    auto slot = m_entity ? m_entity->slot_of(field) : -1;
    return slot < 0 ? nothing : m_values[static_cast<std::size_t>(slot)];
}

void Record::set_value(Field const& field, Value value)
{
    auto slot = m_entity ? m_entity->slot_of(field) : -1;
    check(slot >= 0, "a record was given a field of another entity");
    m_values[static_cast<std::size_t>(slot)] = std::move(value);
}

std::string Record::entity_of(Field const& any_link) const
{
    auto slot = m_entity ? m_entity->slot_of(any_link) : -1;
    return slot < 0 ? std::string {} : any_entity_at(static_cast<std::size_t>(slot));
}

std::string const& Record::any_entity_at(std::size_t slot) const
{
    static std::string const nothing;
    auto found = std::ranges::find(m_any_entities, slot, &std::pair<std::size_t, std::string>::first);
    return found == m_any_entities.end() ? nothing : found->second;
}

void Record::set_any(Field const& any_link, std::string plural, Id target)
{
    set_value(any_link, target.is_empty() ? Value {} : Value { target });
    auto slot = static_cast<std::size_t>(m_entity->slot_of(any_link));
    std::erase_if(m_any_entities, [&](auto const& entry) { return entry.first == slot; });
    if (!target.is_empty())
        m_any_entities.emplace_back(slot, std::move(plural));
}

Assignment const* Values::find(Field const& field) const
{
    auto found
        = std::ranges::find_if(assignments, [&](Assignment const& assignment) { return *assignment.field == field; });
    return found == assignments.end() ? nullptr : &*found;
}

}
