#pragma once

#include "records/reader.h"
#include "records/sql.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// An order of rows as SQL terms: empty values last unless said otherwise, text by its folded form and then itself,
// links by title, choices as declared, and the id at the end. Both databases give the same order, because only bytes
// are compared.
class ListOrder {
public:
    // Throws Problem bad_parameter for names that the reader does not have.
    ListOrder(Reading&, EntityInfo const&, std::string_view order_by);

    // Joins that the terms need ("left join accounts o1 on ..." with the right inside the join).
    void append_joins(Sql&) const;
    // ", expr as k0, expr as k1, ..."
    void append_keys(Sql&) const;
    // "k0 desc, k1, id" over the columns that append_keys named, with `alias.` before each unless it is empty.
    [[nodiscard]] std::string by_keys(std::string_view alias) const;
    // "expr desc, ..., t.id": the same order in the rows' own columns, so that an index can give it. A sorted one hides
    // from SQLite that an index could, for when other indexes are to find the rows.
    enum class By { index, sorting };
    [[nodiscard]] std::string by_columns(db::Dialect, By = By::index) const;
    // The rows that come after this one (its key values and id), as a condition over t.
    void append_after(Sql&, std::vector<db::Value> const& keys, Id id) const;

    [[nodiscard]] std::size_t size() const { return m_terms.size(); }

    // The column of t whose index gives the rows in this order, ties aside; "id" when nothing else was asked for, and
    // empty when they must be sorted.
    [[nodiscard]] std::string const& index_column() const { return m_index_column; }
    [[nodiscard]] bool follows_title() const;

private:
    struct Term {
        std::string sql; // over t and the joins
        bool is_descending = false;
    };
    using Join = std::function<void(Sql&)>;
    void add_field(EntityInfo const&, Field const&, std::string const& alias, bool is_descending, bool nulls_first,
        bool may_be_empty);
    std::string join_to(EntityInfo const& target, std::string const& link_column);

    Reading& m_reading;
    EntityInfo const& m_entity;
    std::string m_index_column;
    std::vector<Term> m_terms;
    std::vector<Join> m_joins;
    bool m_id_descending = false;
};

}
