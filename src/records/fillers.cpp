#include "records/fillers.h"

#include "records/access.h"
#include "records/action.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/read_count.h"
#include "records/record_row.h"
#include "records/row_program.h"

#include <algorithm>

namespace kontor::records {

namespace {

void append_ids(Sql& sql, std::vector<AnyTarget> const& records)
{
    sql.add("(");
    for (std::size_t i = 0; i < records.size(); ++i)
        sql.add(i ? ", " : "").bind(records[i].id.value);
    sql.add(")");
}

}

FilledValues fill_links(
    Reading& reading, EntityInfo const& entity, Field const& field, std::vector<AnyTarget> const& records)
{
    auto filled = FilledValues { "[]" };
    auto const& target = *reading.schema.target_of(field);
    auto const reach = Reach { reading.schema, reading.actor, target, Right::read };
    if (records.empty() || reach.is_none())
        return filled;
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select l.\"source\", t.\"id\", ").column("t", target.title_field);
    for (auto const& column : field.definition().columns)
        sql.add(", ").column("l", column.name);
    if (target.is_keyed)
        sql.add(", t.\"key\"");
    if (target.find("colour"))
        sql.add(", t.\"colour\"");
    sql.add(" from ")
        .name(link_table(entity, field))
        .add(" l join ")
        .name(target.plural)
        .add(" t on t.\"id\" = l.\"target\" where l.\"source\" in ");
    append_ids(sql, records);
    sql.add(" and t.\"deleted_at\" is null");
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    sql.add(" order by l.\"source\", l.\"rank\", l.\"id\"");
    auto texts = std::map<std::int64_t, std::string> {};
    auto rows = sql.query(reading.connection);
    while (rows->next()) {
        auto& text = texts[rows->whole(0)];
        count_name(reading.actor, target.plural, Id { rows->whole(1) });
        text += text.empty() ? "[" : ",";
        auto json = JsonWriter { text };
        json.begin_object().member("id", Id { rows->whole(1) }).member("title", rows->text(2));
        auto column = 3;
        for (auto const& data : field.definition().columns) {
            json.key(data.name);
            auto value = read_column(*rows, column++, data.type);
            auto const shape = Field { FieldDefinition { data } };
            auto cell = std::string {};
            append_json(cell, shape, value);
            json.raw(cell);
        }
        if (target.is_keyed)
            json.member("key", rows->text(column++));
        if (target.find("colour") && !rows->is_null(column))
            json.member("colour", rows->text(column));
        json.end_object();
    }
    for (auto& [source, text] : texts)
        filled.set({ {}, Id { source } }, text + "]");
    return filled;
}

FilledValues fill_any_titles(Reading& reading, std::vector<AnyTarget> const& targets)
{
    auto filled = FilledValues { "{\"hidden\":true}" };
    auto by_entity = std::map<std::string, std::vector<AnyTarget>> {};
    for (auto const& target : targets)
        by_entity[target.entity].push_back(target);
    for (auto const& [plural, records] : by_entity) {
        auto const* entity = reading.schema.find(plural);
        if (!entity)
            continue;
        auto const reach = Reach { reading.schema, reading.actor, *entity, Right::read };
        if (reach.is_none())
            continue;
        auto sql = Sql { reading.connection.dialect() };
        sql.add("select t.\"id\", ")
            .column("t", entity->title_field)
            .add(", t.\"deleted_at\" from ")
            .name(plural)
            .add(" t where t.\"id\" in ");
        append_ids(sql, records);
        if (!reach.is_all()) {
            sql.add(" and ");
            reach.predicate(sql, "t");
        }
        auto rows = sql.query(reading.connection);
        while (rows->next()) {
            auto text = std::string {};
            auto json = JsonWriter { text };
            count_name(reading.actor, plural, Id { rows->whole(0) });
            json.begin_object()
                .member("entity", plural)
                .member("id", Id { rows->whole(0) })
                .member("title", rows->text(1));
            if (!rows->is_null(2))
                json.member("deleted", true);
            json.end_object();
            filled.set({ plural, Id { rows->whole(0) } }, std::move(text));
        }
    }
    return filled;
}

