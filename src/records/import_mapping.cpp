#include "records/import_mapping.h"

#include "base/fold.h"
#include "base/problem.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

[[noreturn]] void wrong(std::string path, std::string code, std::string message)
{
    throw Problem::bad_request({ { std::move(path), std::move(code), std::move(message) } });
}

std::string text_at(std::string const& path, Json const& json)
{
    if (auto const* text = json.as_string())
        return *text;
    wrong(path, "wrong_type", "A text is expected.");
}

std::vector<std::string> names_at(std::string const& path, Json const& json)
{
    if (auto const* text = json.as_string())
        return { *text };
    auto names = std::vector<std::string> {};
    if (!json.as_array())
        wrong(path, "wrong_type", "A name or a list of names is expected.");
    for (auto const& item : *json.as_array())
        names.push_back(text_at(path, item));
    return names;
}

Field const* readable(EntityInfo const& entity, Schema const& schema, Actor const& actor, std::string_view name)
{
    auto const* field = entity.find(name);
    return field && actor.sees(schema, entity, *field) ? field : nullptr;
}

void read_format(ImportMapping& mapping, Json const& json)
{
    if (!json.as_object())
        wrong("mapping.format", "wrong_type", "An object is expected.");
    for (auto const& [key, value] : *json.as_object()) {
        auto const path = "mapping.format." + key;
        if (key == "delimiter") {
            mapping.delimiter = text_at(path, value);
            if (mapping.delimiter.empty() || mapping.delimiter.size() > 4)
                wrong(path, "bad_format", "A delimiter has 1 to 4 bytes, or is \"auto\".");
        } else if (key == "encoding") {
            auto const name = text_at(path, value);
            mapping.encoding = name == "auto" ? std::nullopt : encoding_by_name(name);
            if (name != "auto" && !mapping.encoding)
                wrong(path, "no_such_choice", "The encoding is auto, utf-8, utf-16, windows-1251 or iso-8859-1.");
        } else if (key == "quote")
            mapping.quote = text_at(path, value).substr(0, 1);
        else if (key == "date")
            mapping.date = text_at(path, value);
        else if (key == "decimal") {
            auto const sign = text_at(path, value);
            if (sign != "auto" && sign != "." && sign != ",")
                wrong(path, "no_such_choice", "The decimal sign is auto, \".\" or \",\".");
            mapping.decimal = sign == "auto" ? '\0' : sign[0];
        } else if (key == "header" && value.as_bool())
            mapping.has_header = *value.as_bool();
        else if (key == "skip_lines" && value.as_whole() && *value.as_whole() >= 0)
            mapping.skip_lines = static_cast<std::size_t>(*value.as_whole());
        else if (key == "unquoted_column")
            mapping.unquoted_column = text_at(path, value);
        else if (key == "apostrophes")
            mapping.strips_apostrophes = text_at(path, value) != "keep";
        else
            wrong(path, "unknown_field", fmt::format("A format has no \"{}\".", key));
    }
}

