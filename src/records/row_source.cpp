#include "records/row_source.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "records/filter_sql.h"
#include "records/search.h"
#include "records/sizes.h"
#include "records/tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

constexpr std::size_t hits_of_words = 1'000;

// SQLite takes a column with a plus before it for a new value, which no index holds.
std::string_view alias_of_row(db::Dialect dialect, bool is_found_by)
{
    return is_found_by || dialect == db::Dialect::postgresql ? "t" : "+t";
}

bool is_everything(Condition const& condition)
{
    return condition.kind == Condition::Kind::conjunction && condition.children.empty();
}

// "account = 7" is bound as a look at the linked record when the reader may not see all of them; the id that it is
// compared with is then known all the same.
Condition const* linked_id(Condition const& condition)
{
    if (condition.kind != Condition::Kind::exists || !condition.relation
        || condition.relation->kind != Relation::Kind::to_one)
        return nullptr;
    auto const& inner = condition.children.front();
    auto const is_equal = inner.kind == Condition::Kind::compare && inner.compare == Condition::Compare::equal;
    return is_equal && !inner.field ? &inner : nullptr;
}

Field const* field_of(Condition const& condition)
{
    if (linked_id(condition))
        return condition.relation->via;
    auto const is_plain = condition.kind == Condition::Kind::compare && condition.address_part < 0
        && condition.compare != Condition::Compare::contains;
    return is_plain ? condition.field : nullptr;
}

void collect_finding(EntityInfo const& entity, Condition const& condition, std::vector<Condition const*>& found)
{
    if (condition.kind == Condition::Kind::conjunction) {
        for (auto const& child : condition.children)
            collect_finding(entity, child, found);
        return;
    }
    auto const is_id = condition.kind == Condition::Kind::compare && !condition.field;
    auto const* field = field_of(condition);
    // Texts are compared as they are stored, and indexed by their folded form.
    auto const is_folded
        = field && field->is_text() && field->type() != FieldType::email && field->type() != FieldType::phone;
    if (is_id || (field && !is_folded && field->type() != FieldType::choices && leads_an_index(entity, *field)))
        found.push_back(&condition);
}

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
        m_found = search_ids(reading, entity, q, hits_of_words);
    }
    m_arms = m_reach.arms();
}

void RowSource::append_filter(Sql& sql, Condition const& condition, Finding const& finding) const
{
    if (condition.kind == Condition::Kind::conjunction && !condition.children.empty()) {
        for (std::size_t i = 0; i < condition.children.size(); ++i) {
            sql.add(i ? " and " : "");
            append_filter(sql, condition.children[i], finding);
        }
        return;
    }
    auto const is_shown = finding.by_filter && (!finding.only || finding.only == &condition);
    if (is_shown && linked_id(condition)) {
        append_index_condition(sql, condition);
        sql.add(" and ");
    }
    kontor::records::append_condition(
        sql, condition, alias_of_row(sql.dialect(), is_shown), { m_reading.schema, m_reading.actor });
}

// What an index answers of the condition: less than all of it only for a link, whose target must be seen too.
void RowSource::append_index_condition(Sql& sql, Condition const& condition) const
{
    auto const* inner = linked_id(condition);
    if (!inner) {
        kontor::records::append_condition(sql, condition, "t", { m_reading.schema, m_reading.actor });
        return;
    }
    auto direct = *inner;
    direct.field = condition.relation->via;
    kontor::records::append_condition(sql, direct, "t", { m_reading.schema, m_reading.actor });
}

void RowSource::append_rest(Sql& sql, Finding const& finding) const
{
    sql.add("t.\"deleted_at\" is ").add(m_bin == Bin::only ? "not null" : "null");
    if (m_found)
        sql.add(" and t.\"id\"").among(*m_found);
    if (is_everything(m_condition))
        return;
    sql.add(" and ");
    append_filter(sql, m_condition, finding);
}

void RowSource::append_arm(Sql& sql, std::size_t arm, Finding const& finding) const
{
    m_arms[arm].append(sql, "t");
    sql.add(" and ");
    append_rest(sql, finding);
}

