#include "records/link_tables.h"

#include "records/access.h"
#include "records/filter_sql.h"
#include "records/write_connection.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

class LinkWriter {
public:
    LinkWriter(Change& change, LinksEdit const& edit, bool asks_rights)
        : m_change(change)
        , m_edit(edit)
        , m_transaction(change.transaction())
        , m_connection(m_transaction.connection())
        , m_table_name(link_table(change.entity(), *edit.field))
        , m_table(db::quote(m_table_name))
        , m_target(*m_transaction.schema().target_of(*edit.field))
        , m_asks_rights(asks_rights)
    {
    }

    void run()
    {
        auto const before = m_change.is_creation()
            ? std::vector<Id> {}
            : linked_ids(m_connection, m_change.entity(), *m_edit.field, m_change.after.id);
        auto after = before;
        auto data_changed = false;
        if (m_edit.replaces)
            after = hidden_ones(before);
        for (auto id : m_edit.remove)
            std::erase(after, id);
        for (std::size_t i = 0; i < m_edit.add.size(); ++i) {
            auto const& element = m_edit.add[i];
            auto id = element.new_name.empty() ? element.id : find_or_make(element.new_name);
            if (std::ranges::find(after, id) != after.end()) {
                data_changed |= write_data(id, element.data);
                continue;
            }
            if (std::ranges::find(before, id) == before.end() && !is_there(id)) {
                m_change.reject(
                    fmt::format("{}[{}]", m_edit.field->name(), i), "no_such_record", "There is no such record.");
                continue;
            }
            after.push_back(id);
            m_pending.emplace_back(id, &element.data);
        }
        if (after.size() > 1'000)
            m_change.reject(*m_edit.field, "too_many", "A field links to at most 1,000 records.");
        if (!m_change.faults().empty())
            return;
        for (auto id : before)
            if (std::ranges::find(after, id) == after.end())
                m_connection.execute("delete from " + m_table + " where \"source\" = ?1 and \"target\" = ?2",
                    { m_change.after.id.value, id.value });
        for (std::size_t rank = 0; rank < after.size(); ++rank) {
            if (std::ranges::find(before, after[rank]) == before.end())
                m_transaction.writing().insert_later(m_table_name, R"("id", "source", "target", "rank")",
                    { m_transaction.next_id().value, m_change.after.id.value, after[rank].value,
                        static_cast<std::int64_t>(rank) });
            else if (m_edit.replaces)
                m_connection.execute(
                    "update " + m_table + " set \"rank\" = ?3 where \"source\" = ?1 and \"target\" = ?2",
                    { m_change.after.id.value, after[rank].value, static_cast<std::int64_t>(rank) });
        }
        for (auto const& [id, data] : m_pending)
            data_changed |= write_data(id, *data);
        for (auto const& element : m_edit.update)
            data_changed |= write_data(element.id, element.data);
        if (before != after || data_changed)
            m_change.links.push_back({ m_edit.field, before, after, data_changed });
    }

private:
    // What the writer cannot see he cannot mean to take away.
    std::vector<Id> hidden_ones(std::vector<Id> const& before)
    {
        if (!m_asks_rights)
            return {};
        auto hidden = std::vector<Id> {};
        for (auto id : before)
            if (!reaches(m_connection, m_transaction.schema(), m_transaction.actor(), m_target, id, Right::read))
                hidden.push_back(id);
        return hidden;
    }

    bool is_there(Id id)
    {
        if (m_asks_rights)
            return reaches(m_connection, m_transaction.schema(), m_transaction.actor(), m_target, id, Right::read);
        auto rows = m_connection.query(
            "select 1 from " + db::quote(m_target.plural) + " where \"id\" = ?1 and \"deleted_at\" is null",
            { id.value });
        return rows->next();
    }

    Id find_or_make(std::string const& name)
    {
        auto const& title = m_target.title();
        {
            auto rows = m_connection.query("select \"id\" from " + db::quote(m_target.plural) + " where "
                    + db::quote(fold_column(title.name())) + " = ?1 and \"deleted_at\" is null",
                { companion_of(title.type(), name) });
            if (rows->next())
                return Id { rows->whole(0) };
        }
        auto values = Values {};
        values.assignments.emplace_back(title, Value { name }, 0);
        return Writer::create(m_transaction, m_target, values, Writer::Authority::engine).id;
    }

    bool write_data(Id target, std::vector<std::pair<std::string, Value>> const& data)
    {
        auto changed = false;
        for (auto const& [column, value] : data)
            changed |= m_connection.execute("update " + m_table + " set " + db::quote(column)
                               + " = ?3 where \"source\" = ?1 and \"target\" = ?2",
                           { m_change.after.id.value, target.value, to_column(value) })
                > 0;
        return changed;
    }

    Change& m_change;
    LinksEdit const& m_edit;
    Transaction& m_transaction;
    db::Connection& m_connection;
    std::string m_table_name, m_table; // the second in quotes
    EntityInfo const& m_target;
    bool m_asks_rights;
    std::vector<std::pair<Id, std::vector<std::pair<std::string, Value>> const*>> m_pending;
};

}

std::vector<Id> linked_ids(db::Connection& connection, EntityInfo const& source, Field const& links, Id record)
{
    auto ids = std::vector<Id> {};
    auto rows = connection.query("select \"target\" from " + db::quote(link_table(source, links))
            + " where \"source\" = ?1 order by \"rank\", \"id\"",
        { record.value });
    while (rows->next())
        ids.emplace_back(rows->whole(0));
    return ids;
}

void write_links(Change& change, Values const& values, bool asks_rights)
{
    for (auto const& edit : values.links)
        LinkWriter { change, edit, asks_rights }.run();
}

void forget_links(db::Connection& connection, Schema const& schema, EntityInfo const& entity, Id record)
{
    for (auto const& source : schema.entities())
        for (auto const* field : source->fields) {
            if (field->type() != FieldType::links)
                continue;
            if (source.get() == &entity)
                connection.execute("delete from " + db::quote(link_table(*source, *field)) + " where \"source\" = ?1",
                    { record.value });
            if (schema.target_of(*field) == &entity)
                connection.execute("delete from " + db::quote(link_table(*source, *field)) + " where \"target\" = ?1",
                    { record.value });
        }
}

}
