#include "records/record_row.h"

#include "base/check.h"
#include "base/json.h"
#include "records/filter_sql.h"
#include "records/tables.h"

#include <unordered_map>
#include <utility>

namespace kontor::records {

namespace {

std::vector<std::string> read_choices(std::string_view text)
{
    auto keys = std::vector<std::string> {};
    // Written by to_column: ["mail","call"] with slugs only, so quotes alone tell the elements apart.
    for (auto open = text.find('"'); open != std::string_view::npos;) {
        auto close = text.find('"', open + 1);
        if (close == std::string_view::npos)
            break;
        keys.emplace_back(text.substr(open + 1, close - open - 1));
        open = text.find('"', close + 1);
    }
    return keys;
}

constexpr std::size_t columns_kept = 1'000;

std::string record_columns(db::Dialect dialect, EntityInfo const& entity, std::string_view alias)
{
    auto sql = Sql { dialect };
    sql.column(alias, "id").add(", ").column(alias, "version");
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot) {
        auto const& field = entity.field_at(slot);
        switch (field.type()) {
        case FieldType::links: break;
        case FieldType::address:
            for (auto part : address_parts)
                sql.add(", ").column(alias, field.name() + "__" + std::string { part });
            break;
        case FieldType::any_link:
            sql.add(", ").column(alias, field.name()).add(", ").column(alias, field.name() + "_entity");
            break;
        default: sql.add(", ").column(alias, field.name());
        }
    }
    return sql.text();
}

}

void append_record_columns(Sql& sql, EntityInfo const& entity, std::string_view alias)
{
    // The same hundred names in each of a hundred questions: they are put together once.
    thread_local auto made = std::unordered_map<std::uint64_t, std::pair<std::string, std::string>> {};
    if (made.size() > columns_kept)
        made.clear();
    auto& [of_alias, columns] = made[entity.serial];
    if (of_alias != alias) {
        of_alias = alias;
        columns = record_columns(sql.dialect(), entity, alias);
    }
    sql.add(columns);
}

Record read_record(db::Rows const& rows, std::shared_ptr<Schema const> const& schema, EntityInfo const& entity)
{
    auto record = Record { schema, entity };
    record.id = Id { rows.whole(0) };
    record.version = rows.whole(1);
    auto column = 2;
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot) {
        auto const& field = entity.field_at(slot);
        switch (field.type()) {
        case FieldType::links: break;
        case FieldType::address: {
            auto address = Address {};
            for (std::size_t part = 0; part < std::size(address_parts); ++part, ++column)
                if (!rows.is_null(column))
                    part_of(address, part) = std::string { rows.text(column) };
            if (!address.is_empty())
                record.set_at(slot, std::move(address));
            break;
        }
        case FieldType::any_link:
            if (!rows.is_null(column))
                record.set_any(field, std::string { rows.text(column + 1) }, Id { rows.whole(column) });
            column += 2;
            break;
        default: record.set_at(slot, read_column(rows, column++, field.type()));
        }
    }
    return record;
}

Value read_column(db::Rows const& rows, int column, FieldType type)
{
    if (rows.is_null(column))
        return {};
    switch (type) {
    case FieldType::whole:
    case FieldType::duration: return rows.whole(column);
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return Decimal { rows.whole(column) };
    case FieldType::day: {
        auto day = Day::parse(rows.text(column));
        check(day.has_value(), "a stored day is a day");
        return *day;
    }
    case FieldType::instant: return Instant { rows.whole(column) };
    case FieldType::flag: return rows.whole(column) != 0;
    case FieldType::link:
    case FieldType::file:
    case FieldType::any_link: return Id { rows.whole(column) };
    case FieldType::choices: return read_choices(rows.text(column));
    case FieldType::json: return JsonText { std::string { rows.text(column) } };
    default: return std::string { rows.text(column) };
    }
}

namespace {

// In the order of columns_of().
void append_values(std::vector<db::Value>& values, Record const& record, Field const& field)
{
    auto const& value = record.value(field);
    switch (field.type()) {
    case FieldType::links: return;
    case FieldType::address: {
        auto const* address = std::get_if<Address>(&value);
        for (std::size_t part = 0; part < std::size(address_parts); ++part) {
            auto const text = address ? part_of(*address, part) : std::nullopt;
            values.push_back(text ? db::Value { *text } : db::Value {});
            values.push_back(text ? db::Value { companion_of(FieldType::text, *text) } : db::Value {});
        }
        return;
    }
    case FieldType::any_link: {
        values.push_back(to_column(value));
        auto entity = record.entity_of(field);
        values.push_back(entity.empty() ? db::Value {} : db::Value { std::move(entity) });
        return;
    }
    default:
        values.push_back(to_column(value));
        if (field.is_text()) {
            auto const* text = std::get_if<std::string>(&value);
            values.push_back(text ? db::Value { companion_of(field.type(), *text) } : db::Value {});
        }
    }
}

// Records of one kind mostly have the same fields: few texts are put together.
std::string const& insert_sql(EntityInfo const& entity, std::string const& filled)
{
    thread_local auto made = std::unordered_map<std::string, std::string> {};
    // The sign between them tells serial 1 with "01..." from serial 10 with "1...".
    auto const key = std::to_string(entity.serial) + ":" + filled;
    if (auto const found = made.find(key); found != made.end())
        return found->second;
    if (made.size() > columns_kept)
        made.clear();
    auto columns = std::string { R"("id", "version")" }, places = std::string { "?1, ?2" };
    auto count = 2;
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot)
        if (filled[slot] == '1')
            for (auto const& column : columns_of(entity.field_at(slot))) {
                columns += ", " + db::quote(column.name);
                places += ", ?" + std::to_string(++count);
            }
    return made[key] = "insert into " + db::quote(entity.plural) + " (" + columns + ") values (" + places + ")";
}

}

void append_stored(std::vector<StoredColumn>& columns, Record const& record, Field const& field)
{
    auto values = std::vector<db::Value> {};
    append_values(values, record, field);
    auto value = values.begin();
    for (auto& column : columns_of(field))
        columns.push_back({ std::move(column.name), std::move(*value++) });
}

InsertRow insert_row(Record const& record)
{
    auto const& entity = record.entity();
    auto filled = std::string(entity.slot_count(), '0');
    auto values = std::vector<db::Value> { record.id.value, record.version };
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot)
        if (!kontor::is_empty(record.at(slot))) {
            filled[slot] = '1';
            append_values(values, record, entity.field_at(slot));
        }
    return { insert_sql(entity, filled), std::move(values) };
}

}
