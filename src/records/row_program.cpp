#include "records/row_program.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/access.h"
#include "records/action.h"
#include "records/fillers.h"
#include "records/filter_sql.h"
#include "records/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kontor::records {

namespace {

Field const* readable(Reading& reading, EntityInfo const& entity, std::string_view name)
{
    auto const* field = entity.find(name);
    return field && reading.actor.sees(reading.schema, entity, *field) ? field : nullptr;
}

[[noreturn]] void unknown_field(EntityInfo const& entity, std::string_view name)
{
    throw Problem::bad_parameter("fields", fmt::format("{} have no field \"{}\".", entity.label_many.en, name));
}

bool may_read(Reading& reading, EntityInfo const& entity)
{
    return reading.actor.level(reading.schema, entity, Right::read) != Level::none;
}

void append_whole(std::string& out, std::int64_t number)
{
    char digits[24];
    auto const [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    (void)error;
    out.append(digits, end);
}

void append_id(std::string& out, std::int64_t id)
{
    out += '"';
    append_whole(out, id);
    out += '"';
}

}

std::vector<Field const*> readable_fields(Schema const& schema, Actor const& actor, EntityInfo const& entity)
{
    auto fields = std::vector<Field const*> {};
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot)
        if (auto const& field = entity.field_at(slot); actor.sees(schema, entity, field))
            fields.push_back(&field);
    return fields;
}

Selection select_fields(Reading& reading, EntityInfo const& entity, ListQuery const& query)
{
    auto selection = Selection {};
    selection.with_bin = query.bin == Bin::only;
    auto narrowed_relations = std::vector<std::pair<std::string, std::string>> {};
    if (query.fields.empty()) {
        for (auto const* field : readable_fields(reading.schema, reading.actor, entity)) {
            auto const is_bin_field = field->name() == "deleted_at" || field->name() == "deleted_by";
            if (!is_bin_field || selection.with_bin)
                selection.items.push_back({ field, {} });
        }
    }
    for (auto const& name : query.fields) {
        if (name == "id" || name == "version")
            continue;
        auto const dot = name.find('.');
        auto const head = name.substr(0, dot);
        auto const* field = readable(reading, entity, head);
        if (dot == std::string::npos) {
            if (!field)
                unknown_field(entity, name);
            if (std::ranges::find(selection.items, field, &Selection::Item::field) == selection.items.end())
                selection.items.push_back({ field, {} });
            continue;
        }
        auto const rest = name.substr(dot + 1);
        auto const* relation = entity.find_relation(head);
        if (!relation || !may_read(reading, *relation->target) || !readable(reading, *relation->target, rest))
            unknown_field(entity, name);
        if (relation->kind != Relation::Kind::to_one) {
            narrowed_relations.emplace_back(relation->name, rest);
            continue;
        }
        auto found = std::ranges::find(selection.items, field, &Selection::Item::field);
        if (found == selection.items.end())
            found = selection.items.insert(selection.items.end(), { field, {} });
        found->narrowed.push_back(rest);
    }
    for (auto const& name : query.include) {
        if (name == "can") {
            selection.with_can = true;
            continue;
        }
        auto const dot = name.find('.');
        auto const head = name.substr(0, dot);
        auto const* relation = entity.find_relation(head);
        auto const visible = relation && may_read(reading, *relation->target)
            && (relation->kind == Relation::Kind::to_many || relation->backwards || readable(reading, entity, head));
        if (!visible)
            throw Problem::bad_parameter(
                "include", fmt::format("{} have no relation \"{}\".", entity.label_many.en, head));
        auto found = std::ranges::find(selection.includes, relation, &Selection::Include::relation);
        if (found == selection.includes.end())
            found = selection.includes.insert(selection.includes.end(), { relation, {}, {}, head });
        if (dot != std::string::npos) {
            if (name.find('.', dot + 1) != std::string::npos)
                throw Problem::bad_parameter("include", "Relations can be followed two steps deep.");
            found->nested.push_back(name.substr(dot + 1));
        }
    }
    if (query.include.size() > 5)
        throw Problem::bad_parameter("include", "At most 5 relations can be included.");
    for (auto const& [relation, field] : narrowed_relations) {
        auto found = std::ranges::find_if(
            selection.includes, [&](auto const& include) { return include.relation->name == relation; });
        if (found == selection.includes.end())
            throw Problem::bad_parameter("fields", fmt::format("Include \"{}\" to choose its fields.", relation));
        found->fields.push_back(field);
    }
    return selection;
}