void RowSource::append_condition(Sql& sql, Finding const& finding) const
{
    if (m_reach.is_none()) {
        sql.add("1 = 0");
        return;
    }
    if (!m_reach.is_all()) {
        // Of a list PostgreSQL thinks that it could lead, where nothing else does (ENGINE.md 3).
        auto const team
            = sql.dialect() == db::Dialect::sqlite || finding.only ? Reach::Team::as_list : Reach::Team::by_record;
        m_reach.predicate(sql, alias_of_row(sql.dialect(), finding.by_reach), team);
        sql.add(" and ");
    }
    append_rest(sql, finding);
}

bool RowSource::is_united() const { return !m_arms.empty() && reach_size() < table_size() / 5 + 1; }

void RowSource::append_from_where(Sql& sql, std::string_view joins) const
{
    if (!is_united()) {
        sql.name(m_entity.plural).add(" t").add(joins).add(" where ");
        append_condition(sql);
        return;
    }
    sql.add("(");
    for (std::size_t arm = 0; arm < m_arms.size(); ++arm) {
        sql.add(arm ? " union all select t.\"id\" from " : "select t.\"id\" from ").name(m_entity.plural);
        sql.add(" t where ");
        append_arm(sql, arm, {});
    }
    sql.add(") x join ").name(m_entity.plural).add(" t on t.\"id\" = x.\"id\"").add(joins).add(" where 1 = 1");
}

bool RowSource::is_filtered() const { return !is_everything(m_condition); }

std::vector<Condition const*> RowSource::finding_conditions() const
{
    auto found = std::vector<Condition const*> {};
    collect_finding(m_entity, m_condition, found);
    return found;
}

std::int64_t RowSource::table_size() const
{
    return SizeMemory::of(m_reading).size_of(m_entity.plural, [&] {
        auto sql = Sql { m_reading.connection.dialect() };
        // PostgreSQL would read the whole table; what it has counted itself is as good.
        if (sql.dialect() == db::Dialect::postgresql)
            sql.add("select cast(greatest(reltuples, 0) as bigint) from pg_class where oid = cast(")
                .bind(db::quote(m_entity.plural))
                .add(" as regclass)");
        else
            sql.add("select count(*) from ").name(m_entity.plural);
        auto const rows = sql.query(m_reading.connection);
        rows->next();
        return rows->whole(0);
    });
}

std::int64_t RowSource::found_by(Condition const& condition, std::int64_t cap) const
{
    auto sql = Sql { m_reading.connection.dialect() };
    sql.add("select count(*) from (select 1 from ").name(m_entity.plural).add(" t where ");
    append_index_condition(sql, condition);
    sql.add(" limit ").bind(cap).add(") c");
    auto name = sql.text();
    for (auto const& value : sql.parameters())
        if (auto const* number = std::get_if<std::int64_t>(&value))
            name += fmt::format("\n{}", *number);
        else if (auto const* text = std::get_if<std::string>(&value))
            name += "\n" + *text;
    return SizeMemory::of(m_reading).size_of(name, [&] {
        auto const rows = sql.query(m_reading.connection);
        rows->next();
        return rows->whole(0);
    });
}

std::int64_t RowSource::reach_size() const
{
    auto const cap = std::clamp<std::int64_t>(table_size() / 4, 10'000, 250'000);
    if (m_arms.empty())
        return m_reach.is_none() ? 0 : cap;
    return SizeMemory::of(m_reading).size_of(m_reach.name(), [&] {
        auto sql = Sql { m_reading.connection.dialect() };
        sql.add("select count(*) from (");
        for (std::size_t arm = 0; arm < m_arms.size(); ++arm) {
            sql.add(arm ? " union all select 1 from " : "select 1 from ").name(m_entity.plural).add(" t where ");
            m_arms[arm].append(sql, "t");
        }
        sql.add(" limit ").bind(cap).add(") c");
        auto const rows = sql.query(m_reading.connection);
        rows->next();
        return rows->whole(0);
    });
}

}
