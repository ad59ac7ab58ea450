#pragma once

#include "records/list_order.h"
#include "records/page_token.h"
#include "records/row_source.h"

#include <cstdint>
#include <functional>

namespace kontor::records {

// Which rows of a source are wanted: so many, after this one or after so many others.
struct PageWindow {
    std::int64_t rows = 0;
    std::int64_t offset = 0;
    PageToken const* after = nullptr;
};

// The SQL that finds one page of rows in their order. There are four ways to the same rows, and each is the only fast
// one for somebody (docs/decisions/0004-one-page-of-a-list.md):
// - along: the index of the order is read until the page is full;
// - merged: so are the indexes of what the reader reaches, all at once, and the first of their next rows is taken;
// - reached: the few rows that the reader reaches are sorted;
// - found: the few rows that an index finds by the filter are sorted.
class PageQuery {
public:
    enum class Way { along, merged, reached, found };

    PageQuery(RowSource const&, ListOrder const&, EntityInfo const&, db::Dialect, PageWindow);

    // What is shown of each row: "t.id, ..." over t, and the joins that it needs.
    struct Shown {
        std::function<void(Sql&)> columns;
        std::function<void(Sql&)> joins;
    };
    // "select <what is shown>, k0, k1, ... ", in order; the keys of the order are the last columns.
    void append(Sql&, Shown const&) const;
    [[nodiscard]] Way way() const { return m_way; }

private:
    void choose(db::Dialect);
    [[nodiscard]] bool pays_to_merge(double reached, bool is_sqlite) const;
    void append_rows(Sql&) const;
    void append_select(Sql&) const;
    void append_after(Sql&) const;
    void append_limit(Sql&) const;
    void append_merged(Sql&) const;
    void append_reached(Sql&) const;

    RowSource const& m_source;
    ListOrder const& m_order;
    EntityInfo const& m_entity;
    PageWindow m_window;
    Way m_way = Way::along;
    RowSource::Finding m_finding;
    ListOrder::By m_by = ListOrder::By::index;
};

}
