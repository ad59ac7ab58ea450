#include "records/audit.h"

#include "base/crypto.h"
#include "base/problem.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/write_connection.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

std::string title_of(db::Connection& connection, EntityInfo const& entity, Id id)
{
    auto rows = connection.query(
        "select " + db::quote(entity.title_field) + " from " + db::quote(entity.plural) + " where \"id\" = ?1",
        { id.value });
    return rows->next() ? std::string { rows->text(0) } : std::string {};
}

void append_reference(std::string& out, db::Connection& connection, EntityInfo const* target, Id id)
{
    auto json = JsonWriter { out };
    json.begin_object().member("id", id);
    if (target)
        json.member("title", title_of(connection, *target, id));
    json.end_object();
}

void append_audit_value(std::string& out, Transaction& transaction, Record const& record, Field const& field)
{
    auto const& value = record.value(field);
    auto const* id = std::get_if<Id>(&value);
    if (id && field.type() == FieldType::link)
        append_reference(out, transaction.connection(), transaction.schema().target_of(field), *id);
    else if (id && field.type() == FieldType::any_link) {
        auto const plural = record.entity_of(field);
        auto json = JsonWriter { out };
        json.begin_object().member("entity", plural).member("id", *id);
        if (auto const* target = transaction.schema().find(plural))
            json.member("title", title_of(transaction.connection(), *target, *id));
        json.end_object();
    } else
        append_json(out, field, value);
}

Id account_of(Record const& record)
{
    auto const& entity = record.entity();
    if (entity.plural == "accounts")
        return record.id;
    auto const* field = entity.find("account");
    auto const* id = field ? std::get_if<Id>(&record.value(*field)) : nullptr;
    return id ? *id : Id {};
}

void insert_row(Transaction& transaction, std::string_view event, std::string_view entity, Id record,
    std::string_view title, Id account, std::int64_t version, std::string changes)
{
    auto const& actor = transaction.actor();
    transaction.writing().insert_later("kontor_audit",
        R"("id", "change", "at", "actor", "via", "address", "request_id", "event", "entity", "record", "title", )"
        R"("account", "version", "changes")",
        { transaction.next_id().value, transaction.change().value, transaction.now().milliseconds, actor.user.value,
            actor.via, actor.address, actor.request_id, std::string { event }, std::string { entity }, record.value,
            std::string { title }, account.is_empty() ? db::Value {} : db::Value { account.value }, version,
            std::move(changes) });
}

}

void write_audit(Transaction& transaction, Change const& change, std::string_view event, std::string changes_json)
{
    auto const* title = std::get_if<std::string>(&change.after.value(change.entity().title()));
    insert_row(transaction, event, change.entity().plural, change.after.id, title ? *title : "",
        account_of(change.after), change.after.version, std::move(changes_json));
}

void write_audit(Transaction& transaction, std::string_view event, std::string_view entity, Id record,
    std::string_view title, std::string changes_json)
{
    insert_row(transaction, event, entity, record, title, {}, 0, std::move(changes_json));
}

std::string describe_changes(Transaction& transaction, Change const& change)
{
    auto out = std::string { "[" };
    auto const begin = [&](Field const& field) {
        out += out.size() > 1 ? ",{\"field\":" : "{\"field\":";
        append_json_string(out, field.name());
        out += ",\"from\":";
    };
    for (std::size_t slot = 0; slot < change.entity().slot_count(); ++slot) {
        auto const& field = change.entity().field_at(slot);
        if (field.definition().is_system || !change.changes(field))
            continue;
        begin(field);
        append_audit_value(out, transaction, change.before, field);
        out += ",\"to\":";
        append_audit_value(out, transaction, change.after, field);
        out += '}';
    }
    for (auto const& links : change.links) {
        begin(*links.field);
        auto const* target = transaction.schema().target_of(*links.field);
        for (auto const* ids : { &links.before, &links.after }) {
            out += ids == &links.before ? "[" : ",\"to\":[";
            for (std::size_t i = 0; i < ids->size(); ++i) {
                out += i ? "," : "";
                append_reference(out, transaction.connection(), target, (*ids)[i]);
            }
            out += ']';
        }
        out += '}';
    }
    return out + "]";
}

