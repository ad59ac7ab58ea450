#include "records/index_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace kontor::records {

namespace {

constexpr int rows_of_a_table = 1'000'000;
// What waits for something to happen, such as the audit lines that are not sealed yet, is few among all that there is.
constexpr int rows_that_wait = 1'000;

// How many rows of a million share one value of the column that leads the index.
int rows_per_value(Schema const& schema, IndexShape const& index)
{
    if (index.is_unique)
        return index.columns.find(',') == std::string::npos ? 1 : 10;
    auto const* entity = schema.find(index.table);
    auto const first = index.columns.substr(1, index.columns.find('"', 1) - 1);
    auto const* field = entity ? entity->find(first) : nullptr;
    if (!field)
        return first.ends_with("_fold") ? 2 : 10;
    switch (field->type()) {
    case FieldType::choice:
    case FieldType::flag: return 200'000;
    case FieldType::day: return 500;
    case FieldType::link: {
        auto const* target = schema.target_of(*field);
        if (target->is_keyed)
            return 50'000; // a stage, a segment, a department
        return target->plural == "users" ? 2'000 : 10;
    }
    default: return 2;
    }
}

std::string statistic_of(Schema const& schema, IndexShape const& index)
{
    auto const waits = index.where.ends_with(" is null") && index.where.find(" and ") == std::string::npos;
    auto numbers = fmt::format("{} {}", waits ? rows_that_wait : rows_of_a_table, rows_per_value(schema, index));
    for (auto i = std::ranges::count(index.columns, ','); i > 0; --i)
        numbers += " 1";
    return numbers;
}

}

std::string expected_statistics(std::vector<IndexShape> const& indexes, Schema const& schema)
{
    // Analysing a table that is always small makes the table of statistics, if it is not there.
    auto sql = std::string { "analyze \"kontor_preference\"; delete from \"sqlite_stat1\"; "
                             "insert into \"sqlite_stat1\" (\"tbl\", \"idx\", \"stat\") values " };
    auto separator = "";
    for (auto const& index : indexes) {
        sql += fmt::format("{}('{}', '{}', '{}')", separator, index.table, index.name, statistic_of(schema, index));
        separator = ", ";
    }
    return sql + "; analyze \"sqlite_schema\"";
}

bool has_other_statistics(db::Connection& connection, std::vector<IndexShape> const& indexes, Schema const& schema)
{
    auto told = std::unordered_map<std::string, std::string> {};
    auto rows = connection.query("select \"idx\", \"stat\" from \"sqlite_stat1\" where \"idx\" is not null");
    while (rows->next())
        told.emplace(rows->text(0), rows->text(1));
    return std::ranges::any_of(indexes, [&](IndexShape const& index) {
        auto const found = told.find(index.name);
        return found == told.end() || found->second != statistic_of(schema, index);
    });
}

}