RowProgram::RowProgram(Reading& reading, EntityInfo const& entity, Selection selection)
    : m_reading(reading)
    , m_entity(entity)
    , m_subject(ReadCount::subject_of(entity.plural))
    , m_selection(std::move(selection))
    , m_workspace_digits(currency_digits(reading.workspace.currency).value_or(2))
{
}

void RowProgram::append_columns(Sql& sql)
{
    m_cells.clear();
    m_fillers.clear();
    sql.add("t.\"id\", t.\"version\"");
    auto next = 2;
    auto column = [&](std::string_view alias, std::string_view name) {
        sql.add(", ").column(alias, name);
        return next++;
    };
    for (auto const& item : m_selection.items) {
        auto const& field = *item.field;
        auto cell = Cell { .field = &field, .key = ",\"" + field.name() + "\":", .join_alias = {} };
        switch (field.type()) {
        case FieldType::links:
            cell.target = m_reading.schema.target_of(field);
            cell.filler = m_fillers.size();
            m_fillers.push_back({ Filler::Kind::links, &field, nullptr, cell.target, {}, {}, {} });
            break;
        case FieldType::address:
            cell.column = next;
            for (auto part : address_parts)
                column("t", field.name() + "__" + std::string { part });
            break;
        case FieldType::any_link:
            cell.column = column("t", field.name());
            column("t", field.name() + "_entity");
            cell.filler = m_fillers.size();
            m_fillers.push_back({ Filler::Kind::any_title, &field, nullptr, nullptr, {}, {}, {} });
            break;
        case FieldType::file:
            cell.target = m_reading.schema.find("files");
            cell.column = column("t", field.name());
            cell.join_alias = sql.alias();
            column(cell.join_alias, "name");
            column(cell.join_alias, "size_bytes");
            column(cell.join_alias, "media_type");
            break;
        case FieldType::link: {
            cell.target = m_reading.schema.target_of(field);
            cell.subject = ReadCount::subject_of(cell.target->plural);
            cell.column = column("t", field.name());
            auto const reach = Reach { m_reading.schema, m_reading.actor, *cell.target, Right::read };
            cell.is_hidden = reach.is_none();
            cell.join_alias = sql.alias();
            column(cell.join_alias, cell.target->title_field);
            column(cell.join_alias, "deleted_at");
            cell.has_key = cell.target->is_keyed;
            if (cell.has_key)
                column(cell.join_alias, "key");
            cell.has_visible = !reach.is_all() && !reach.is_none();
            if (cell.has_visible) {
                sql.add(", case when ");
                reach.predicate(sql, cell.join_alias);
                sql.add(" then 1 else 0 end");
                ++next;
            }
            auto const included = std::ranges::find_if(m_selection.includes, [&](auto const& include) {
                return include.relation->kind == Relation::Kind::to_one && *include.relation->via == field;
            });
            if (included != m_selection.includes.end() || !item.narrowed.empty()) {
                auto filler = Filler { Filler::Kind::record, &field, nullptr, cell.target, item.narrowed, {}, {} };
                if (included != m_selection.includes.end()) {
                    filler.nested = included->nested;
                    filler.fields.insert(filler.fields.end(), included->fields.begin(), included->fields.end());
                }
                m_fillers.push_back(std::move(filler));
                cell.filler = m_fillers.size(); // one more than its index: zero is none
            }
            break;
        }
        case FieldType::money: {
            cell.column = column("t", field.name());
            auto const* money = &field;
            if (!field.definition().base_of.empty())
                break;
            auto const* unit = m_entity.find(money->definition().currency_field);
            if (unit)
                cell.currency_column = column("t", unit->name());
            break;
        }
        default: cell.column = column("t", field.name());
        }
        m_cells.push_back(std::move(cell));
    }
    for (auto const& include : m_selection.includes)
        if (include.relation->kind != Relation::Kind::to_one)
            m_fillers.push_back({ Filler::Kind::records, nullptr, &include, include.relation->target, include.fields,
                include.nested, include.name });
    if (m_selection.with_can)
        m_fillers.push_back({ Filler::Kind::can, nullptr, nullptr, &m_entity, {}, {}, "can" });
}

