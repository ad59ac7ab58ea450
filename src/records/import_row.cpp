#include "records/import_row.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/access.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

std::vector<std::string> split_cell(std::string const& text, std::string const& by)
{
    auto parts = std::vector<std::string> {};
    for (auto from = std::size_t { 0 };;) {
        auto const at = by.empty() ? std::string::npos : text.find(by, from);
        auto const part = trim(std::string_view { text }.substr(from, at == std::string::npos ? at : at - from));
        if (!part.empty())
            parts.emplace_back(part);
        if (at == std::string::npos)
            return parts;
        from = at + by.size();
    }
}

Field const& match_field(ColumnMapping const& column, EntityInfo const& target)
{
    return column.match.empty() ? target.title() : *column.match.front();
}

}

RowImporter::Found RowImporter::find_link(
    Transaction& transaction, ColumnMapping const& column, std::string const& cell)
{
    auto const key = std::pair { column.field->number(), cell };
    for (auto const* known : { &m_known, &m_learned })
        if (auto const found = known->find(key); found != known->end())
            return { found->second };
    auto const& schema = transaction.schema();
    auto const& target = *schema.target_of(*column.field);
    auto const reach = Reach { schema, transaction.actor(), target, Right::read };
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select t.\"id\" from ").name(target.plural).add(" t where t.\"deleted_at\" is null and (");
    if (column.is_id) {
        sql.add("t.\"id\" = ").bind(Id::parse(cell).value_or(Id {}).value);
    } else {
        auto is_first = true;
        auto const by = [&](Field const& field) {
            sql.add(is_first ? "" : " or ");
            is_first = false;
            if (field.is_text() && !field.definition().exact)
                sql.column("t", fold_column(field.name())).add(" = ").bind(companion_of(field.type(), cell));
            else
                sql.column("t", field.name()).add(" = ").bind(cell);
        };
        // Keyed lists are named by key as well as by title.
        if (column.match.empty() && target.is_keyed)
            by(*target.find("key"));
        if (column.match.empty())
            by(target.title());
        for (auto const* field : column.match)
            by(*field);
    }
    sql.add(")");
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    sql.add(" order by t.\"id\" limit 2");
    auto found = Found {};
    {
        auto rows = sql.query(transaction.connection());
        if (rows->next()) {
            found.id = Id { rows->whole(0) };
            found.is_ambiguous = rows->next();
        }
    }
    if (found.id.is_empty() && column.missing == ColumnMapping::Missing::create) {
        auto values = Values {};
        auto const& by = match_field(column, target);
        values.assignments.emplace_back(by, Value { cell }, 0);
        if (by.name() != target.title_field)
            values.assignments.emplace_back(target.title(), Value { cell }, 0);
        found.id = Writer::create(transaction, target, values, Writer::Authority::actor).id;
    }
    if (!found.id.is_empty() && !found.is_ambiguous)
        m_learned[key] = found.id;
    return found;
}

std::optional<RowImporter::Found> RowImporter::find_record(Transaction& transaction, Values const& values, Id own_id)
{
    if (m_mapping.match.empty())
        return {};
    auto const& entity = *m_mapping.entity;
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select t.\"id\" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null");
    for (auto const& name : m_mapping.match) {
        sql.add(" and ");
        if (name == "id") {
            if (own_id.is_empty())
                return {};
            sql.add("t.\"id\" = ").bind(own_id.value);
            continue;
        }
        auto const& field = *entity.find(name);
        auto const* assignment = values.find(field);
        if (!assignment || kontor::is_empty(assignment->value))
            return {};
        if (field.is_text() && !field.definition().exact)
            sql.column("t", fold_column(name))
                .add(" = ")
                .bind(companion_of(field.type(), std::get<std::string>(assignment->value)));
        else
            sql.column("t", name).add(" = ").bind(to_column(assignment->value));
    }
    auto const reach = Reach { transaction.schema(), transaction.actor(), entity, Right::read };
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    sql.add(" order by t.\"id\" limit 2");
    auto rows = sql.query(transaction.connection());
    if (!rows->next())
        return {};
    auto found = Found { Id { rows->whole(0) } };
    found.is_ambiguous = rows->next();
    return found;
}

