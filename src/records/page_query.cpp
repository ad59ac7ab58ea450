#include "records/page_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kontor::records {

PageQuery::PageQuery(
    RowSource const& source, ListOrder const& order, EntityInfo const& entity, db::Dialect dialect, PageWindow window)
    : m_source(source)
    , m_order(order)
    , m_entity(entity)
    , m_window(window)
{
    choose(dialect);
}

// PostgreSQL cannot merge: each department would be read until it fills a page of its own, so that they must reach less
// than the whole table by number. SQLite can, and pays some fifteen microseconds for each beginning; along the order it
// pays two for each row that the reader may not see.
bool PageQuery::pays_to_merge(double reached, bool is_sqlite) const
{
    auto const arms = static_cast<double>(m_source.arms().size());
    auto const table = static_cast<double>(m_source.table_size());
    if (!is_sqlite)
        return arms * reached < table;
    if (!m_source.is_filtered() && reached > 0) {
        auto const unseen = static_cast<double>(m_window.rows + m_window.offset) * (table / reached - 1);
        return unseen * 2 > arms * 15;
    }
    return true;
}

// Read along the order, a page takes as many rows as must be looked at until it is full: of a million, with one in a
// hundred wanted, 5,000 for a page of 50. Sorted, it takes all that an index finds. The two are equal where the index
// finds the root of page times table, and both are worst there.
void PageQuery::choose(db::Dialect dialect)
{
    auto const& arms = m_source.arms();
    auto const is_sqlite = dialect == db::Dialect::sqlite;
    auto const page = static_cast<double>(m_window.rows + m_window.offset);
    auto const even = [&] {
        auto const rows = std::sqrt(page * static_cast<double>(m_source.table_size()));
        return static_cast<std::int64_t>(std::clamp(rows, 500.0, 20'000.0));
    };
    if (m_source.found()) {
        m_way = Way::found;
        m_finding.by_reach = false;
        return;
    }
    if (m_order.index_column().empty()) {
        m_way = !arms.empty() && m_source.is_united() ? Way::reached : Way::found;
        m_finding.by_reach = m_way == Way::reached;
        return;
    }
    if (m_source.sees_all() && (!is_sqlite || m_source.finding_conditions().empty())) {
        m_finding.by_filter = !is_sqlite;
        return;
    }
    auto const bound = even();
    auto found = bound;
    for (auto const* condition : m_source.finding_conditions())
        if (auto const count = m_source.found_by(*condition, bound); count < found) {
            found = count;
            m_finding.only = condition;
        }
    auto const reached = arms.empty() ? bound : m_source.reach_size();
    auto const is_merged = !arms.empty() && arms.front().follows_title && m_order.follows_title()
        && pays_to_merge(static_cast<double>(reached), is_sqlite);
    if (m_finding.only && found <= reached) {
        m_way = Way::found;
        m_finding.by_reach = false;
        m_by = ListOrder::By::sorting;
        return;
    }
    m_finding.only = nullptr;
    m_finding.by_filter = !is_sqlite;
    if (is_merged)
        m_way = Way::merged;
    else if (reached < bound)
        m_way = Way::reached;
    else
        m_finding.by_reach = !is_sqlite;
}

void PageQuery::append(Sql& sql, Shown const& shown) const
{
    auto const dialect = sql.dialect();
    if (m_way == Way::along) {
        // The rows come in their order, so that nothing but the page itself is ever looked up.
        sql.add("select ");
        shown.columns(sql);
        m_order.append_keys(sql);
        sql.add(" from ").name(m_entity.plural).add(" t");
        shown.joins(sql);
        m_order.append_joins(sql);
        sql.add(" where ");
        m_source.append_condition(sql, m_finding);
        append_after(sql);
        sql.add(" order by ").add(m_order.by_columns(dialect));
        append_limit(sql);
        return;
    }
    sql.add("select ");
    shown.columns(sql);
    for (std::size_t i = 0; i < m_order.size(); ++i)
        sql.add(fmt::format(", p.k{}", i));
    sql.add(" from (");
    append_rows(sql);
    sql.add(") p join ").name(m_entity.plural).add(" t on t.\"id\" = p.\"id\"");
    shown.joins(sql);
    sql.add(" order by ").add(m_order.by_keys("p"));
}

// "select t.id, keys from ... where ... order by ... limit n": sorting moves the ids and keys alone, and what is shown
// of the page is read afterwards.
void PageQuery::append_rows(Sql& sql) const
{
    if (m_way == Way::merged)
        return append_merged(sql);
    if (m_way == Way::reached)
        return append_reached(sql);
    append_select(sql);
    m_source.append_condition(sql, m_finding);
    append_after(sql);
    sql.add(" order by ").add(m_order.by_columns(sql.dialect(), m_by));
    append_limit(sql);
}

void PageQuery::append_select(Sql& sql) const
{
    sql.add("select t.\"id\" as \"id\"");
    m_order.append_keys(sql);
    sql.add(" from ").name(m_entity.plural).add(" t");
    m_order.append_joins(sql);
    sql.add(" where ");
}

void PageQuery::append_after(Sql& sql) const
{
    if (!m_window.after)
        return;
    sql.add(" and ");
    m_order.append_after(sql, m_window.after->keys, m_window.after->id);
}

void PageQuery::append_limit(Sql& sql) const
{
    sql.add(" limit ").bind(m_window.rows);
    if (m_window.offset > 0)
        sql.add(" offset ").bind(m_window.offset);
}

// SQLite runs the selects of one ordered union side by side and takes from each no more than it needs. What has no
// order of its own, the few accounts that somebody helps with, is sorted first. PostgreSQL would run each to its end,
// so it is told where that is.
void PageQuery::append_merged(Sql& sql) const
{
    auto const& arms = m_source.arms();
    auto const is_sqlite = sql.dialect() == db::Dialect::sqlite;
    if (!is_sqlite)
        sql.add("select * from (");
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        auto const is_cut = !is_sqlite || !arms[arm].follows_title;
        sql.add(arm ? " union all " : "").add(is_cut ? "select * from (" : "");
        append_select(sql);
        m_source.append_arm(sql, arm, m_finding);
        append_after(sql);
        if (!is_cut)
            continue;
        auto const by = arms[arm].follows_title ? ListOrder::By::index : ListOrder::By::sorting;
        sql.add(" order by ").add(m_order.by_columns(sql.dialect(), by));
        sql.add(" limit ").bind(m_window.rows + m_window.offset).add(fmt::format(") arm{}", arm));
    }
    sql.add(is_sqlite ? " order by " : ") u order by ").add(m_order.by_keys(""));
    append_limit(sql);
}

void PageQuery::append_reached(Sql& sql) const
{
    sql.add("select * from (");
    for (std::size_t arm = 0; arm < m_source.arms().size(); ++arm) {
        sql.add(arm ? " union all select * from (" : "select * from (");
        append_select(sql);
        m_source.append_arm(sql, arm, m_finding);
        append_after(sql);
        sql.add(" order by ").add(m_order.by_columns(sql.dialect(), ListOrder::By::sorting));
        sql.add(" limit ").bind(m_window.rows + m_window.offset).add(fmt::format(") arm{}", arm));
    }
    sql.add(") u order by ").add(m_order.by_keys("u"));
    append_limit(sql);
}

}