ColumnMapping read_column(
    std::string const& header, Json const& json, ImportMapping const& mapping, Schema const& schema, Actor const& actor)
{
    auto const path = "mapping.columns." + header;
    auto column = ColumnMapping {};
    column.header = header;
    auto field_name = std::string {};
    auto match = std::vector<std::string> {};
    if (auto const* text = json.as_string())
        field_name = *text;
    else if (auto const* members = json.as_object()) {
        for (auto const& [key, value] : *members) {
            auto const here = path + "." + key;
            if (key == "field")
                field_name = text_at(here, value);
            else if (key == "match")
                match = names_at(here, value);
            else if (key == "missing") {
                auto const word = text_at(here, value);
                if (word != "create" && word != "empty" && word != "reject")
                    wrong(here, "no_such_choice", "missing is create, empty or reject.");
                column.missing = word == "create" ? ColumnMapping::Missing::create
                    : word == "empty"             ? ColumnMapping::Missing::empty
                                                  : ColumnMapping::Missing::reject;
            } else if (key == "values" && value.as_object()) {
                for (auto const& [from, to] : *value.as_object())
                    column.values[from]
                        = to.is_null() ? std::nullopt : std::optional { text_at(here + "." + from, to) };
            } else if (key == "split")
                column.split = text_at(here, value);
            else if (key == "default")
                column.otherwise = text_at(here, value);
            else if (key == "date")
                column.date = text_at(here, value);
            else if (key == "scale" && (value.as_number() || value.as_string())) {
                auto const scale = Decimal::parse(value.as_number() ? value.as_number()->text : *value.as_string());
                if (!scale)
                    wrong(here, "bad_decimal", "scale is a number.");
                column.scale = *scale;
            } else
                wrong(here, "unknown_field", fmt::format("A column has no \"{}\".", key));
        }
    } else
        wrong(path, "wrong_type", "A column is a field's name, null or an object.");
    if (field_name == "id") {
        column.is_id = true;
        return column;
    }
    auto const dot = field_name.find('.');
    auto const* field = readable(*mapping.entity, schema, actor, field_name.substr(0, dot));
    if (!field)
        wrong(
            path, "unknown_field", fmt::format("{} have no field \"{}\".", mapping.entity->label_many.en, field_name));
    if (field->is_read_only())
        wrong(path, "read_only", fmt::format("{} is computed and cannot be imported.", field_name));
    column.field = field;
    if (dot != std::string::npos) {
        auto const rest = field_name.substr(dot + 1);
        if (field->type() == FieldType::address) {
            auto const part = std::ranges::find(address_parts, std::string_view { rest });
            if (part == std::end(address_parts))
                wrong(path, "unknown_field", fmt::format("An address has no \"{}\".", rest));
            column.address_part = static_cast<int>(part - std::begin(address_parts));
        } else if (field->type() == FieldType::link && rest == "id")
            match = { "id" };
        else
            wrong(path, "unknown_field",
                fmt::format("{} have no field \"{}\".", mapping.entity->label_many.en, field_name));
    }
    if (field->type() == FieldType::link || field->type() == FieldType::links) {
        auto const* target = schema.target_of(*field);
        for (auto const& name : match) {
            if (name == "id") {
                column.is_id = true;
                continue;
            }
            auto const* by = readable(*target, schema, actor, name);
            if (!by || !by->is_stored())
                wrong(path + ".match", "unknown_field",
                    fmt::format("{} have no field \"{}\".", target->label_many.en, name));
            column.match.push_back(by);
        }
    } else if (!match.empty())
        wrong(path + ".match", "bad_format", "Only links are matched.");
    return column;
}

}

ImportMapping ImportMapping::from_json(Json const& json, Schema const& schema, Actor const& actor)
{
    auto mapping = ImportMapping {};
    if (!json.as_object())
        wrong("mapping", "wrong_type", "The mapping is an object.");
    auto const* entity = json.find("entity");
    mapping.entity = entity && entity->as_string() ? schema.find(*entity->as_string()) : nullptr;
    if (!mapping.entity || actor.level(schema, *mapping.entity, Right::read) == Level::none)
        wrong("mapping.entity", "no_such_choice", "Name the collection: \"entity\": \"deals\".");
    auto says_others = false;
    for (auto const& [key, value] : *json.as_object()) {
        auto const path = "mapping." + key;
        if (key == "entity" || key == "$schema")
            continue;
        if (key == "format")
            read_format(mapping, value);
        else if (key == "columns" && value.as_object()) {
            for (auto const& [header, column] : *value.as_object())
                mapping.columns[header] = column.is_null() ? std::nullopt : std::optional { column };
        } else if (key == "other_columns") {
            says_others = true;
            mapping.takes_others_by_name = text_at(path, value) == "by_name";
        } else if (key == "set" && value.as_object())
            mapping.set = value;
        else if (key == "match") {
            mapping.match = names_at(path, value);
            if (mapping.match.size() > 3)
                wrong(path, "too_large", "Records are found by at most 3 fields.");
            for (auto const& name : mapping.match)
                if (name != "id" && !readable(*mapping.entity, schema, actor, name))
                    wrong(path, "unknown_field",
                        fmt::format("{} have no field \"{}\".", mapping.entity->label_many.en, name));
        } else if (key == "on_match") {
            auto const word = text_at(path, value);
            if (word != "update" && word != "skip" && word != "reject")
                wrong(path, "no_such_choice", "on_match is update, skip or reject.");
            mapping.on_match = word == "update" ? OnMatch::update : word == "skip" ? OnMatch::skip : OnMatch::reject;
        } else
            wrong(path, "unknown_field", fmt::format("A mapping has no \"{}\".", key));
    }
    if (!says_others)
        mapping.takes_others_by_name = mapping.columns.empty();
    // Faults of the columns are told before a file is opened.
    for (auto const& [header, column] : mapping.columns)
        if (column)
            (void)read_column(header, *column, mapping, schema, actor);
    return mapping;
}

