#include "records/export.h"

#include "base/csv.h"
#include "base/problem.h"
#include "records/audit.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

constexpr int page_size = 500;

// What is carried away obeys the level of the right to export, which may be narrower than that to read.
std::string demand_level(Schema const& schema, Actor const& actor, EntityInfo const& entity, ExportQuery const& query)
{
    auto const level = actor.level(schema, entity, Right::export_rows);
    if (level == Level::none || (!actor.scopes.empty() && !actor.scopes.contains("export")))
        throw Problem::forbidden(fmt::format("Your role may not export {}.", entity.label_many.en));
    if (level >= actor.level(schema, entity, Right::read) || entity.access == AccessKind::everyone)
        return query.filter;
    auto own = std::string {};
    auto const path = entity.access == AccessKind::owned ? std::string { "owner" }
        : entity.account_field.empty()                   ? entity.parent_field + ".owner"
                                                         : entity.account_field + ".owner";
    if (level == Level::own)
        own = path + " = me()";
    else if (level == Level::team)
        own = path + " IN my_team()";
    else
        own = path + " IN my_subtree()";
    return query.filter.empty() ? own : fmt::format("({}) AND {}", query.filter, own);
}

std::vector<Field const*> exported_fields(
    Schema const& schema, Actor const& actor, EntityInfo const& entity, std::vector<std::string> const& names)
{
    auto fields = std::vector<Field const*> {};
    if (names.empty()) {
        for (auto const* field : readable_fields(schema, actor, entity))
            if (field->name() != "deleted_at" && field->name() != "deleted_by")
                fields.push_back(field);
        return fields;
    }
    for (auto const& name : names) {
        if (name == "id" || name == "version")
            continue;
        auto const* field = entity.find(name);
        if (!field || !actor.sees(schema, entity, *field))
            throw Problem::bad_parameter("fields", fmt::format("{} have no field \"{}\".", entity.label_many.en, name));
        fields.push_back(field);
    }
    return fields;
}

bool is_linked(Field const& field)
{
    return field.type() == FieldType::link || field.type() == FieldType::links || field.type() == FieldType::any_link
        || field.type() == FieldType::file;
}

void write_header(std::string& out, std::vector<Field const*> const& fields)
{
    auto writer = CsvWriter { out };
    writer.cell("id").cell("version");
    for (auto const* field : fields) {
        if (field->type() == FieldType::address) {
            for (auto part : address_parts)
                writer.cell(field->name() + "." + std::string { part });
            continue;
        }
        writer.cell(field->name());
        if (is_linked(*field))
            writer.cell(field->name() + ".id");
    }
    writer.end_row();
}

std::string text_of(Json const* value)
{
    if (!value || value->is_null())
        return {};
    if (auto const* text = value->as_string())
        return *text;
    if (auto const* flag = value->as_bool())
        return *flag ? "true" : "false";
    if (auto const* number = value->as_number())
        return number->text;
    return value->to_text();
}

std::string joined(Json const& list, std::string_view key)
{
    auto text = std::string {};
    if (list.as_array())
        for (auto const& item : *list.as_array())
            text += (text.empty() ? "" : ";") + text_of(key.empty() ? &item : item.find(key));
    return text;
}

void write_row(CsvWriter& writer, Json const& record, std::vector<Field const*> const& fields)
{
    writer.cell(text_of(record.find("id"))).cell(text_of(record.find("version")));
    for (auto const* field : fields) {
        auto const* value = record.find(field->name());
        switch (field->type()) {
        case FieldType::link:
        case FieldType::any_link:
            writer.text_cell(value ? text_of(value->find("title")) : "").cell(value ? text_of(value->find("id")) : "");
            break;
        case FieldType::file:
            writer.text_cell(value ? text_of(value->find("name")) : "").cell(value ? text_of(value->find("id")) : "");
            break;
        case FieldType::links:
            writer.text_cell(value ? joined(*value, "title") : "").cell(value ? joined(*value, "id") : "");
            break;
        case FieldType::choices: writer.cell(value ? joined(*value, "") : ""); break;
        case FieldType::address:
            for (auto part : address_parts)
                writer.text_cell(value ? text_of(value->find(part)) : "");
            break;
        case FieldType::json: writer.text_cell(text_of(value)); break;
        default:
            if (field->is_text())
                writer.text_cell(text_of(value));
            else
                writer.cell(text_of(value));
        }
    }
    writer.end_row();
}

}

std::int64_t count_export(Reading& reading, EntityInfo const& entity, ExportQuery const& query)
{
    auto const filter = demand_level(reading.schema, reading.actor, entity, query);
    (void)exported_fields(reading.schema, reading.actor, entity, query.fields);
    return Reader { reading }.count(entity, filter);
}

std::int64_t run_export(Store& store, Actor const& actor, EntityInfo const& entity, ExportQuery const& query,
    std::function<bool(std::string_view)> const& write)
{
    auto const schema = store.schema();
    auto list = ListQuery {};
    list.filter = demand_level(*schema, actor, entity, query);
    list.q = query.q;
    list.order_by = query.order_by;
    list.page_size = page_size;
    auto const fields = exported_fields(*schema, actor, entity, query.fields);
    for (auto const* field : fields)
        list.fields.push_back(field->name());
    auto const is_csv = query.format == ExportFormat::csv;
    auto head = std::string {};
    if (is_csv)
        write_header(head, fields);
    else
        head = "[";
    if (!write(head))
        return 0;
    auto count = std::int64_t { 0 };
    do {
        auto page = ListAnswer {};
        store.read(actor, [&](Reading& reading) { page = Reader { reading }.list(entity, list); });
        auto piece = std::string {};
        auto const parsed = parse_json(page.json, { .depth = 64, .keys_per_object = 10'000 });
        auto const* items = std::get<Json>(parsed).find("items");
        auto writer = CsvWriter { piece };
        for (auto const& record : *items->as_array()) {
            if (is_csv)
                write_row(writer, record, fields);
            else
                piece += (count ? ",\n" : "\n") + record.to_text();
            ++count;
        }
        if (!piece.empty() && !write(piece))
            return count;
        list.page_token = page.next_page_token;
    } while (!list.page_token.empty());
    if (!is_csv)
        write("\n]\n");
    return count;
}

void audit_export(Transaction& transaction, EntityInfo const& entity, ExportQuery const& query, std::int64_t rows,
    std::string_view reason)
{
    auto details = std::string {};
    auto json = JsonWriter { details };
    json.begin_array().begin_object().member("field", "rows").key("from").null().member("to", rows).end_object();
    json.begin_object().member("field", "filter").key("from").null().member("to", query.filter).end_object();
    json.begin_object().member("field", "reason").key("from").null().member("to", reason).end_object().end_array();
    write_audit(transaction, "exported", entity.plural, {}, entity.label_many.en, details);
}

}