FilledValues fill_records(Reading& reading, EntityInfo const& target, std::vector<std::string> const& fields,
    std::vector<std::string> const& nested, std::vector<AnyTarget> const& targets)
{
    auto filled = FilledValues { "" };
    auto ids = std::vector<Id> {};
    for (auto const& one : targets)
        ids.push_back(one.id);
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    auto query = ListQuery {};
    query.fields = fields;
    query.include = nested;
    for (auto& row : render_by_ids(reading, target, ids, query, false))
        filled.set({ {}, row.id }, ",\"record\":" + row.text);
    return filled;
}

FilledValues fill_relation(Reading& reading, EntityInfo const& entity, Relation const& relation,
    std::vector<std::string> const& fields, std::vector<std::string> const& nested,
    std::vector<AnyTarget> const& records, std::size_t limit)
{
    auto filled = FilledValues { ",\"" + relation.name + "\":[]" };
    auto const& target = *relation.target;
    auto const reach = Reach { reading.schema, reading.actor, target, Right::read };
    if (reach.is_none())
        return filled;
    auto query = ListQuery {};
    query.fields = fields;
    query.include = nested;
    for (auto const& record : records) {
        auto ids = std::vector<Id> {};
        auto sql = Sql { reading.connection.dialect() };
        sql.add("select t.\"id\" from ").name(target.plural).add(" t");
        if (relation.kind == Relation::Kind::many_to_many) {
            auto const& keeper = relation.backwards ? target : entity;
            sql.add(" join ")
                .name(link_table(keeper, *relation.via))
                .add(" l on t.\"id\" = l.")
                .add(relation.backwards ? "\"source\"" : "\"target\"");
            sql.add(" where l.").add(relation.backwards ? "\"target\"" : "\"source\"").add(" = ").bind(record.id.value);
        } else {
            sql.add(" where ").column("t", relation.via->name()).add(" = ").bind(record.id.value);
        }
        sql.add(" and t.\"deleted_at\" is null");
        if (!reach.is_all()) {
            sql.add(" and ");
            reach.predicate(sql, "t");
        }
        sql.add(" order by ")
            .add(relation.is_lines        ? "t.\"line_no\", t.\"id\""
                    : target.find("rank") ? "t.\"rank\", t.\"id\""
                                          : "t.\"id\"");
        sql.add(" limit ").bind(static_cast<std::int64_t>(limit + 1));
        {
            auto rows = sql.query(reading.connection);
            while (rows->next())
                ids.emplace_back(rows->whole(0));
        }
        auto const is_cut = ids.size() > limit;
        if (is_cut)
            ids.pop_back();
        auto by_id = std::map<Id, std::string> {};
        for (auto& row : render_by_ids(reading, target, ids, query, false))
            by_id[row.id] = std::move(row.text);
        auto text = ",\"" + relation.name + "\":[";
        auto is_first = true;
        for (auto id : ids)
            if (auto found = by_id.find(id); found != by_id.end()) {
                text += is_first ? "" : ",";
                text += found->second;
                is_first = false;
            }
        text += is_cut ? "],\"" + relation.name + "_more\":true" : "]";
        filled.set({ {}, record.id }, std::move(text));
    }
    return filled;
}

FilledValues fill_can(Reading& reading, EntityInfo const& entity, std::vector<AnyTarget> const& records)
{
    auto filled = FilledValues { "" };
    for (auto const& target : records) {
        auto text = std::string { "," };
        auto json = JsonWriter { text };
        auto const may = [&](Right right) {
            return reaches(reading.connection, reading.schema, reading.actor, entity, target.id,
                reading.actor.level(reading.schema, entity, right));
        };
        text += "\"can\":";
        json.begin_object()
            .member("update", may(Right::update))
            .member("delete", may(Right::remove))
            .key("actions")
            .begin_array();
        if (auto const record = load(reading.connection, reading.shared_schema, entity, target.id))
            for (auto const& action : allowed_actions(
                     reading.connection, reading.schema, reading.registry, reading.actor, *record, reading.now))
                json.string(action);
        json.end_array().end_object();
        filled.set({ {}, target.id }, std::move(text));
    }
    return filled;
}

}