ImportMapping ImportMapping::by_name(EntityInfo const& entity)
{
    auto mapping = ImportMapping {};
    mapping.entity = &entity;
    mapping.takes_others_by_name = true;
    return mapping;
}

MappedColumns map_columns(
    ImportMapping const& mapping, std::vector<std::string> const& headers, Schema const& schema, Actor const& actor)
{
    auto mapped = MappedColumns {};
    for (auto const& [header, column] : mapping.columns)
        if (column && std::ranges::find(headers, header) == headers.end())
            wrong("mapping.columns." + header, "no_such_column", fmt::format("The file has no column \"{}\".", header));
    for (auto const& header : headers) {
        auto const said = mapping.columns.find(header);
        if (said != mapping.columns.end()) {
            mapped.columns.push_back(said->second
                    ? std::optional { read_column(header, *said->second, mapping, schema, actor) }
                    : std::nullopt);
            continue;
        }
        auto column = std::optional<ColumnMapping> {};
        if (mapping.takes_others_by_name) {
            // "account.id" beats "account": the id is for coming back, the title for people (API.md 10). Where the ids
            // are ignored knowingly, because they are another workspace's, the titles count.
            auto const twin = header + ".id";
            auto const has_id_twin
                = std::ranges::find(headers, twin) != headers.end() && !mapping.columns.contains(twin);
            auto const* field
                = readable(*mapping.entity, schema, actor, std::string_view { header }.substr(0, header.find('.')));
            if (header == "id" || (field && !field->is_read_only() && !has_id_twin)) {
                try {
                    column = read_column(header, Json { header }, mapping, schema, actor);
                    if (column->field
                        && (column->field->type() == FieldType::choices || column->field->type() == FieldType::links))
                        column->split = ";";
                } catch (Problem const&) {
                    column.reset();
                }
            } else if (field && has_id_twin)
                column.reset();
        }
        auto const* known = mapping.entity->find(header);
        if (!column && !(mapping.takes_others_by_name && (known || header == "version" || header.ends_with(".id"))))
            mapped.ignored.push_back(header);
        mapped.columns.push_back(std::move(column));
    }
    return mapped;
}

Field const* suggest_field(EntityInfo const& entity, Schema const& schema, Actor const& actor, std::string_view header)
{
    static constexpr std::pair<std::string_view, std::string_view> common[] = {
        { "company", "name" },
        { "company name", "name" },
        { "account", "account" },
        { "client", "account" },
        { "customer", "account" },
        { "sector", "industry" },
        { "revenue", "annual_revenue" },
        { "value", "amount" },
        { "close value", "amount" },
        { "deal value", "amount" },
        { "close date", "closed_on" },
        { "engage date", "started_on" },
        { "mail", "email" },
        { "e mail", "email" },
        { "telephone", "phone" },
        { "tel", "phone" },
        { "web", "website" },
        { "url", "website" },
        { "opportunity id", "external_id" },
        { "id", "external_id" },
        { "sales agent", "owner" },
        { "manager", "owner" },
        { "responsible", "owner" },
        { "deal stage", "stage" },
        { "status", "status" },
        { "product", "products" },
        { "inn", "tax_number" },
        { "инн", "tax_number" },
        { "компания", "name" },
        { "клиент", "account" },
        { "телефон", "phone" },
        { "почта", "email" },
        { "сумма", "amount" },
        { "ответственныи", "owner" },
    };
    auto const wanted = [&] {
        auto words = std::string {};
        for (auto const& word : words_of(fold(header)))
            words += (words.empty() ? "" : " ") + word;
        return words;
    }();
    auto const usable = [&](Field const* field) {
        return field && !field->is_read_only() && actor.sees(schema, entity, *field) ? field : nullptr;
    };
    for (auto const* field : entity.fields) {
        auto spaced = field->name();
        std::ranges::replace(spaced, '_', ' ');
        if (usable(field)
            && (spaced == wanted || fold(field->definition().label.en) == wanted
                || fold(field->definition().label.ru) == wanted))
            return field;
    }
    for (auto const& [word, name] : common)
        if (word == wanted)
            if (auto const* field = usable(entity.find(name)))
                return field;
    // "account" in a file of accounts is the account's own name.
    if (fold(entity.label_one.en) == wanted || entity.singular == wanted)
        return usable(entity.find(entity.title_field));
    return nullptr;
}

}
