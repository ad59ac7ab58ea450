#include "base/problem.h"
#include "records/audit.h"
#include "records/page_token.h"
#include "records/read_count.h"
#include "records/row_source.h"
#include "records/sql.h"
#include "records/timeline_entries.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

void demand_visible(Reading& reading, EntityInfo const& entity, Id id)
{
    // Events of a record in the bin are read by those who could see it, so the bin counts here.
    auto const reach = Reach { reading.schema, reading.actor, entity, Right::read };
    if (reach.is_none())
        throw Problem::not_found();
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select 1 from ").name(entity.plural).add(" t where t.\"id\" = ").bind(id.value);
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    if (!sql.query(reading.connection)->next())
        throw Problem::not_found();
}

// People are told what somebody did, with labels, and what was computed from it only when there is nothing else.
enum class Shown { all, for_people };

bool has_own_change(EntityInfo const& entity, JsonArray const& changes)
{
    return std::ranges::any_of(changes, [&](Json const& item) {
        auto const* name = item.find("field");
        auto const* field = name && name->as_string() ? entity.find(*name->as_string()) : nullptr;
        return field && !field->is_read_only();
    });
}

// Values of hidden fields are left out; labels are the reader's.
std::string visible_changes(
    Reading& reading, EntityInfo const& entity, std::string_view changes, Shown shown_to, std::string_view only_field)
{
    auto const parsed = parse_json(changes, { .depth = 32, .keys_per_object = 10'000 });
    auto const* list = std::get_if<Json>(&parsed);
    auto out = std::string { "[" };
    auto const with_labels = shown_to == Shown::for_people;
    auto const skips_computed = with_labels && list && list->as_array() && has_own_change(entity, *list->as_array());
    if (list && list->as_array())
        for (auto const& item : *list->as_array()) {
            auto const* name = item.find("field");
            auto const* field = name && name->as_string() ? entity.find(*name->as_string()) : nullptr;
            if (!field || !reading.actor.sees(reading.schema, entity, *field)
                || (skips_computed && field->is_read_only()) || (!only_field.empty() && field->name() != only_field))
                continue;
            out += out.size() > 1 ? "," : "";
            auto json = JsonWriter { out };
            json.begin_object().member("field", field->name());
            if (with_labels)
                json.member("label", field->definition().label.in(reading.actor.language));
            auto const shown = [&](std::string_view key) -> Json {
                auto const* value = item.find(key);
                if (!value)
                    return {};
                // A link to a record that the reader may not see shows no name here either.
                if (field->type() == FieldType::link && !value->is_null()) {
                    auto const* target = reading.schema.target_of(*field);
                    auto const* id = value->find("id");
                    auto const parsed_id = id && id->as_string() ? Id::parse(*id->as_string()) : std::nullopt;
                    if (!target || !parsed_id || !sees_even_binned(reading, *target, *parsed_id))
                        return JsonObject { { "hidden", true } };
                }
                return *value;
            };
            json.member("from", shown("from")).member("to", shown("to"));
            json.end_object();
        }
    return out + "]";
}

void append_person(JsonWriter& json, db::Connection& connection, Id user)
{
    auto rows = connection.query("select \"name\" from \"users\" where \"id\" = ?1", { user.value });
    json.key("by")
        .begin_object()
        .member("id", user)
        .member("title", rows->next() ? std::string { rows->text(0) } : std::string { "Kontor" })
        .end_object();
}

}

bool sees_even_binned(Reading& reading, EntityInfo const& entity, Id id)
{
    auto const reach = Reach { reading.schema, reading.actor, entity, Right::read };
    if (reach.is_all() || reach.is_none())
        return reach.is_all();
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select 1 from ").name(entity.plural).add(" t where t.\"id\" = ").bind(id.value).add(" and ");
    reach.predicate(sql, "t");
    return sql.query(reading.connection)->next();
}