RowOutcome RowImporter::write(Transaction& transaction, ImportRow const& row)
{
    auto faults = std::vector<RowFault> {};
    auto const fault = [&](std::size_t position, std::string code, std::string message) {
        auto const* column = position < m_columns.columns.size() && m_columns.columns[position]
            ? &*m_columns.columns[position]
            : nullptr;
        faults.push_back({ row.line, position + 1, column ? column->header : "",
            column && column->field ? column->field->name() : "",
            position < row.cells.size() ? row.cells[position].text : "", std::move(code), std::move(message) });
    };
    if (!row.fault.empty())
        throw std::vector<RowFault> { { row.line, 0, "", "", "", "bad_row", row.fault } };
    auto const& schema = transaction.schema();
    auto values = Values {};
    if (m_mapping.set.as_object())
        values = read_values(m_mapping.set, *m_mapping.entity, schema, transaction.actor(), "set");
    auto own_id = Id {};
    for (std::size_t position = 0; position < m_columns.columns.size(); ++position) {
        if (!m_columns.columns[position])
            continue;
        auto const& column = *m_columns.columns[position];
        auto text = position < row.cells.size() ? row.cells[position].text : std::string {};
        if (auto const translated = column.values.find(text); translated != column.values.end())
            text = translated->second.value_or("");
        if (text.empty())
            text = column.otherwise;
        if (text.empty())
            continue;
        if (column.is_id && !column.field) {
            own_id = Id::parse(text).value_or(Id {});
            continue;
        }
        auto const& field = *column.field;
        if (m_mapping.strips_apostrophes
            && (field.is_text() || field.type() == FieldType::link || field.type() == FieldType::links))
            text = without_formula_guard(text);
        if (field.type() == FieldType::link || field.type() == FieldType::links) {
            auto ids = std::vector<LinkedRecord> {};
            for (auto const& part :
                field.type() == FieldType::links ? split_cell(text, column.split) : std::vector { text }) {
                try {
                    auto const found = find_link(transaction, column, part);
                    if (found.is_ambiguous)
                        fault(position, "ambiguous", fmt::format("Several records are named \"{}\".", part));
                    else if (!found.id.is_empty())
                        ids.push_back({ found.id });
                    else if (column.missing == ColumnMapping::Missing::reject)
                        fault(position, "no_such_record", fmt::format("There is no \"{}\".", part));
                } catch (Problem const& problem) {
                    fault(position, problem.fields().empty() ? problem.code() : problem.fields()[0].code,
                        fmt::format("\"{}\" could not be made: {}", part,
                            problem.fields().empty() ? problem.detail() : problem.fields()[0].message));
                }
            }
            if (field.type() == FieldType::links)
                values.links.push_back({ &field, true, std::move(ids) });
            else if (!ids.empty())
                values.assignments.emplace_back(field, Value { ids[0].id }, 0);
            continue;
        }
        auto value = Value {};
        auto wrong = Faults {};
        if (column.address_part >= 0) {
            auto existing = std::ranges::find_if(
                values.assignments, [&](Assignment const& assignment) { return *assignment.field == field; });
            if (existing == values.assignments.end())
                existing = values.assignments.insert(values.assignments.end(), Assignment { field, Address {}, 0 });
            part_of(std::get<Address>(existing->value), static_cast<std::size_t>(column.address_part)) = text;
            continue;
        }
        if (field.type() == FieldType::text)
            std::ranges::replace_if(
                text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        auto const format = CellFormat { column.date.empty() ? m_mapping.date : column.date, m_decimal };
        if (!read_cell(text, field, schema, format, field.name(), value, wrong)) {
            for (auto const& list : { wrong.shape, wrong.meaning })
                for (auto const& one : list)
                    fault(position, one.code, one.message);
            continue;
        }
        if (auto* decimal = std::get_if<Decimal>(&value); decimal && column.scale != Decimal::from_whole(1)) {
            auto const scaled = checked_multiply(*decimal, column.scale);
            if (!scaled) {
                fault(position, "too_large", "The number is too large.");
                continue;
            }
            *decimal = *scaled;
        }
        std::erase_if(values.assignments, [&](Assignment const& assignment) { return *assignment.field == field; });
        values.assignments.emplace_back(field, std::move(value), 0);
    }
    if (!faults.empty())
        throw faults;
    try {
        auto const found = find_record(transaction, values, own_id);
        if (found && found->is_ambiguous)
            throw std::vector<RowFault> { { row.line, 0, "", "", "", "ambiguous", "Several records match this row." } };
        if (!found) {
            Writer::create(transaction, *m_mapping.entity, values, Writer::Authority::actor);
            return RowOutcome::created;
        }
        if (m_mapping.on_match == ImportMapping::OnMatch::skip)
            return RowOutcome::skipped;
        if (m_mapping.on_match == ImportMapping::OnMatch::reject)
            throw std::vector<RowFault> { { row.line, 0, "", "", "", "exists", "This record is there already." } };
        auto const before = load(transaction.connection(), transaction.shared_schema(), *m_mapping.entity, found->id);
        auto const after = Writer::update(transaction, *m_mapping.entity, found->id, values);
        return before && before->version == after.version ? RowOutcome::skipped : RowOutcome::updated;
    } catch (Problem const& problem) {
        if (problem.fields().empty())
            throw std::vector<RowFault> { { row.line, 0, "", "", "", problem.code(), problem.detail() } };
        for (auto const& one : problem.fields()) {
            auto const head = one.field.substr(0, one.field.find_first_of(".["));
            auto position = std::ranges::find_if(m_columns.columns, [&](auto const& column) {
                return column && column->field && column->field->name() == head;
            }) - m_columns.columns.begin();
            if (static_cast<std::size_t>(position) < m_columns.columns.size())
                fault(static_cast<std::size_t>(position), one.code, one.message);
            else
                faults.push_back({ row.line, 0, "", one.field, "", one.code, one.message });
        }
        throw faults;
    }
}

void RowImporter::keep_learned()
{
    m_known.merge(m_learned);
    m_learned.clear();
}

void RowImporter::forget_learned() { m_learned.clear(); }

}
