#include "base/check.h"
#include "base/problem.h"
#include "records/grouping.h"
#include "records/input.h"
#include "records/rates.h"
#include "records/reader.h"
#include "records/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace kontor::records {

namespace {

struct Measure {
    enum class Function { sum, avg, min, max } function;
    std::string name;
    Field const* field = nullptr;  // as asked
    Field const* column = nullptr; // what is added up: the converted amount of money
    bool is_converted = false;
    [[nodiscard]] bool adds() const { return function == Function::sum || function == Function::avg; }
};

struct Total {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    db::Value extreme;
};

struct Group {
    std::vector<std::string> keys;
    std::int64_t count = 0;
    std::vector<Total> totals;
    std::vector<std::int64_t> unconverted;
};

std::string_view name_of(Measure::Function function)
{
    switch (function) {
    case Measure::Function::sum: return "sum";
    case Measure::Function::avg: return "avg";
    case Measure::Function::min: return "min";
    case Measure::Function::max: return "max";
    }
    return "sum";
}

class AggregateRun {
public:
    AggregateRun(Reading& reading, EntityInfo const& entity, AggregateQuery const& query)
        : m_reading(reading)
        , m_entity(entity)
        , m_query(query)
        , m_source(reading, entity, query.filter, query.q, query.bin)
    {
        if (query.group_by.size() > 3)
            throw Problem::bad_parameter("group_by", "group_by takes at most 3 fields.");
        if (query.limit < 1 || query.limit > 1'000)
            throw Problem::bad_parameter("limit", "limit must be from 1 to 1,000.");
        for (auto const& text : query.group_by) {
            m_keys.emplace_back(reading, entity, text, m_keys.size());
            if (m_keys.back().name() == "currency")
                m_currency_key = m_keys.size() - 1;
        }
        add_measures(Measure::Function::sum, query.sum);
        add_measures(Measure::Function::avg, query.avg);
        add_measures(Measure::Function::min, query.min);
        add_measures(Measure::Function::max, query.max);
        if (m_measures.size() > 10)
            throw Problem::bad_parameter("sum", "At most 10 fields can be added up in one call.");
        if (query.currency.empty() || query.currency == reading.workspace.currency)
            return;
        if (m_currency_key)
            throw Problem::bad_parameter("currency", "With currency in group_by each sum is in its own currency.");
        m_conversion = find_conversion(reading.connection, reading.schema, reading.workspace.currency, query.currency,
            reading.actor.zone.day_of(reading.now));
        if (!m_conversion)
            throw Problem::bad_parameter(
                "currency", fmt::format("There is no rate from {} to {}.", reading.workspace.currency, query.currency));
        m_currency = query.currency;
    }

    std::string run()
    {
        collect();
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            auto keys = std::vector<std::string> {};
            for (auto const& [text, group] : m_groups)
                keys.push_back(group.keys[i]);
            m_keys[i].look_up(keys);
        }
        auto groups = std::vector<Group const*> {};
        for (auto const& [text, group] : m_groups)
            groups.push_back(&group);
        sort(groups);
        return to_json(groups);
    }

private:
    void add_measures(Measure::Function function, std::vector<std::string> const& names)
    {
        for (auto const& name : names) {
            auto measure = Measure { function, name };
            measure.field = m_entity.find(name);
            if (!measure.field || !m_reading.actor.sees(m_reading.schema, m_entity, *measure.field))
                throw Problem::bad_parameter(
                    name_of(function), fmt::format("{} have no field \"{}\".", m_entity.label_many.en, name));
            auto const type = measure.field->type();
            auto const is_number
                = measure.field->is_decimal() || type == FieldType::whole || type == FieldType::duration;
            auto const has_order = is_number || type == FieldType::day || type == FieldType::instant;
            if (measure.adds() ? !is_number : !has_order)
                throw Problem::bad_parameter(name_of(function), fmt::format("{} has no {}.", name, name_of(function)));
            measure.column = measure.field;
            auto const* base = type == FieldType::money && !m_currency_key ? m_entity.find(name + "_base") : nullptr;
            measure.is_converted = base != nullptr;
            if (base)
                measure.column = base;
            m_measures.push_back(measure);
        }
    }

