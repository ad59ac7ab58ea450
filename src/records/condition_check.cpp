#include "records/condition_check.h"

#include "base/check.h"
#include "records/filter_sql.h"

#include <algorithm>

namespace kontor::records {

namespace {

using Kind = Condition::Kind;
using Compare = Condition::Compare;

bool is_null(Condition const& condition, Record const& record)
{
    if (!condition.field)
        return record.id.is_empty();
    auto const& value = record.value(*condition.field);
    if (condition.address_part >= 0) {
        auto const* address = std::get_if<Address>(&value);
        return !address || !part_of(*address, static_cast<std::size_t>(condition.address_part));
    }
    return kontor::is_empty(value);
}

template<typename T> bool ordered(Compare compare, T const& left, T const& right)
{
    switch (compare) {
    case Compare::less: return left < right;
    case Compare::less_equal: return left <= right;
    case Compare::greater: return left > right;
    case Compare::greater_equal: return left >= right;
    default: return left == right;
    }
}

bool compare_text(Condition const& condition, std::string const& text)
{
    auto const type = condition.address_part >= 0 ? FieldType::text : condition.field->type();
    if (condition.compare == Compare::contains)
        return companion_of(type, text).find(std::get<std::string>(condition.values[0])) != std::string::npos;
    if (condition.compare == Compare::equal) {
        auto const by_companion = type == FieldType::email || type == FieldType::phone;
        return std::ranges::any_of(condition.values, [&](Value const& value) {
            auto const& wanted = std::get<std::string>(value);
            return by_companion ? companion_of(type, text) == companion_of(type, wanted) : text == wanted;
        });
    }
    auto const& wanted = std::get<std::string>(condition.values[0]);
    auto const left = companion_of(type, text), right = companion_of(type, wanted);
    return left != right ? ordered(condition.compare, left, right) : ordered(condition.compare, text, wanted);
}

bool compare_values(Condition const& condition, Record const& record)
{
    if (is_null(condition, record))
        return false;
    if (!condition.field)
        return condition.compare == Compare::equal
            ? std::ranges::any_of(
                condition.values, [&](Value const& value) { return std::get<Id>(value) == record.id; })
            : ordered(condition.compare, record.id, std::get<Id>(condition.values[0]));
    auto const& value = record.value(*condition.field);
    if (condition.address_part >= 0)
        return compare_text(
            condition, *part_of(std::get<Address>(value), static_cast<std::size_t>(condition.address_part)));
    if (condition.field->is_text())
        return compare_text(condition, std::get<std::string>(value));
    if (auto const* keys = std::get_if<std::vector<std::string>>(&value))
        return std::ranges::any_of(condition.values, [&](Value const& wanted) {
            return std::ranges::find(*keys, std::get<std::string>(wanted)) != keys->end();
        });
    if (condition.compare == Compare::equal)
        return std::ranges::find(condition.values, value) != condition.values.end();
    return ordered(condition.compare, value, condition.values[0]);
}

}

bool meets(Condition const& condition, Record const& record, ExistsCheck const& exists)
{
    switch (condition.kind) {
    case Kind::always: return true;
    case Kind::never: return false;
    case Kind::conjunction:
        return std::ranges::all_of(
            condition.children, [&](Condition const& child) { return meets(child, record, exists); });
    case Kind::disjunction:
        return std::ranges::any_of(
            condition.children, [&](Condition const& child) { return meets(child, record, exists); });
    case Kind::negation: return !meets(condition.children.front(), record, exists);
    case Kind::is_null: return is_null(condition, record);
    case Kind::compare: return compare_values(condition, record);
    case Kind::exists:
        check(static_cast<bool>(exists), "a condition over a relation needs somebody to ask");
        return exists(condition, record);
    }
    return false;
}

ExistsCheck exists_in(db::Connection& connection, Schema const& schema, Actor const& actor, bool ignores_rights)
{
    return [&connection, &schema, &actor, ignores_rights](Condition const& condition, Record const& record) {
        auto sql = Sql { connection.dialect() };
        // The record's own link values count, not those of its row: a rule asks about what is about to be saved.
        sql.add("select 1 from (select ").bind(record.id.value).add(" as \"id\"");
        auto const* link = !condition.relation                   ? condition.field
            : condition.relation->kind == Relation::Kind::to_one ? condition.relation->via
                                                                 : nullptr;
        if (link) {
            auto const* target = std::get_if<Id>(&record.value(*link));
            if (!target)
                return false;
            sql.add(", ").bind(target->value).add(" as ").name(link->name());
        }
        sql.add(") t where ");
        append_condition(sql, condition, "t", { schema, actor, ignores_rights });
        return sql.query(connection)->next();
    };
}

}
