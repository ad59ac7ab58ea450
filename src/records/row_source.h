#pragma once

#include "records/access.h"
#include "records/filter_binding.h"
#include "records/reader.h"
#include "records/sql.h"

#include <optional>
#include <string>
#include <vector>

namespace kontor::records {

// Which rows of an entity a question is about: filter, words, bin and rights together. Every list, count and sum starts
// here, so that none can forget the reader's rights.
class RowSource {
public:
    RowSource(Reading&, EntityInfo const&, std::string_view filter, std::string_view q, Bin);

    [[nodiscard]] bool is_empty() const { return m_reach.is_none() || (m_found && m_found->empty()); }
    // The ids that the words of `q` found, best first; nothing without words.
    [[nodiscard]] std::optional<std::vector<Id>> const& found() const { return m_found; }

    // One condition per arm; a list unites them. With a single arm it is the whole predicate.
    [[nodiscard]] std::size_t arm_count() const { return m_arms.size(); }
    void append_arm(Sql&, std::size_t arm) const; // over t
    // All of it as one condition over t.
    void append_condition(Sql&) const;
    // "accounts t where ..." or, for a narrow reach, "(select id ... union ...) x join accounts t on ...".
    void append_from_where(Sql&, std::string_view joins = {}) const;

private:
    void append_rest(Sql&) const;

    Reading& m_reading;
    EntityInfo const& m_entity;
    Reach m_reach;
    std::vector<Reach::Arm> m_arms;
    Condition m_condition;
    std::optional<std::vector<Id>> m_found;
    Bin m_bin;
};

}