void RowProgram::append_joins(Sql& sql) const
{
    for (auto const& cell : m_cells)
        if (!cell.join_alias.empty()) {
            sql.add(" left join ").name(cell.target->plural).add(" ").add(cell.join_alias).add(" on ");
            sql.column(cell.join_alias, "id").add(" = ").column("t", cell.field->name());
        }
}

void RowProgram::render_link(std::string& out, Cell const& cell, db::Rows const& rows, RenderedRow& row) const
{
    auto column = cell.column;
    if (rows.is_null(column)) {
        out += "null";
        return;
    }
    auto const id = rows.whole(column);
    auto const title = column + 1, deleted = column + 2, key = column + 3,
               visible = column + 3 + (cell.has_key ? 1 : 0);
    if (cell.is_hidden || (cell.has_visible && rows.whole(visible) == 0)) {
        out += "{\"hidden\":true}";
        return;
    }
    if (auto* reads = m_reading.actor.reads.get(); reads && cell.subject != ReadCount::Subject::none)
        reads->name(cell.subject, Id { id });
    out += "{\"id\":";
    append_id(out, id);
    out += ",\"title\":";
    append_json_string(out, rows.text(title));
    if (cell.has_key && !rows.is_null(key)) {
        out += ",\"key\":";
        append_json_string(out, rows.text(key));
    }
    if (!rows.is_null(deleted))
        out += ",\"deleted\":true";
    if (cell.filler > 0)
        row.holes.push_back({ out.size(), cell.filler - 1, Id { id }, {} });
    out += '}';
}

RenderedRow RowProgram::render(db::Rows const& rows) const
{
    auto row = RenderedRow {};
    row.id = Id { rows.whole(0) };
    row.version = rows.whole(1);
    if (auto* reads = m_reading.actor.reads.get())
        reads->row(m_subject, row.id);
    auto& out = row.text;
    out.reserve(512);
    out += "{\"id\":";
    append_id(out, row.id.value);
    out += ",\"version\":";
    append_whole(out, row.version);
    for (auto const& cell : m_cells) {
        out += cell.key;
        auto const column = cell.column;
        auto const type = cell.field->type();
        if (type == FieldType::links) {
            row.holes.push_back({ out.size(), cell.filler, row.id, {} });
            continue;
        }
        if (type == FieldType::address) {
            auto is_empty = true;
            for (auto part = 0; part < 6; ++part)
                is_empty &= rows.is_null(column + part);
            if (is_empty) {
                out += "null";
                continue;
            }
            for (auto part = 0; part < 6; ++part) {
                out += part ? ",\"" : "{\"";
                out.append(address_parts[part]).append("\":");
                if (rows.is_null(column + part))
                    out += "null";
                else
                    append_json_string(out, rows.text(column + part));
            }
            out += '}';
            continue;
        }
        if (rows.is_null(column)) {
            out += "null";
            continue;
        }
        switch (type) {
        case FieldType::whole:
        case FieldType::duration: append_whole(out, rows.whole(column)); break;
        case FieldType::number:
        case FieldType::percent:
            out.append("\"").append(Decimal { rows.whole(column) }.to_string()).append("\"");
            break;
        case FieldType::money: {
            auto digits = m_workspace_digits;
            if (cell.currency_column >= 0 && !rows.is_null(cell.currency_column))
                digits = currency_digits(rows.text(cell.currency_column)).value_or(2);
            out.append("\"").append(Decimal { rows.whole(column) }.to_string(digits)).append("\"");
            break;
        }
        case FieldType::instant:
            out.append("\"").append(Instant { rows.whole(column) }.to_string()).append("\"");
            break;
        case FieldType::flag: out += rows.whole(column) ? "true" : "false"; break;
        case FieldType::choices:
        case FieldType::json: out += rows.text(column); break;
        case FieldType::link: render_link(out, cell, rows, row); break;
        case FieldType::file:
            out += "{\"id\":";
            append_id(out, rows.whole(column));
            out += ",\"name\":";
            append_json_string(out, rows.text(column + 1));
            out += ",\"size\":";
            append_whole(out, rows.whole(column + 2));
            out += ",\"type\":";
            append_json_string(out, rows.text(column + 3));
            out += '}';
            break;
        case FieldType::any_link:
            row.holes.push_back(
                { out.size(), cell.filler, Id { rows.whole(column) }, std::string { rows.text(column + 1) } });
            break;
        default: append_json_string(out, rows.text(column));
        }
    }
    for (std::size_t i = 0; i < m_fillers.size(); ++i)
        if (m_fillers[i].kind == Filler::Kind::records || m_fillers[i].kind == Filler::Kind::can)
            row.holes.push_back({ out.size(), i, row.id, {} });
    return row;
}