namespace {

struct AuditRow {
    Id id;
    std::string event;
    EntityInfo const* entity;
    Id record;
    std::int64_t version;
    std::string changes;
};

std::vector<AuditRow> rows_of(Transaction& transaction, Id change, std::string_view order)
{
    auto rows = transaction.connection().query(
        "select \"id\", \"event\", \"entity\", \"record\", \"version\", \"changes\", \"actor\", \"at\" from "
        "\"kontor_audit\" where \"change\" = ?1 order by \"id\" "
            + std::string { order },
        { change.value });
    auto list = std::vector<AuditRow> {};
    auto const& actor = transaction.actor();
    while (rows->next()) {
        if (Id { rows->whole(6) } != actor.user && !actor.is_administrator())
            throw Problem::not_found();
        if (transaction.now().milliseconds - rows->whole(7) > 86'400'000)
            throw Problem::conflict("too_old", "A change can be taken back within 24 hours.");
        auto const* entity = transaction.schema().find(rows->text(2));
        if (entity)
            list.push_back({ Id { rows->whole(0) }, std::string { rows->text(1) }, entity, Id { rows->whole(3) },
                rows->whole(4), std::string { rows->text(5) } });
    }
    if (list.empty())
        throw Problem::not_found();
    return list;
}

Id id_in(Json const& json)
{
    auto const* id = json.find("id");
    auto const* text = id ? id->as_string() : nullptr;
    auto const parsed = text ? Id::parse(*text) : std::nullopt;
    return parsed.value_or(Id {});
}

// The values that the fields had before, as an ordinary write.
Values values_before(
    Transaction& transaction, EntityInfo const& entity, std::string_view changes, std::vector<std::string> const& only)
{
    auto values = Values {};
    auto const parsed = parse_json(changes);
    auto const* list = std::get_if<Json>(&parsed);
    if (!list || !list->as_array())
        return values;
    for (auto const& item : *list->as_array()) {
        auto const* name = item.find("field");
        auto const* field = name && name->as_string() ? entity.find(*name->as_string()) : nullptr;
        auto const* from = item.find("from");
        if (!field || !from || field->is_read_only()
            || (!only.empty() && std::ranges::find(only, field->name()) == only.end()))
            continue;
        if (field->type() == FieldType::links) {
            auto edit = LinksEdit { field, true };
            if (from->as_array())
                for (auto const& element : *from->as_array())
                    edit.add.push_back({ id_in(element) });
            values.links.push_back(std::move(edit));
            continue;
        }
        auto value = Value {};
        auto faults = Faults {};
        auto assignment = Assignment { *field, Value {}, 0 };
        if (!from->is_null() && field->type() == FieldType::any_link) {
            assignment.value = id_in(*from);
            if (auto const* plural = from->find("entity"); plural && plural->as_string())
                assignment.any_entity = *plural->as_string();
        } else if (!from->is_null() && (field->type() == FieldType::link || field->type() == FieldType::file)) {
            assignment.value = id_in(*from);
        } else if (read_value(*from, *field, transaction.schema(), field->name(), value, faults)) {
            assignment.value = std::move(value);
        }
        values.assignments.push_back(std::move(assignment));
    }
    return values;
}

bool take_back(Transaction& transaction, AuditRow const& row)
{
    auto const authority = Writer::Authority::engine;
    auto const present = load(transaction.connection(), transaction.shared_schema(), *row.entity, row.record, true);
    if (!present)
        return false;
    auto const is_binned = !kontor::is_empty(present->value(*row.entity->find("deleted_at")));
    if (row.event == "created" || row.event == "imported" || row.event == "restored") {
        if (!is_binned)
            Writer::remove(transaction, *row.entity, row.record, {}, authority);
    } else if (row.event == "removed") {
        if (is_binned)
            Writer::restore(transaction, *row.entity, row.record, {}, authority);
    } else if (row.event == "updated") {
        if (!is_binned)
            Writer::update(transaction, *row.entity, row.record,
                values_before(transaction, *row.entity, row.changes, {}), {}, authority);
    } else
        return false;
    return true;
}

}

Record revert(
    Transaction& transaction, EntityInfo const& entity, Id id, Id change, std::vector<std::string> const& fields)
{
    auto changes = std::string {};
    {
        auto rows = transaction.connection().query("select \"changes\" from \"kontor_audit\" where \"record\" = ?1 and "
                                                   "\"change\" = ?2 and \"event\" = 'updated' order by \"id\" limit 1",
            { id.value, change.value });
        if (!rows->next())
            throw Problem::not_found();
        changes = rows->text(0);
    }
    return Writer::update(transaction, entity, id, values_before(transaction, entity, changes, fields));
}

std::size_t undo(Transaction& transaction, Id change)
{
    auto const rows = rows_of(transaction, change, "desc");
    // Nothing is done when anything that it touched has changed since.
    auto later = JsonArray {};
    for (auto const& row : rows) {
        auto found = transaction.connection().query("select 1 from \"kontor_audit\" where \"record\" = ?1 and \"id\" > "
                                                    "?2 and \"change\" <> ?3 and \"version\" > 0",
            { row.record.value, row.id.value, change.value });
        if (found->next())
            later.push_back(JsonObject { { "entity", row.entity->plural }, { "id", row.record.to_string() } });
    }
    if (!later.empty())
        throw Problem::conflict("changed_since", "Something has changed since; nothing was taken back.")
            .with("records", std::move(later));
    auto done = std::size_t { 0 };
    for (auto const& row : rows)
        done += take_back(transaction, row) ? 1 : 0;
    return done;
}

std::size_t undo_unchanged(
    Transaction& transaction, Id change, std::set<Id> const& ignored, std::vector<std::pair<std::string, Id>>& left)
{
    auto done = std::size_t { 0 };
    for (auto const& row : rows_of(transaction, change, "desc")) {
        auto is_changed = false;
        {
            auto later = transaction.connection().query(
                "select \"change\" from \"kontor_audit\" where \"record\" = ?1 and \"id\" > ?2 and \"version\" > 0",
                { row.record.value, row.id.value });
            while (later->next())
                if (auto const other = Id { later->whole(0) };
                    other != change && other != transaction.change() && !ignored.contains(other))
                    is_changed = true;
        }
        if (is_changed) {
            left.emplace_back(row.entity->plural, row.record);
            continue;
        }
        // One record that its rules hold fast is named and does not stop the rest.
        auto const mark = transaction.mark();
        transaction.connection().execute("savepoint undo_record");
        try {
            done += take_back(transaction, row) ? 1 : 0;
        } catch (Problem const&) {
            transaction.connection().execute("rollback to savepoint undo_record");
            transaction.rewind(mark);
            left.emplace_back(row.entity->plural, row.record);
        }
        transaction.connection().execute("release savepoint undo_record");
    }
    return done;
}

}