    void collect()
    {
        if (m_keys.empty())
            m_groups[""] = empty_group({});
        if (m_source.is_empty())
            return;
        auto sql = Sql { m_reading.connection.dialect() };
        // Through to-many keys a record is counted in each of its groups.
        sql.add("select count(*)");
        for (auto const& measure : m_measures) {
            auto const column = "t." + db::quote(measure.column->name());
            if (measure.adds())
                sql.add(fmt::format(", cast(sum({}) as bigint), count({})", column, column));
            else
                sql.add(fmt::format(", {}({}), 0", name_of(measure.function), column));
            if (measure.is_converted)
                sql.add(fmt::format(", sum(case when t.{} is not null and {} is null then 1 else 0 end)",
                    db::quote(measure.field->name()), column));
            else
                sql.add(", 0");
        }
        // The keys are worked out once, inside, and grouped by name: their parameters must not appear twice.
        for (std::size_t i = 0; i < m_keys.size(); ++i)
            sql.add(fmt::format(", t.\"g{}\"", i));
        sql.add(" from (select ");
        auto is_first = true;
        for (auto const& measure : m_measures)
            for (auto const* field : { measure.field, measure.column }) {
                if (std::ranges::find(m_inner_columns, field->name()) != m_inner_columns.end())
                    continue;
                m_inner_columns.push_back(field->name());
                sql.add(is_first ? "" : ", ").column("t", field->name());
                is_first = false;
            }
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            sql.add(is_first ? "" : ", ");
            m_keys[i].append_expression(sql);
            sql.add(fmt::format(" as \"g{}\"", i));
            is_first = false;
        }
        if (is_first)
            sql.add("1 as \"one\"");
        sql.add(" from ");
        append_source(sql);
        sql.add(") t");
        for (std::size_t i = 0; i < m_keys.size(); ++i)
            sql.add(i ? ", " : " group by ").add(fmt::format("t.\"g{}\"", i));
        auto rows = sql.query(m_reading.connection);
        while (rows->next())
            add_row(*rows);
    }

    void append_source(Sql& sql)
    {
        // Joins of group keys stand between the table and its conditions.
        if (!m_source.is_united()) {
            sql.name(m_entity.plural).add(" t");
            for (auto const& key : m_keys)
                key.append_join(sql);
            sql.add(" where ");
            m_source.append_condition(sql);
            return;
        }
        sql.add("(select t.* from ");
        m_source.append_from_where(sql);
        sql.add(") t");
        for (auto const& key : m_keys)
            key.append_join(sql);
    }

    Group empty_group(std::vector<std::string> keys) const
    {
        return { std::move(keys), 0, std::vector<Total>(m_measures.size()),
            std::vector<std::int64_t>(m_measures.size()) };
    }