void RowProgram::fill(std::vector<RenderedRow>& rows, bool is_single)
{
    auto filled = std::vector<FilledValues> {};
    for (std::size_t i = 0; i < m_fillers.size(); ++i) {
        auto const& filler = m_fillers[i];
        auto targets = std::vector<AnyTarget> {};
        for (auto const& row : rows)
            for (auto const& hole : row.holes)
                if (hole.filler == i)
                    targets.push_back({ hole.entity, hole.target });
        switch (filler.kind) {
        case Filler::Kind::links: filled.push_back(fill_links(m_reading, m_entity, *filler.field, targets)); break;
        case Filler::Kind::any_title: filled.push_back(fill_any_titles(m_reading, targets)); break;
        case Filler::Kind::record:
            filled.push_back(fill_records(m_reading, *filler.target, filler.fields, filler.nested, targets));
            break;
        case Filler::Kind::records: {
            auto relation = *filler.include->relation;
            relation.name = filler.key; // as it was asked for: "lines" may stand for offer_lines
            filled.push_back(fill_relation(
                m_reading, m_entity, relation, filler.fields, filler.nested, targets, is_single ? 1'000 : 100));
            break;
        }
        case Filler::Kind::can: filled.push_back(fill_can(m_reading, m_entity, targets)); break;
        }
    }
    for (auto& row : rows) {
        if (!row.holes.empty()) {
            auto whole = std::string {};
            auto from = std::size_t { 0 };
            for (auto const& hole : row.holes) {
                whole.append(row.text, from, hole.at - from);
                whole += filled[hole.filler].text_of({ hole.entity, hole.target });
                from = hole.at;
            }
            whole.append(row.text, from);
            row.text = std::move(whole);
            row.holes.clear();
        }
        row.text += '}';
    }
}

std::vector<RenderedRow> render_by_ids(
    Reading& reading, EntityInfo const& entity, std::vector<Id> const& ids, ListQuery const& query, bool is_single)
{
    auto rendered = std::vector<RenderedRow> {};
    auto const reach = Reach { reading.schema, reading.actor, entity, Right::read };
    if (ids.empty() || reach.is_none())
        return rendered;
    auto program = RowProgram { reading, entity, select_fields(reading, entity, query) };
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select ");
    program.append_columns(sql);
    sql.add(" from ").name(entity.plural).add(" t");
    program.append_joins(sql);
    sql.add(" where t.\"id\"");
    if (ids.size() == 1)
        sql.add(" = ").bind(ids.front().value);
    else
        sql.among(ids);
    sql.add(" and t.\"deleted_at\" is ").add(query.bin == Bin::only ? "not null" : "null");
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    {
        auto rows = sql.query(reading.connection);
        while (rows->next())
            rendered.push_back(program.render(*rows));
    }
    program.fill(rendered, is_single);
    return rendered;
}

}