std::string history(Reading& reading, EntityInfo const& entity, Id id, HistoryQuery const& query)
{
    demand_visible(reading, entity, id);
    if (!query.field.empty()) {
        auto const* field = entity.find(query.field);
        if (!field || !reading.actor.sees(reading.schema, entity, *field))
            throw Problem::bad_parameter(
                "field", fmt::format("{} have no field \"{}\".", entity.label_many.en, query.field));
    }
    auto const question = fmt::format("history\n{}\n{}\n{}", reading.actor.user.value, id.value, query.field);
    auto const after
        = query.page_token.empty() ? PageToken {} : open_page_token(query.page_token, reading.secret, question);
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select \"id\", \"change\", \"at\", \"actor\", \"via\", \"request_id\", \"event\", \"changes\" from "
            "\"kontor_audit\" where \"record\" = ")
        .bind(id.value)
        .add(" and \"version\" > 0");
    if (!after.id.is_empty())
        sql.add(" and \"id\" < ").bind(after.id.value);
    sql.add(" order by \"id\" desc limit ").bind(std::int64_t { 2'000 });
    auto out = std::string { "{\"items\":[" };
    auto count = 0;
    auto last = PageToken {};
    auto next = std::string {};
    auto rows = sql.query(reading.connection);
    while (rows->next()) {
        auto changes = visible_changes(reading, entity, rows->text(7), Shown::all, query.field);
        if (!query.field.empty() && changes == "[]")
            continue;
        if (count == query.page_size) {
            next = seal_page_token(last, reading.secret, question);
            break;
        }
        out += count++ ? "," : "";
        last.id = Id { rows->whole(0) };
        auto json = JsonWriter { out };
        json.begin_object()
            .member("change", Id { rows->whole(1) })
            .member("at", Instant { rows->whole(2) }.to_string());
        append_person(json, reading.connection, Id { rows->whole(3) });
        json.member("via", rows->text(4))
            .member("request_id", rows->text(5))
            .member("event", rows->text(6))
            .key("changes")
            .raw(changes)
            .end_object();
    }
    out += "],\"next_page_token\":";
    if (next.empty())
        out += "null";
    else
        append_json_string(out, next);
    return out + "}";
}

std::string_view kind_of(EntityInfo const& entity, ChangeEntry const& entry)
{
    static constexpr std::pair<std::string_view, std::string_view> kinds[] = { { "created", "created" },
        { "removed", "deleted" }, { "restored", "restored" }, { "imported", "imported" } };
    for (auto const& [event, kind] : kinds)
        if (entry.event == event)
            return kind;
    if (entry.event.starts_with("action:"))
        return "action";
    auto const* lifecycle = entity.declaration ? entity.declaration->lifecycle_field : nullptr;
    auto const moves = [&](std::string_view field) {
        return entry.changes.find(fmt::format("{{\"field\":\"{}\"", field)) != std::string::npos;
    };
    return moves("stage") || (lifecycle && moves(lifecycle->name())) ? "stage" : "change";
}

std::string change_entry(Reading& reading, EntityInfo const& entity, ChangeEntry const& entry)
{
    auto const kind = kind_of(entity, entry);
    auto changes = visible_changes(reading, entity, entry.changes, Shown::for_people, {});
    if ((kind == "change" || kind == "stage") && changes == "[]")
        return {};
    auto out = std::string {};
    auto json = JsonWriter { out };
    count_row(reading.actor, entity.plural, entry.record);
    json.begin_object()
        .member("id", fmt::format("{}-{}", entry.change.value, entry.id.value))
        .member("kind", kind)
        .member("weight", "log")
        .member("at", entry.at.to_string());
    append_person(json, reading.connection, entry.by);
    json.member("via", entry.via);
    json.key("record")
        .begin_object()
        .member("entity", entity.plural)
        .member("id", entry.record)
        .member("title", entry.title)
        .end_object();
    json.member("summary", summary_of(reading, entity, kind, entry.event, changes));
    json.key("changes").raw(kind == "created" ? "[]" : changes).member("change", entry.change).end_object();
    return out;
}

}
