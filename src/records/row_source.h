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

    // Which indexes a database may find the rows by. SQLite counts nothing, so it is shown only the way that was chosen
    // (PageQuery); PostgreSQL has statistics and is shown everything.
    struct Finding {
        bool by_filter = true;
        bool by_reach = true;
        Condition const* only = nullptr; // of the filter, just this one
    };

    // The parts of the reader's reach; none when it is everything, or one rule that no index follows.
    [[nodiscard]] std::vector<Reach::Arm> const& arms() const { return m_arms; }
    void append_arm(Sql&, std::size_t arm, Finding const&) const; // over t
    // All of it as one condition over t.
    void append_condition(Sql&, Finding const&) const;
    void append_condition(Sql& sql) const { append_condition(sql, Finding {}); }

    // The selects of a narrow reach are united, a wide one is a condition: whoever reaches a good part of a table reads
    // it through.
    [[nodiscard]] bool is_united() const;
    // "accounts t where ..." or, united, "(select id ... union ...) x join accounts t on ...".
    void append_from_where(Sql&, std::string_view joins = {}) const;

    [[nodiscard]] bool sees_all() const { return m_reach.is_all(); }
    [[nodiscard]] bool is_filtered() const;
    // Conditions that hold for every row of the answer and that an index can find it by.
    [[nodiscard]] std::vector<Condition const*> finding_conditions() const;
    // How many rows there are in all, how many an index finds by one condition (at most `cap`), and how many the reader
    // reaches (counted up to a quarter of them): roughly, as of the last minute.
    [[nodiscard]] std::int64_t table_size() const;
    [[nodiscard]] std::int64_t found_by(Condition const&, std::int64_t cap) const;
    [[nodiscard]] std::int64_t reach_size() const;

private:
    void append_rest(Sql&, Finding const&) const;
    void append_filter(Sql&, Condition const&, Finding const&) const;
    void append_index_condition(Sql&, Condition const&) const;

    Reading& m_reading;
    EntityInfo const& m_entity;
    Reach m_reach;
    std::vector<Reach::Arm> m_arms;
    Condition m_condition;
    std::optional<std::vector<Id>> m_found;
    Bin m_bin;
};

}
