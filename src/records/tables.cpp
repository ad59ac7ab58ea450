#include "records/tables.h"

#include "records/filter_sql.h"
#include "records/index_statistics.h"
#include "records/search.h"

#include <algorithm>
#include <set>

namespace kontor::records {

namespace {

std::string column_sql(db::Dialect dialect, std::string_view name, std::string_view type)
{
    // Text compares by bytes on both databases: no other collation is ever used (ENGINE.md 3).
    auto text_type = dialect == db::Dialect::postgresql ? "TEXT COLLATE \"C\"" : "TEXT";
    return db::quote(name) + " " + (type == "TEXT" ? text_type : std::string { type });
}

std::string primary_key(db::Dialect dialect)
{
    return dialect == db::Dialect::sqlite ? "\"id\" INTEGER PRIMARY KEY" : "\"id\" BIGINT PRIMARY KEY";
}

std::string_view stored_type(FieldType type)
{
    switch (type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url:
    case FieldType::day:
    case FieldType::choice:
    case FieldType::choices:
    case FieldType::json:
    case FieldType::currency:
    case FieldType::address: return "TEXT";
    default: return "BIGINT";
    }
}

struct Table {
    std::string name;
    std::vector<Column> columns; // without id
    std::string suffix {};       // "without rowid"-like endings of the engine's own tables
};

struct Index {
    std::string name;
    std::string table;
    std::string columns;
    bool is_unique = false;
    std::string where {};
};

std::set<std::string> existing_columns(db::Connection& connection, std::string_view table)
{
    auto names = std::set<std::string> {};
    if (connection.dialect() == db::Dialect::sqlite) {
        auto rows = connection.query("select name from pragma_table_info(?1)", { std::string { table } });
        while (rows->next())
            names.emplace(rows->text(0));
    } else {
        auto rows = connection.query("select column_name from information_schema.columns where table_schema = "
                                     "current_schema() and table_name = ?1",
            { std::string { table } });
        while (rows->next())
            names.emplace(rows->text(0));
    }
    return names;
}

std::set<std::string> existing_indexes(db::Connection& connection)
{
    auto names = std::set<std::string> {};
    auto rows = connection.dialect() == db::Dialect::sqlite
        ? connection.query("select name from sqlite_master where type = 'index'")
        : connection.query("select indexname from pg_indexes where schemaname = current_schema()");
    while (rows->next())
        names.emplace(rows->text(0));
    return names;
}

// PostgreSQL cuts identifiers at 63 bytes: long names get a short form of their own.
std::string index_name(std::string_view table, std::string_view what)
{
    auto name = std::string { table } + "_" + std::string { what };
    if (name.size() > 60)
        name = name.substr(0, 44) + "_" + std::to_string(std::hash<std::string> {}(name) % 100'000'000);
    return name;
}

std::vector<Index> indexes_of(EntityInfo const& entity)
{
    auto indexes = std::vector<Index> {};
    auto add = [&](std::string_view what, std::string columns) {
        indexes.push_back({ index_name(entity.plural, what), entity.plural, std::move(columns) });
    };
    auto const& title = entity.title();
    auto title_column = title.is_text() ? db::quote(fold_column(title.name())) : db::quote(title.name());
    add("by_title", title_column + ", \"id\"");
    for (auto const* field : entity.fields) {
        auto const& definition = field->definition();
        if (definition.unique)
            indexes.push_back({ index_name(entity.plural, "unique_" + field->name()), entity.plural,
                db::quote(field->name()), true, db::quote(field->name()) + " is not null and \"deleted_at\" is null" });
        if (!leads_an_index(entity, *field))
            continue;
        // Rights, related lists and roll-ups start from these; the title makes the first page of a list come from the
        // index alone.
        auto const is_asked_for = definition.indexed || field->name() == entity.account_field;
        if (is_asked_for && field->type() == FieldType::link && entity.access == AccessKind::owned)
            add("by_" + field->name(), db::quote(field->name()) + ", " + title_column + ", \"id\"");
        else if (is_asked_for)
            add("by_" + field->name(),
                db::quote(field->is_text() ? fold_column(field->name()) : field->name()) + ", \"id\"");
        else
            add("by_" + field->name(), db::quote(field->name()));
    }
    return indexes;
}

std::vector<Table> engine_tables()
{
    return {
        { "kontor_setting", { { "key", "TEXT" }, { "value", "TEXT" } } },
        { "kontor_credential",
            { { "member", "BIGINT" }, { "kind", "TEXT" }, { "secret", "TEXT" }, { "created_at", "BIGINT" },
                { "expires_at", "BIGINT" } } },
        { "kontor_session",
            { { "member", "BIGINT" }, { "token_hash", "TEXT" }, { "created_at", "BIGINT" }, { "used_at", "BIGINT" },
                { "address", "TEXT" }, { "agent", "TEXT" }, { "ended_at", "BIGINT" }, { "proven_at", "BIGINT" } } },
        { "kontor_token",
            { { "member", "BIGINT" }, { "name", "TEXT" }, { "token_hash", "TEXT" }, { "scopes", "TEXT" },
                { "expires_on", "TEXT" }, { "created_at", "BIGINT" }, { "used_at", "BIGINT" },
                { "ended_at", "BIGINT" } } },
        { "kontor_idempotency",
            { { "member", "BIGINT" }, { "key", "TEXT" }, { "request_hash", "TEXT" }, { "status", "BIGINT" },
                { "headers", "TEXT" }, { "body", "TEXT" }, { "created_at", "BIGINT" } } },
        { "kontor_audit",
            { { "change", "BIGINT" }, { "at", "BIGINT" }, { "actor", "BIGINT" }, { "via", "TEXT" },
                { "address", "TEXT" }, { "request_id", "TEXT" }, { "event", "TEXT" }, { "entity", "TEXT" },
                { "record", "BIGINT" }, { "title", "TEXT" }, { "account", "BIGINT" }, { "version", "BIGINT" },
                { "changes", "TEXT" }, { "batch", "BIGINT" }, { "seal", "TEXT" } } },
        { "kontor_audit_batch",
            { { "first_row", "BIGINT" }, { "last_row", "BIGINT" }, { "row_count", "BIGINT" }, { "root", "TEXT" },
                { "chain", "TEXT" }, { "sealed_at", "BIGINT" } } },
        { "kontor_outbox",
            { { "change", "BIGINT" }, { "at", "BIGINT" }, { "actor", "BIGINT" }, { "entity", "TEXT" },
                { "record", "BIGINT" }, { "kind", "TEXT" }, { "version", "BIGINT" }, { "body", "TEXT" } } },
        { "kontor_job",
            { { "kind", "TEXT" }, { "state", "TEXT" }, { "member", "BIGINT" }, { "input", "TEXT" },
                { "done", "BIGINT" }, { "total", "BIGINT" }, { "unit", "TEXT" }, { "created_at", "BIGINT" },
                { "started_at", "BIGINT" }, { "finished_at", "BIGINT" }, { "result", "TEXT" }, { "problem", "TEXT" },
                { "position", "TEXT" }, { "changes", "TEXT" }, { "lease_until", "BIGINT" }, { "holder", "BIGINT" } } },
        { "kontor_job_change", { { "job", "BIGINT" }, { "change", "BIGINT" } } },
        { "kontor_import_row",
            { { "job", "BIGINT" }, { "line", "BIGINT" }, { "column_no", "BIGINT" }, { "header", "TEXT" },
                { "field", "TEXT" }, { "cell", "TEXT" }, { "code", "TEXT" }, { "message", "TEXT" },
                { "raw", "TEXT" } } },
        { "kontor_read_day",
            { { "member", "BIGINT" }, { "day", "TEXT" }, { "door", "TEXT" }, { "row_count", "BIGINT" },
                { "accounts", "BIGINT" }, { "contacts", "BIGINT" }, { "fresh", "BIGINT" }, { "exports", "BIGINT" } } },
        { "kontor_read_seen",
            { { "member", "BIGINT" }, { "subject", "BIGINT" }, { "record", "BIGINT" }, { "first_on", "TEXT" },
                { "last_on", "TEXT" } } },
        { "kontor_preference", { { "member", "BIGINT" }, { "body", "TEXT" } } },
        { "kontor_number", { { "series", "TEXT" }, { "last", "BIGINT" } } },
    };
}

std::vector<Index> engine_indexes()
{
    return {
        { "kontor_setting_key", "kontor_setting", "\"key\"", true },
        { "kontor_credential_member", "kontor_credential", "\"member\", \"kind\"" },
        { "kontor_session_hash", "kontor_session", "\"token_hash\"", true },
        { "kontor_session_member", "kontor_session", "\"member\"" },
        { "kontor_read_day_of", "kontor_read_day", "\"member\", \"day\", \"door\"", true },
        { "kontor_read_seen_of", "kontor_read_seen", "\"member\", \"subject\", \"record\"", true },
        { "kontor_read_seen_last", "kontor_read_seen", "\"member\", \"last_on\"" },
        { "kontor_token_hash", "kontor_token", "\"token_hash\"", true },
        { "kontor_idempotency_key", "kontor_idempotency", "\"member\", \"key\"", true },
        { "kontor_audit_record", "kontor_audit", "\"record\", \"id\"" },
        { "kontor_audit_account", "kontor_audit", "\"account\", \"id\"", false, "\"account\" is not null" },
        { "kontor_audit_change", "kontor_audit", "\"change\"" },
        { "kontor_audit_open", "kontor_audit", "\"id\"", false, "\"batch\" is null" },
        { "kontor_outbox_at", "kontor_outbox", "\"at\"" },
        { "kontor_job_state", "kontor_job", "\"state\"" },
        { "kontor_job_change_job", "kontor_job_change", "\"job\", \"id\"" },
        { "kontor_import_row_job", "kontor_import_row", "\"job\", \"line\"" },
        { "kontor_preference_member", "kontor_preference", "\"member\"", true },
        { "kontor_number_series", "kontor_number", "\"series\"", true },
    };
}

Table table_of(EntityInfo const& entity)
{
    auto table = Table { entity.plural, { { "version", "BIGINT" } } };
    for (auto const* field : entity.fields)
        for (auto& column : columns_of(*field))
            table.columns.push_back(std::move(column));
    if (entity.is_ordered && !entity.find("rank"))
        table.columns.push_back({ "rank", "BIGINT" });
    for (auto const* field : entity.system_fields)
        for (auto& column : columns_of(*field))
            table.columns.push_back(std::move(column));
    return table;
}

}

bool leads_an_index(EntityInfo const& entity, Field const& field)
{
    auto const& definition = field.definition();
    if (definition.indexed || field.type() == FieldType::any_link)
        return true;
    return field.type() == FieldType::link
        && (field.name() == entity.account_field
            || (!entity.is_custom && definition.target != "user" && definition.target != "department"));
}

std::vector<Column> columns_of(Field const& field)
{
    auto const& name = field.name();
    if (field.type() == FieldType::links)
        return {};
    if (field.type() == FieldType::address) {
        auto columns = std::vector<Column> {};
        for (auto part : address_parts) {
            columns.push_back({ name + "__" + std::string { part }, "TEXT" });
            columns.push_back({ fold_column(name + "__" + std::string { part }), "TEXT" });
        }
        return columns;
    }
    auto columns = std::vector<Column> { { name, std::string { stored_type(field.type()) } } };
    if (field.is_text())
        columns.push_back({ fold_column(name), "TEXT" });
    if (field.type() == FieldType::any_link)
        columns.push_back({ name + "_entity", "TEXT" });
    return columns;
}

std::vector<std::string> difference(db::Connection& connection, Schema const& schema)
{
    auto statements = std::vector<std::string> {};
    auto const dialect = connection.dialect();
    auto const indexes_there = existing_indexes(connection);
    auto bring_up = [&](Table const& table) {
        auto const there = existing_columns(connection, table.name);
        if (there.empty()) {
            auto sql = "create table " + db::quote(table.name) + " (" + primary_key(dialect);
            for (auto const& column : table.columns)
                sql += ", " + column_sql(dialect, column.name, column.type);
            statements.push_back(sql + ")");
            return;
        }
        for (auto const& column : table.columns)
            if (!there.contains(column.name))
                statements.push_back("alter table " + db::quote(table.name) + " add column "
                    + column_sql(dialect, column.name, column.type));
    };
    auto shapes = std::vector<IndexShape> {};
    auto bring_up_index = [&](Index const& index) {
        shapes.push_back({ index.name, index.table, index.columns, index.is_unique, index.where });
        if (indexes_there.contains(index.name))
            return;
        statements.push_back("create " + std::string { index.is_unique ? "unique " : "" } + "index "
            + db::quote(index.name) + " on " + db::quote(index.table) + " (" + index.columns + ")"
            + (index.where.empty() ? "" : " where " + index.where));
    };
    for (auto const& table : engine_tables())
        bring_up(table);
    for (auto const& index : engine_indexes())
        bring_up_index(index);
    for (auto const& entity : schema.entities()) {
        bring_up(table_of(*entity));
        for (auto const& index : indexes_of(*entity))
            bring_up_index(index);
        for (auto const* field : entity->fields) {
            if (field->type() != FieldType::links)
                continue;
            auto table = Table { link_table(*entity, *field),
                { { "source", "BIGINT" }, { "target", "BIGINT" }, { "rank", "BIGINT" } } };
            for (auto const& column : field->definition().columns)
                table.columns.push_back({ column.name, std::string { stored_type(column.type) } });
            bring_up(table);
            bring_up_index({ index_name(table.name, "by_source"), table.name, "\"source\", \"target\"", true });
            bring_up_index({ index_name(table.name, "by_target"), table.name, "\"target\"" });
        }
    }
    if (!table_exists(connection, "kontor_search"))
        for (auto& sql : search_table_sql(dialect))
            statements.push_back(std::move(sql));
    if (dialect == db::Dialect::sqlite
        && (!statements.empty() || !table_exists(connection, "sqlite_stat1")
            || has_other_statistics(connection, shapes, schema)))
        statements.push_back(expected_statistics(shapes, schema));
    return statements;
}

bool table_exists(db::Connection& connection, std::string_view table)
{
    auto rows = connection.dialect() == db::Dialect::sqlite
        ? connection.query("select 1 from sqlite_master where name = ?1", { std::string { table } })
        : connection.query(
            "select 1 from information_schema.tables where table_schema = current_schema() and table_name = ?1",
            { std::string { table } });
    return rows->next();
}

}
