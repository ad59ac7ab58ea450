#include "records/row_source.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "records/filter_sql.h"
#include "records/search.h"

namespace kontor::records {

namespace {

constexpr std::size_t hits_of_words = 1'000;

}

RowSource::RowSource(Reading& reading, EntityInfo const& entity, std::string_view filter, std::string_view q, Bin bin)
    : m_reading(reading)
    , m_entity(entity)
    , m_reach(reading.schema, reading.actor, entity, Right::read)
    , m_bin(bin)
{
    auto const context = BindingContext { reading.schema, reading.actor, reading.now, reading.workspace.week_starts };
    m_condition = bind_filter(filter, entity, context);
    if (!trim(q).empty()) {
        if (count_code_points(q) > 200)
            throw Problem::bad_parameter("q", "q has at most 200 characters.");
        m_found = search_ids(reading.connection, entity, q, hits_of_words);
    }
    if (!m_reach.is_all() && !m_reach.is_none())
        m_arms = m_reach.arms();
}

void RowSource::append_rest(Sql& sql) const
{
    sql.add("t.\"deleted_at\" is ").add(m_bin == Bin::only ? "not null" : "null");
    if (m_found) {
        sql.add(" and t.\"id\" in (");
        for (std::size_t i = 0; i < m_found->size(); ++i)
            sql.add(i ? ", " : "").bind((*m_found)[i].value);
        if (m_found->empty())
            sql.add("null");
        sql.add(")");
    }
    if (m_condition.kind == Condition::Kind::conjunction && m_condition.children.empty())
        return;
    sql.add(" and ");
    kontor::records::append_condition(sql, m_condition, "t", { m_reading.schema, m_reading.actor });
}

void RowSource::append_arm(Sql& sql, std::size_t arm) const
{
    m_arms[arm](sql, "t");
    sql.add(" and ");
    append_rest(sql);
}

void RowSource::append_condition(Sql& sql) const
{
    if (m_reach.is_none()) {
        sql.add("1 = 0");
        return;
    }
    if (!m_reach.is_all()) {
        m_reach.predicate(sql, "t");
        sql.add(" and ");
    }
    append_rest(sql);
}

void RowSource::append_from_where(Sql& sql, std::string_view joins) const
{
    if (m_arms.size() < 2) {
        sql.name(m_entity.plural).add(" t").add(joins).add(" where ");
        append_condition(sql);
        return;
    }
    sql.add("(");
    for (std::size_t arm = 0; arm < m_arms.size(); ++arm) {
        sql.add(arm ? " union select t.\"id\" from " : "select t.\"id\" from ").name(m_entity.plural).add(" t where ");
        append_arm(sql, arm);
    }
    sql.add(") x join ").name(m_entity.plural).add(" t on t.\"id\" = x.\"id\"").add(joins).add(" where 1 = 1");
}

}