    void add_row(db::Rows const& rows)
    {
        auto keys = std::vector<std::string> {};
        auto text = std::string {};
        auto const first_key = 1 + 3 * static_cast<int>(m_measures.size());
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            keys.push_back(m_keys[i].bucket(rows.value(first_key + static_cast<int>(i))));
            text += keys.back() + "\x1f";
        }
        auto [found, is_new] = m_groups.try_emplace(text);
        if (is_new)
            found->second = empty_group(keys);
        auto& group = found->second;
        group.count += rows.whole(0);
        for (std::size_t i = 0; i < m_measures.size(); ++i) {
            auto const column = 1 + 3 * static_cast<int>(i);
            auto& total = group.totals[i];
            group.unconverted[i] += rows.whole(column + 2);
            if (m_measures[i].adds()) {
                total.sum += rows.whole(column);
                total.count += rows.whole(column + 1);
                continue;
            }
            auto value = rows.value(column);
            auto const is_lower = m_measures[i].function == Measure::Function::min;
            if (std::holds_alternative<std::monostate>(value))
                continue;
            if (std::holds_alternative<std::monostate>(total.extreme)
                || (is_lower ? less(value, total.extreme) : less(total.extreme, value)))
                total.extreme = std::move(value);
        }
    }

    static bool less(db::Value const& first, db::Value const& second)
    {
        if (auto const* one = std::get_if<std::int64_t>(&first))
            return *one < std::get<std::int64_t>(second);
        return std::get<std::string>(first) < std::get<std::string>(second);
    }

    void sort(std::vector<Group const*>& groups) const
    {
        auto by_keys = [this](Group const* first, Group const* second) {
            for (std::size_t i = 0; i < m_keys.size(); ++i)
                if (first->keys[i] != second->keys[i])
                    return m_keys[i].comes_before(first->keys[i], second->keys[i]);
            return false;
        };
        std::ranges::stable_sort(groups, by_keys);
        auto words = std::istringstream { m_query.order_by };
        auto name = std::string {}, direction = std::string {};
        if (!(words >> name))
            return;
        words >> direction;
        auto const descending = direction == "desc";
        auto sort_by = [&](auto const& value_of) {
            std::ranges::stable_sort(groups, [&](Group const* first, Group const* second) {
                return descending ? value_of(second) < value_of(first) : value_of(first) < value_of(second);
            });
        };
        if (name == "count")
            return sort_by([](Group const* group) { return group->count; });
        for (std::size_t i = 0; i < m_measures.size(); ++i)
            if (name == fmt::format("{}.{}", name_of(m_measures[i].function), m_measures[i].name))
                return sort_by_measure(groups, i, descending);
        for (std::size_t i = 0; i < m_keys.size(); ++i)
            if (name == m_keys[i].name()) {
                std::ranges::stable_sort(groups, [&](Group const* first, Group const* second) {
                    return descending ? m_keys[i].comes_before(second->keys[i], first->keys[i])
                                      : m_keys[i].comes_before(first->keys[i], second->keys[i]);
                });
                return;
            }
        throw Problem::bad_parameter("order_by", fmt::format("Groups cannot be ordered by \"{}\".", name));
    }

    // Of a sum its value, of an average the quotient, else the extreme; groups without one are last in both directions.
    void sort_by_measure(std::vector<Group const*>& groups, std::size_t at, bool descending) const
    {
        auto const value_of = [&](Group const* group) -> db::Value {
            auto const& total = group->totals[at];
            if (m_measures[at].function == Measure::Function::sum)
                return total.sum;
            if (m_measures[at].function != Measure::Function::avg)
                return total.extreme;
            return total.count == 0 ? db::Value {}
                                    : db::Value { average_of(*m_measures[at].column, total).ten_thousandths };
        };
        std::ranges::stable_sort(groups, [&](Group const* first, Group const* second) {
            auto const one = value_of(first), other = value_of(second);
            auto const is_empty = std::holds_alternative<std::monostate>(one);
            if (is_empty || std::holds_alternative<std::monostate>(other))
                return !is_empty && std::holds_alternative<std::monostate>(other);
            return descending ? less(other, one) : less(one, other);
        });
    }

    static Decimal average_of(Field const& field, Total const& total)
    {
        auto const scale = field.is_decimal() ? Decimal { total.sum } : Decimal::from_whole(total.sum);
        return checked_divide(scale, Decimal::from_whole(total.count)).value_or(Decimal {});
    }

    // Money of a group is in the workspace's currency, in the one that was asked for, or in the group's own.
    std::string amount(Measure const& measure, Decimal value, Group const& group) const
    {
        if (measure.column->type() != FieldType::money)
            return value.to_string(0);
        auto const& currency = m_currency_key ? group.keys[*m_currency_key] : m_currency;
        if (m_conversion && measure.is_converted)
            value = m_conversion->of(value).value_or(value);
        return value.to_string(currency_digits(currency).value_or(2));
    }

    void append_value(std::string& out, Measure const& measure, Total const& total, Group const& group) const
    {
        auto const& field = *measure.column;
        if (measure.function == Measure::Function::sum) {
            if (field.is_decimal())
                append_json_string(out, amount(measure, { total.sum }, group));
            else
                out += std::to_string(total.sum);
            return;
        }
        if (measure.function == Measure::Function::avg) {
            if (total.count == 0) {
                out += "null";
                return;
            }
            append_json_string(out, amount(measure, average_of(field, total), group));
            return;
        }
        if (auto const* text = std::get_if<std::string>(&total.extreme))
            append_json_string(out, *text);
        else if (auto const* number = std::get_if<std::int64_t>(&total.extreme)) {
            if (field.is_decimal())
                append_json_string(out, amount(measure, { *number }, group));
            else if (field.type() == FieldType::instant)
                append_json_string(out, Instant { *number }.to_string());
            else
                out += std::to_string(*number);
        } else
            out += "null";
    }

    std::string to_json(std::vector<Group const*> const& groups) const
    {
        auto out = std::string { "{\"groups\":[" };
        auto const shown = std::min(groups.size(), static_cast<std::size_t>(m_query.limit));
        for (std::size_t g = 0; g < shown; ++g) {
            auto const& group = *groups[g];
            out += g ? ",{" : "{";
            for (std::size_t i = 0; i < m_keys.size(); ++i) {
                append_json_string(out, m_keys[i].name());
                out += ':';
                m_keys[i].append_json(out, group.keys[i]);
                out += ',';
            }
            out += fmt::format("\"count\":{}", group.count);
            for (auto function :
                { Measure::Function::sum, Measure::Function::avg, Measure::Function::min, Measure::Function::max }) {
                auto is_first = true;
                for (std::size_t i = 0; i < m_measures.size(); ++i) {
                    if (m_measures[i].function != function)
                        continue;
                    out += is_first ? fmt::format(",\"{}\":{{", name_of(function)) : ",";
                    append_json_string(out, m_measures[i].name);
                    out += ':';
                    append_value(out, m_measures[i], group.totals[i], group);
                    is_first = false;
                }
                if (!is_first)
                    out += '}';
            }
            append_unconverted(out, group);
            out += ",\"filter\":";
            if (auto const filter = filter_of(group))
                append_json_string(out, *filter);
            else
                out += "null";
            out += '}';
        }
        out += "],\"currency\":";
        append_json_string(out, m_currency);
        return out + (groups.size() > shown ? ",\"truncated\":true}" : ",\"truncated\":false}");
    }

    void append_unconverted(std::string& out, Group const& group) const
    {
        auto counted = std::map<std::string, std::int64_t> {};
        for (std::size_t i = 0; i < m_measures.size(); ++i)
            if (group.unconverted[i] > 0)
                counted[m_measures[i].name] = group.unconverted[i];
        if (counted.empty())
            return;
        out += ",\"unconverted\":";
        auto json = JsonWriter { out };
        json.begin_object();
        for (auto const& [name, count] : counted)
            json.member(name, count);
        json.end_object();
    }

    std::optional<std::string> filter_of(Group const& group) const
    {
        auto text = m_query.filter.empty() ? std::string {} : "(" + m_query.filter + ")";
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            auto const part = m_keys[i].filter(group.keys[i]);
            if (!part)
                return {};
            text += (text.empty() ? "" : " AND ") + *part;
        }
        return text;
    }

    Reading& m_reading;
    EntityInfo const& m_entity;
    AggregateQuery const& m_query;
    RowSource m_source;
    std::vector<GroupKey> m_keys;
    std::vector<Measure> m_measures;
    std::vector<std::string> m_inner_columns;
    std::optional<std::size_t> m_currency_key; // which of the keys is the currency: sums are then each in their own
    std::optional<Conversion> m_conversion;
    std::string m_currency = m_reading.workspace.currency;
    std::map<std::string, Group> m_groups;
};

}

std::string Reader::aggregate(EntityInfo const& entity, AggregateQuery const& query)
{
    if (m_reading.actor.level(m_reading.schema, entity, Right::read) == Level::none)
        throw Problem::not_found();
    return AggregateRun { m_reading, entity, query }.run();
}

}
